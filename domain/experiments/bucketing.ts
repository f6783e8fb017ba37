/**
 * Which variation somebody gets, as GrowthBook's SDKs reckon it, so that its tools reach the same answer:
 * docs.growthbook.io/lib/build-your-own (hashing, bucket ranges, namespaces).
 */

/** From (with) and until (without), of 0 to 1. */
export type BucketRange = readonly [number, number]

/** Name, from (with) and until (without): experiments of one namespace with ranges apart share nobody. */
export type Namespace = readonly [string, number, number]

const OFFSET = 0x811c9dc5
const PRIME = 0x01000193

/** FNV-1a of 32 bits over UTF-16 units, as the JavaScript SDK does: for ASCII that is the same as over bytes. */
function fnv1a32(text: string): number {
  let hash = OFFSET
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), PRIME)
  return hash >>> 0
}

/** Where a value lies between 0 and 1; null for a version that does not exist. Version 1 is uneven: use 2. */
export function hash(seed: string, value: string, version: number): number | null {
  if (version === 2) return (fnv1a32(String(fnv1a32(seed + value))) % 10_000) / 10_000
  if (version === 1) return (fnv1a32(value + seed) % 1000) / 1000
  return null
}

export function equalWeights(variations: number): number[] {
  return variations <= 0 ? [] : Array.from({ length: variations }, () => 1 / variations)
}

/** Weights that are not one per variation, or do not sum to 1 within a hundredth, count as equal ones. */
function soundWeights(variations: number, weights: readonly number[] | null): readonly number[] {
  if (weights === null || weights.length !== variations) return equalWeights(variations)
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return total < 0.99 || total > 1.01 ? equalWeights(variations) : weights
}

/** The range of each variation. Less coverage shortens each from its end, so that nobody changes variation. */
export function bucketRanges(
  variations: number,
  coverage: number,
  weights: readonly number[] | null,
): BucketRange[] {
  const covered = Math.min(1, Math.max(0, coverage))
  let start = 0
  return soundWeights(variations, weights).map((weight) => {
    const range: BucketRange = [start, start + covered * weight]
    start += weight
    return range
  })
}

/** The index of the range that holds it; -1: none does, not in the experiment. */
export function chooseVariation(at: number, ranges: readonly BucketRange[]): number {
  return ranges.findIndex(([from, until]) => at >= from && at < until)
}

/** By hash version 1, which GrowthBook keeps for namespaces. */
export function inNamespace(value: string, [name, from, until]: Namespace): boolean {
  const at = hash(`__${name}`, value, 1)
  return at !== null && at >= from && at < until
}
