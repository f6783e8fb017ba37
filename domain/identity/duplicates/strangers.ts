import type { ComparePair } from './compare.ts'
import { parentsOf } from './fields.ts'
import { LEVELS, MISSING } from './levels.ts'
import { countPatterns, type Patterns } from './patterns.ts'
import type { Pause } from './pause.ts'
import { seededRandom } from './random.ts'
import type { Column, RecordTable } from './table.ts'

/** What chance brings: the levels of pairs taken at random. */
export interface Chance {
  /** Per field and level, its share among random pairs that have both values. */
  rates: Float64Array[]
  /** How many pairs that rests on. */
  pairs: number
  /** Per field that follows from others: pairs that agree in one of those. */
  bound: (Patterns | null)[]
  parents: number[][]
}

const RANDOM_PAIRS = 200_000
const BOUND_PAIRS = 20_000
const BREATH = 500

/** Takes pairs at random, the same ones every time. */
export async function takeChance(table: RecordTable, compare: ComparePair, pause: Pause): Promise<Chance> {
  const fields = table.columns.map((column) => column.field)
  const parents = fields.map((_, at) => parentsOf(fields, at))
  const bound: (Patterns | null)[] = []
  for (const mine of parents)
    bound.push(mine.length === 0 ? null : await boundPairs(table, compare, mine, pause))
  return { ...(await randomRates(table, compare, pause)), bound, parents }
}

async function randomRates(table: RecordTable, compare: ComparePair, pause: Pause) {
  const seen = table.columns.map(() => new Float64Array(LEVELS))
  const out = new Uint8Array(table.columns.length)
  const random = seededRandom(1969)
  const pairs = Math.min(RANDOM_PAIRS, table.size * (table.size - 1))
  for (let i = 0; i < pairs; i++) {
    const a = Math.floor(random() * table.size)
    const b = Math.floor(random() * (table.size - 1))
    compare(a, b >= a ? b + 1 : b, out)
    for (let at = 0; at < out.length; at++) {
      const rate = seen[at]
      const level = out[at] ?? MISSING
      if (rate && level !== MISSING) rate[level] = (rate[level] ?? 0) + 1
    }
    if (i % BREATH === 0) await pause(BREATH)
  }
  return { pairs, rates: seen.map(shares) }
}

function shares(counts: Float64Array): Float64Array {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => (total === 0 ? 0 : count / total))
}

async function boundPairs(
  table: RecordTable,
  compare: ComparePair,
  parents: number[],
  pause: Pause,
): Promise<Patterns> {
  const random = seededRandom(1990)
  const columns = parents.flatMap((at) => table.columns[at] ?? [])
  const mates = columns.map(sameValue)
  await pause(table.size)
  const patterns = countPatterns()
  const out = new Uint8Array(table.columns.length)
  for (let i = 0; i < BOUND_PAIRS; i++) {
    const which = Math.floor(random() * columns.length)
    const a = Math.floor(random() * table.size)
    const group = mates[which]?.get(columns[which]?.codes[a] ?? -1) ?? []
    const b = group[Math.floor(random() * group.length)] ?? a
    if (a !== b) {
      compare(a, b, out)
      patterns.add(out)
    }
    if (i % BREATH === 0) await pause(BREATH)
  }
  return patterns
}

/** The records of every value. */
function sameValue(column: Column): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  for (const [record, code] of column.codes.entries()) {
    if (code < 0) continue
    const group = groups.get(code)
    if (group) group.push(record)
    else groups.set(code, [record])
  }
  return groups
}
