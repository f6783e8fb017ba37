import { distance } from './k-means.ts'

/**
 * How much nearer rows are to their own cluster than to the next, from −1 to 1 (Rousseeuw 1987); the mean
 * over all. Every row is compared with every other, so give it a sample.
 */
export async function silhouette(
  rows: readonly (readonly number[])[],
  labels: readonly number[],
  k: number,
  pause: () => Promise<void>,
): Promise<number> {
  const sizes = Array.from({ length: k }, (_, c) => labels.filter((label) => label === c).length)
  let sum = 0
  for (const [i, row] of rows.entries()) {
    const own = labels[i] ?? 0
    if ((sizes[own] ?? 0) < 2) continue // alone: 0 by definition
    const totals = new Array<number>(k).fill(0)
    for (const [j, other] of rows.entries())
      totals[labels[j] ?? 0] = (totals[labels[j] ?? 0] ?? 0) + Math.sqrt(distance(row, other))
    const inside = (totals[own] ?? 0) / ((sizes[own] ?? 2) - 1)
    const outside = Math.min(
      ...totals.map((total, c) => (c === own || !sizes[c] ? Infinity : total / (sizes[c] ?? 1))),
    )
    if (Number.isFinite(outside)) sum += (outside - inside) / Math.max(inside, outside, 1e-12)
    await pause()
  }
  return rows.length === 0 ? 0 : sum / rows.length
}
