/** How well clusters repeat the truth, over pairs of records: F1, and the share of found pairs that are right. */
export function pairAccuracy(clusters: readonly (readonly number[])[], truth: readonly unknown[]) {
  const found = pairsOf(clusters.map((cluster) => cluster.length))
  let right = 0
  for (const cluster of clusters) right += pairsOf(countsOf(cluster.map((record) => truth[record])))
  const real = pairsOf(countsOf(truth))
  const precision = found === 0 ? 1 : right / found
  const recall = right / real
  return { precision, recall, f1: (2 * precision * recall) / (precision + recall) }
}

function pairsOf(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0)
}

function countsOf(values: readonly unknown[]): number[] {
  const counts = new Map<unknown, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return [...counts.values()]
}
