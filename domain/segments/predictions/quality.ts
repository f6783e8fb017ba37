/** How good probabilities are against what happened. */
export interface Quality {
  cases: number
  /** Share of those where it happened. */
  happened: number
  /** Mean of what was said. */
  said: number
  /** Chance that one where it happened was ranked above one where it did not; ties count half. */
  auc: number
  /** Mean squared error of the probabilities; lower is better. */
  brier: number
  logLoss: number
  /** Mean distance between said and happened over tenths of the cases, ordered by what was said. */
  calibrationError: number
  reliability: { from: number; to: number; cases: number; said: number; happened: number }[]
}

export function qualityOf(said: readonly number[], labels: readonly number[]): Quality {
  const n = Math.max(1, labels.length)
  const total = (of: (p: number, label: number) => number) =>
    said.reduce((sum, p, i) => sum + of(p, labels[i] ?? 0), 0)
  const reliability = reliabilityOf(said, labels)
  return {
    cases: labels.length,
    happened: total((_p, label) => label) / n,
    said: total((p) => p) / n,
    auc: aucOf(said, labels),
    brier: total((p, label) => (p - label) ** 2) / n,
    logLoss: total((p, label) => -Math.log(Math.max(1e-12, label === 1 ? p : 1 - p))) / n,
    calibrationError:
      reliability.reduce((sum, bin) => sum + bin.cases * Math.abs(bin.said - bin.happened), 0) / n,
    reliability,
  }
}

/** By ranks, as Mann and Whitney count; .5 where only one thing happened. */
export function aucOf(scores: readonly number[], labels: readonly number[]): number {
  const order = [...scores.keys()].sort((i, j) => (scores[i] ?? 0) - (scores[j] ?? 0))
  let [rankSum, positives] = [0, 0]
  for (let start = 0; start < order.length; ) {
    let end = start
    while (end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]) end++
    const rank = (start + 1 + end) / 2
    for (const i of order.slice(start, end)) {
      if (labels[i] !== 1) continue
      rankSum += rank
      positives++
    }
    start = end
  }
  const negatives = order.length - positives
  if (positives === 0 || negatives === 0) return 0.5
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives)
}

const TENTHS = 10

function reliabilityOf(said: readonly number[], labels: readonly number[]): Quality['reliability'] {
  const order = [...said.keys()].sort((i, j) => (said[i] ?? 0) - (said[j] ?? 0))
  return Array.from({ length: Math.min(TENTHS, order.length) }, (_, tenth) => {
    const of = Math.min(TENTHS, order.length)
    const rows = order.slice(
      Math.floor((tenth * order.length) / of),
      Math.floor(((tenth + 1) * order.length) / of),
    )
    const sum = (values: readonly number[]) => rows.reduce((total, i) => total + (values[i] ?? 0), 0)
    return {
      from: said[rows[0] ?? 0] ?? 0,
      to: said[rows.at(-1) ?? 0] ?? 0,
      cases: rows.length,
      said: sum(said) / rows.length,
      happened: sum(labels) / rows.length,
    }
  })
}
