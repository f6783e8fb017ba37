import type { QueryGroup } from './lexical-index.ts'

/**
 * What a query is for: the last product word of its first clause that has one, so `boots` of "hiking
 * boots", `pan` of "cast iron pan for induction". Null where it names no goods.
 */
export function headNoun(
  groups: readonly QueryGroup[],
  isProductNoun: (term: string) => boolean,
): QueryGroup | null {
  const nouns = groups.filter(({ alternatives }) =>
    alternatives.some(
      ({ terms: [only, ...more] }) => only !== undefined && more.length === 0 && isProductNoun(only),
    ),
  )
  const first = Math.min(...nouns.map(({ clause = 0 }) => clause))
  return nouns.findLast(({ clause = 0 }) => clause === first) ?? null
}
