/** A query and what people said of products: 0 is not what was asked for, more is better. */
export interface Judged {
  query: string
  grades: ReadonlyMap<string, number>
}

export interface RankingQuality {
  /** Queries with at least one product that is what was asked for; the others are left out. */
  queries: number
  ndcg10: number
  recall50: number
}

const DEPTH = 10
const RECALLED = 50

/**
 * The mean quality of rankings of product ids, best first. Gain is the grade itself, the ideal order is of the
 * judged products, and what nobody judged counts 0 (Järvelin, Kekäläinen: "Cumulated gain-based evaluation of
 * IR techniques", 2002). Recall: the share of what fits among the first fifty.
 */
export function qualityOf(
  ranked: Iterable<{ judged: Judged; productIds: readonly string[] }>,
): RankingQuality {
  let queries = 0
  let ndcg = 0
  let recall = 0
  for (const { judged, productIds } of ranked) {
    const ideal = discountedGain([...judged.grades.values()].sort((a, b) => b - a))
    if (ideal === 0) continue
    queries++
    ndcg += discountedGain(productIds.map((id) => judged.grades.get(id) ?? 0)) / ideal
    recall += shareFound(judged, productIds)
  }
  return { queries, ndcg10: ndcg / Math.max(1, queries), recall50: recall / Math.max(1, queries) }
}

/** Whether there is anything to be found. */
export function hasAnswer({ grades }: Judged): boolean {
  return [...grades.values()].some((grade) => grade > 0)
}

function discountedGain(grades: readonly number[]): number {
  return grades.slice(0, DEPTH).reduce((sum, grade, rank) => sum + grade / Math.log2(rank + 2), 0)
}

function shareFound({ grades }: Judged, productIds: readonly string[]): number {
  const fitting = [...grades.values()].filter((grade) => grade > 0).length
  const found = productIds.slice(0, RECALLED).filter((id) => (grades.get(id) ?? 0) > 0).length
  return found / Math.max(1, fitting)
}
