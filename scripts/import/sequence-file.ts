import { itemIndex, type Sequences } from '#domain/recommendation/index.ts'
import { BadInput } from '../command.ts'
import { NumberColumn } from './number-column.ts'
import { textLines } from './text-lines.ts'

/**
 * Who had what in which order, with blanks or commas between: a user and one item on every line, or a user and
 * all its items. Told apart by the whole file: two on every line are pairs. Lines of one user go on where its
 * last line ended. Throws BadInput that names the line.
 */
export async function readSequences(path: string, name: string): Promise<Sequences> {
  const words = new Map<string, number>()
  const word = new NumberColumn()
  const users = new Map<number, number[]>()
  const lines = new NumberColumn() // where each line ends among the words
  let number = 0
  for await (const batch of textLines(path)) {
    for (const line of batch) {
      number++
      const parts = line.split(/[\s,]+/).filter((part) => part !== '')
      if (parts.length === 0) continue
      if (parts.length === 1) throw new BadInput(`${name}: line ${number}: item: is missing after the user`)
      for (const part of parts) word.push(numberOf(words, part))
      lines.push(word.length)
    }
  }
  if (lines.length === 0) throw new BadInput(`${name}: there is no user in it`)
  const [all, ends] = [word.all(), lines.all()]
  for (let n = 0, from = 0; n < ends.length; from = ends[n++] ?? 0) {
    const user = all[from] ?? 0
    const own = users.get(user) ?? []
    if (own.length === 0) users.set(user, own)
    for (let at = from + 1; at < (ends[n] ?? 0); at++) own.push(all[at] ?? 0)
  }
  return pack([...users.values()], [...words.keys()])
}

function numberOf(numbers: Map<string, number>, id: string): number {
  const there = numbers.get(id)
  if (there !== undefined) return there
  numbers.set(id, numbers.size)
  return numbers.size - 1
}

/** Users' names and items' may be the same words: only the words that are items become items. */
function pack(rows: readonly number[][], words: readonly string[]): Sequences {
  const start = new Int32Array(rows.length + 1)
  for (const [u, row] of rows.entries()) start[u + 1] = (start[u] ?? 0) + row.length
  const item = new Int32Array(start[rows.length] ?? 0)
  const numbers = new Map<number, number>()
  let next = 0
  for (const row of rows) {
    for (const one of row) {
      const number = numbers.get(one) ?? numbers.size
      if (number === numbers.size) numbers.set(one, number)
      item[next++] = number
    }
  }
  const items = itemIndex(Array.from(numbers.keys(), (one) => words[one] ?? ''))
  return { items, start, item, time: Float64Array.from(item.keys()) }
}
