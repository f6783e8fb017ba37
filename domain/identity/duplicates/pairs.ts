import type { Candidates } from './blocking.ts'
import type { Edge } from './clusters.ts'
import type { ComparePair } from './compare.ts'
import { judge, type Model } from './model.ts'
import { countPatterns, type Patterns } from './patterns.ts'
import { forEachPaced, type Pause } from './pause.ts'
import type { Scorer } from './score.ts'
import type { RecordTable } from './table.ts'

/** Every pair that was compared: its records and the number of its pattern. */
export interface ComparedPairs {
  patterns: Patterns
  count: number
  a: Int32Array
  b: Int32Array
  pattern: Int32Array
}

export async function comparePairs(
  table: RecordTable,
  candidates: Candidates,
  compare: ComparePair,
  pause: Pause,
): Promise<ComparedPairs> {
  const patterns = countPatterns()
  const levels = new Uint8Array(table.columns.length)
  const mates = new Int32Array(table.size)
  let pairs = room(table.size * 8)
  let count = 0
  for (let a = 0; a < table.size; a++) {
    const found = candidates(a, mates)
    if (count + found > pairs.a.length) pairs = room((count + found) * 2, pairs)
    for (let i = 0; i < found; i++, count++) {
      const b = mates[i] ?? 0
      compare(a, b, levels)
      pairs.a[count] = a
      pairs.b[count] = b
      pairs.pattern[count] = patterns.add(levels)
    }
    await pause(found)
  }
  return { ...pairs, patterns, count }
}

type Room = Pick<ComparedPairs, 'a' | 'b' | 'pattern'>

function room(length: number, before?: Room): Room {
  const larger = (from: Int32Array | undefined) => {
    const made = new Int32Array(length)
    if (from) made.set(from)
    return made
  }
  return { a: larger(before?.a), b: larger(before?.b), pattern: larger(before?.pattern) }
}

/** Below this the rarity of no value can still make a pair likely. */
const HOPELESS = 2 ** -20
/** Odds of less than one to 256 are not worth keeping. */
const LEAST_WEIGHT = -8

/** The pairs that may be one person, the likeliest first. */
export async function weighPairs(
  compared: ComparedPairs,
  model: Model,
  scorer: Scorer,
  pause: Pause,
): Promise<Edge[]> {
  const judged = judge(model)
  const hopeful = compared.patterns.levels.map((pattern) => judged(pattern).same > HOPELESS)
  const bits = new Float64Array(scorer.levels.length)
  const edges: Edge[] = []
  for (let i = 0; i < compared.count; i++) {
    if (i % 1000 === 0) await pause(100)
    if (!hopeful[compared.pattern[i] ?? 0]) continue
    const a = compared.a[i] ?? 0
    const b = compared.b[i] ?? 0
    scorer.bits(a, b, bits)
    const weight = scorer.total(bits)
    if (weight >= LEAST_WEIGHT) edges.push({ a, b, weight })
    await pause(1)
  }
  return sortByWeight(edges, pause)
}

/** The heaviest first, one bit of weight at a time, so that no single sort is long. */
async function sortByWeight(edges: readonly Edge[], pause: Pause): Promise<Edge[]> {
  const buckets = new Map<number, Edge[]>()
  await forEachPaced(edges, pause, (edge) => {
    const bits = Math.floor(edge.weight)
    const bucket = buckets.get(bits)
    if (bucket) bucket.push(edge)
    else buckets.set(bits, [edge])
  })
  const sorted: Edge[] = []
  for (const bits of [...buckets.keys()].sort((one, other) => other - one)) {
    const bucket = buckets.get(bits) ?? []
    bucket.sort((one, other) => other.weight - one.weight || one.a - other.a || one.b - other.b)
    for (const edge of bucket) sorted.push(edge)
    await pause(bucket.length)
  }
  return sorted
}
