import { bothKeys, coarseKeys, type Keys } from './keys.ts'
import type { Pause } from './pause.ts'
import type { RecordTable } from './table.ts'

/** Records with one key side by side: those who share that of record r are `order[from[r]]` to `order[to[r] - 1]`. */
interface Pass {
  order: Int32Array
  /** -1 where the record has no key, or one that nobody or too many share. */
  from: Int32Array
  to: Int32Array
  pairs: number
}

/** So many records or fewer are compared each with each. */
const ALL_WITH_ALL = 1500
/** A block of more records than this says too little to be worth comparing. */
const MOST_OF_ONE_FIELD = 20
const MOST_OF_TWO_FIELDS = 50
/** How many comparisons all passes together may cost, per record and at all. */
const PAIRS_PER_RECORD = 150
const MOST_PAIRS = 4_000_000

/** Who is to be compared with record r: all later records that share a key of some pass with it. */
export type Candidates = (r: number, out: Int32Array) => number

/**
 * Chooses whom to compare: records that have the same value in one field, or the same coarse form in two. Every two
 * fields make a pass, the cheapest are taken first, and no more than there is time for.
 */
export async function blockRecords(table: RecordTable, pause: Pause): Promise<Candidates> {
  if (table.size <= ALL_WITH_ALL) return (r, out) => allAfter(r, table.size, out)
  const passes: Pass[] = []
  for (const keys of await passKeys(table, pause)) {
    const most = keys.fields === 1 ? MOST_OF_ONE_FIELD : MOST_OF_TWO_FIELDS
    const made = await keys.make()
    await pause(table.size)
    passes.push(await layOut(made, most, pause))
    await pause(table.size)
  }
  let left = Math.min(MOST_PAIRS, table.size * PAIRS_PER_RECORD)
  const chosen = passes
    .sort((a, b) => a.pairs - b.pairs)
    .filter((pass) => {
      left -= pass.pairs
      return pass.pairs > 0 && left > 0
    })
  return laterMates(table.size, chosen)
}

function allAfter(r: number, size: number, out: Int32Array): number {
  for (let other = r + 1; other < size; other++) out[other - r - 1] = other
  return size - r - 1
}

interface PassKeys {
  fields: number
  make: () => Promise<Keys>
}

async function passKeys(table: RecordTable, pause: Pause): Promise<PassKeys[]> {
  const coarse: Keys[][] = []
  for (const column of table.columns) {
    coarse.push(coarseKeys(column))
    await pause(table.size)
  }
  const keys: PassKeys[] = table.columns.map((column) => ({ fields: 1, make: async () => column.codes }))
  for (const [at, ones] of coarse.entries())
    for (const others of coarse.slice(at + 1))
      for (const one of ones)
        for (const other of others) keys.push({ fields: 2, make: () => bothKeys(one, other, pause) })
  return keys
}

async function layOut(keys: Keys, most: number, pause: Pause): Promise<Pass> {
  const counts = new Int32Array(keys.reduce((max, key) => Math.max(max, key), -1) + 1)
  for (const key of keys) if (key >= 0) counts[key] = (counts[key] ?? 0) + 1
  const wanted = (key: number) => key >= 0 && (counts[key] ?? 0) > 1 && (counts[key] ?? 0) <= most
  const starts = new Int32Array(counts.length)
  let total = 0
  let pairs = 0
  for (const [key, count] of counts.entries()) {
    starts[key] = total
    if (!wanted(key)) continue
    total += count
    pairs += (count * (count - 1)) / 2
  }
  await pause(keys.length)
  const order = new Int32Array(total)
  const next = starts.slice()
  for (const [record, key] of keys.entries()) {
    if (!wanted(key)) continue
    order[next[key] ?? 0] = record
    next[key] = (next[key] ?? 0) + 1
  }
  await pause(keys.length)
  const from = keys.map((key) => (wanted(key) ? (starts[key] ?? 0) : -1))
  const to = keys.map((key) => (wanted(key) ? (next[key] ?? 0) : -1))
  return { order, from, to, pairs }
}

function laterMates(size: number, passes: readonly Pass[]): Candidates {
  const seen = new Int32Array(size).fill(-1)
  return (r, out) => {
    let count = 0
    for (const { order, from, to } of passes) {
      const end = to[r] ?? -1
      for (let place = from[r] ?? -1; place >= 0 && place < end; place++) {
        const other = order[place] ?? -1
        if (other <= r || seen[other] === r) continue
        seen[other] = r
        out[count++] = other
      }
    }
    return count
  }
}
