import { type Field, swapsOf } from './fields.ts'
import { lettersOf } from './letters.ts'
import { forEachPaced, type Pause } from './pause.ts'
import { comparable } from './values.ts'

/** Distinct values, each with a number. Partners that change places share one. */
export interface Dictionary {
  values: string[]
  numbers: Map<string, number>
  letters: number[]
}

/** One field of every record. */
export interface Column {
  field: Field
  /** Per record, the number of its value; -1 where it is missing. */
  codes: Int32Array
  dictionary: Dictionary
  /** Per value, how many records have it in this field. */
  counts: Int32Array
  /** How many records have any. */
  filled: number
  /** The chance that two records with a value have the same. */
  coincidence: number
}

export interface RecordTable {
  size: number
  columns: Column[]
  swaps: [number, number][]
}

/** Puts records into columns of numbered values, so that comparing them is cheap. */
export async function buildTable(
  fields: readonly Field[],
  rows: readonly (readonly string[])[],
  pause: Pause,
): Promise<RecordTable> {
  const swaps = swapsOf(fields)
  const dictionaries = fields.map((): Dictionary => ({ values: [], numbers: new Map(), letters: [] }))
  const columns: Column[] = []
  for (const [at, field] of fields.entries()) {
    const leader = swaps.find(([, follower]) => follower === at)?.[0] ?? at
    const dictionary = dictionaries[leader] ?? { values: [], numbers: new Map(), letters: [] }
    const codes = new Int32Array(rows.length)
    await forEachPaced(rows, pause, (row, record) => {
      codes[record] = numberOf(dictionary, comparable(field.kind, row[at] ?? ''))
    })
    columns.push({ field, codes, dictionary, ...countValues(codes, dictionary) })
  }
  return { size: rows.length, swaps, columns }
}

function numberOf(dictionary: Dictionary, value: string): number {
  if (value === '') return -1
  const known = dictionary.numbers.get(value)
  if (known !== undefined) return known
  dictionary.numbers.set(value, dictionary.values.length)
  dictionary.letters.push(lettersOf(value))
  return dictionary.values.push(value) - 1
}

function countValues(codes: Int32Array, dictionary: Dictionary) {
  const counts = new Int32Array(dictionary.values.length)
  let filled = 0
  for (const code of codes) {
    if (code < 0) continue
    counts[code] = (counts[code] ?? 0) + 1
    filled++
  }
  let squares = 0
  for (const count of counts) squares += count * count
  return { counts, filled, coincidence: filled === 0 ? 1 : squares / filled / filled }
}
