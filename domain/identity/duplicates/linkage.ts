import type { LinkRules } from './clusters.ts'
import type { Scorer } from './score.ts'

/** A single pair counts for no more than this in the average, for or against. */
const MOST = 12

/** What two groups of records come to as one person. */
export function linkage(scorer: Scorer): (one: number[], other: number[]) => LinkRules {
  const width = scorer.levels.length
  const bits = new Float64Array(width)
  const ratios = new Float64Array(width)
  const counts = new Int32Array(width)
  const addPair = (a: number, b: number): number => {
    scorer.bits(a, b, bits)
    for (let at = 0; at < width; at++) {
      const bit = bits[at] ?? Number.NaN
      if (Number.isNaN(bit)) continue
      ratios[at] = (ratios[at] ?? 0) + 2 ** bit
      counts[at] = (counts[at] ?? 0) + 1
    }
    return Math.max(-MOST, Math.min(MOST, scorer.total(bits)))
  }
  return (one, other) => {
    ratios.fill(0)
    counts.fill(0)
    let sum = 0
    for (const a of one) for (const b of other) sum += addPair(a, b)
    const pooled = ratios.map((ratio, at) => {
      const count = counts[at] ?? 0
      return count === 0 ? Number.NaN : Math.log2(ratio / count)
    })
    return { together: scorer.total(pooled), onAverage: sum / (one.length * other.length) }
  }
}
