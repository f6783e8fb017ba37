export interface Percentiles {
  p50: number
  p99: number
}

/** The p50 and p99 of some durations by nearest rank, in the unit given, to a hundredth. NaN of none. */
export function percentiles(durations: readonly number[]): Percentiles {
  const sorted = [...durations].sort((a, b) => a - b)
  return { p50: rank(sorted, 0.5), p99: rank(sorted, 0.99) }
}

function rank(sorted: number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  return value === undefined ? Number.NaN : Math.round(value * 100) / 100
}
