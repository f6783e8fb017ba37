import type { FacetValue } from '../facet.ts'
import { listOf } from '../filters.ts'
import type { ProductQuery } from '../product-query.ts'
import { normaliseSize, sizeFits } from '../sizes.ts'
import type { Counter } from './counter.ts'

const MOST_SIZES = 60

/** A product counts for each size that someone can wear it in: one size is every letter, S/M is both. */
export function sizeCounter(query: ProductQuery): Counter {
  const labels = new Map<string, string>()
  /** How many products come in just these sizes, by the sizes' names. */
  const runs = new Map<string, { sizes: string[]; count: number }>()
  const sizeOf = (offered: string) => {
    const size = normaliseSize(offered)
    if (!labels.has(size)) labels.set(size, offered)
    return size
  }
  const asked = listOf(query.size).map(normaliseSize)
  return {
    filter: 'size',
    take: (facets, variants) => {
      const offered = variants.flatMap(({ sizes }) => (sizes.length > 0 ? sizes : facets.sizes))
      const sizes = [...new Set(offered.map(sizeOf))].sort()
      if (sizes.length === 0) return
      const key = sizes.join('\0')
      const run = runs.get(key)
      if (run) run.count++
      else runs.set(key, { sizes, count: 1 })
    },
    facets: () => {
      const chosen = new Set(asked)
      const all = [...new Set([...labels.keys(), ...asked])]
      const values = all
        .map((size) => ({
          value: size,
          label: labels.get(size) ?? size.toUpperCase(),
          count: countOf(size, runs.values()),
          chosen: chosen.has(size),
        }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count)
        .slice(0, MOST_SIZES)
        .sort(bySize)
      return values.length > 1 || chosen.size > 0 ? [{ name: 'size', option: null, values }] : []
    },
  }
}

function countOf(size: string, runs: Iterable<{ sizes: string[]; count: number }>): number {
  let count = 0
  for (const run of runs) if (run.sizes.some((offered) => sizeFits(offered, size))) count += run.count
  return count
}

const letters = ['xxxs', 'xxs', 'xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl', 'xxxxl']

/** Letters from small to large, then numbers, then the rest by name. */
function bySize(a: FacetValue, b: FacetValue): number {
  const [one, other] = [rankOf(a.value), rankOf(b.value)]
  return one - other || (a.label < b.label ? -1 : 1)
}

function rankOf(size: string): number {
  const letter = letters.indexOf(size)
  if (letter >= 0) return letter
  const number = Number.parseFloat(size)
  return Number.isNaN(number) ? 1e9 : 100 + number
}
