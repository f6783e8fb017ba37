/** The distinct outcomes of comparing pairs, with how many pairs had each. */
export interface Patterns {
  levels: Uint8Array[]
  counts: number[]
}

/** So many fields, at three bits each, fit into a number that is exact. */
export const MOST_FIELDS = 17

/** Counts patterns; answers the number of each that is added. */
export function countPatterns(): Patterns & { add: (levels: Uint8Array) => number } {
  const numbers = new Map<number, number>()
  const patterns: Patterns = { levels: [], counts: [] }
  const add = (levels: Uint8Array): number => {
    let key = 0
    for (const level of levels) key = key * 8 + level
    const known = numbers.get(key)
    if (known !== undefined) {
      patterns.counts[known] = (patterns.counts[known] ?? 0) + 1
      return known
    }
    numbers.set(key, patterns.counts.length)
    patterns.levels.push(levels.slice())
    return patterns.counts.push(1) - 1
  }
  return { ...patterns, add }
}
