import { formatMoney } from '#contract/money.ts'
import type { FacetValue } from '../facet.ts'
import type { ProductQuery } from '../product-query.ts'
import type { Counter } from './counter.ts'

/** The parts that the prices are cut into, each with about as many products. */
const PARTS = 5
const LEAST_TO_CUT = 4

/** Ranges by quantiles with round ends. A product counts in each range that one of its variants is in. */
export function priceCounter(query: ProductQuery, currency: string): Counter {
  const cheapest: number[] = []
  const amounts: number[][] = []
  const words = (amount: number) => formatMoney({ amount, currency }, query.locale)
  return {
    filter: 'price',
    take: (_facets, variants) => {
      const own = [...new Set(variants.map(({ amount }) => amount))]
      amounts.push(own)
      cheapest.push(Math.min(...own))
    },
    facets: () => {
      const edges = edgesOf(Float64Array.from(cheapest).sort())
      const counts = countIn(edges, amounts)
      const values = counts.flatMap((count, at): FacetValue[] => {
        const from = at === 0 ? 0 : (edges[at - 1] ?? 0)
        const edge = edges[at]
        const to = edge === undefined ? null : edge - 1
        if (count === 0) return []
        const label =
          to === null
            ? `from ${words(from)}`
            : from === 0
              ? `up to ${words(to)}`
              : `${words(from)} to ${words(to)}`
        const chosen = (query.priceMin ?? 0) === from && (query.priceMax ?? null) === to && isSet(query)
        return [{ value: `${from}-${to ?? ''}`, label, count, chosen, range: { from, to } }]
      })
      return values.length > 1 || isSet(query) ? [{ name: 'price', option: null, values }] : []
    },
  }
}

const isSet = ({ priceMin, priceMax }: ProductQuery) => priceMin !== undefined || priceMax !== undefined

function edgesOf(sorted: Float64Array): number[] {
  if (sorted.length < LEAST_TO_CUT) return []
  const parts = Array.from({ length: PARTS - 1 }, (_, part) => (part + 1) / PARTS)
  const edges = parts.map((share) => rounded(sorted[Math.floor(share * sorted.length)] ?? 0))
  const [least = 0, most = 0] = [sorted[0], sorted.at(-1)]
  return [...new Set(edges)].filter((edge) => edge > least && edge <= most).sort((a, b) => a - b)
}

/** To a half of its first digit: 4,730 becomes 4,500, 173 becomes 150. */
function rounded(amount: number): number {
  if (amount < 10) return Math.round(amount)
  const step = 10 ** Math.floor(Math.log10(amount)) / 2
  return Math.max(1, Math.round(amount / step) * step)
}

function countIn(edges: readonly number[], amounts: readonly number[][]): number[] {
  const counts = Array.from({ length: edges.length + 1 }, () => 0)
  for (const own of amounts) {
    const parts = new Set(own.map((amount) => partOf(edges, amount)))
    for (const part of parts) counts[part] = (counts[part] ?? 0) + 1
  }
  return counts
}

function partOf(edges: readonly number[], amount: number): number {
  const at = edges.findIndex((edge) => amount < edge)
  return at < 0 ? edges.length : at
}
