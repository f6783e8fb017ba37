import type { FacetValue } from '../facet.ts'
import { listOf } from '../filters.ts'
import type { ProductQuery } from '../product-query.ts'
import { isLetterSize, letterSizesIn, normaliseSize } from '../sizes.ts'
import type { Counter } from './counter.ts'

const MOST_SIZES = 60

/** A product counts for each size that someone can wear it in: one size is every letter, S/M is both. */
export function sizeCounter(query: ProductQuery): Counter {
  const sizes = new Map<string, string>()
  const labels = new Map<string, string>()
  /** How many products come in just these sizes. */
  const runs = new Map<string, { sizes: Set<string>; count: number }>()
  const sizeOf = (offered: string) => {
    const known = sizes.get(offered)
    if (known !== undefined) return known
    const size = normaliseSize(offered)
    sizes.set(offered, size)
    if (!labels.has(size)) labels.set(size, offered)
    return size
  }
  const asked = new Set(listOf(query.size).map(normaliseSize))
  return {
    filter: 'size',
    take: (facets, variants) => {
      const own = new Set<string>()
      for (const variant of variants)
        for (const offered of variant.sizes.length > 0 ? variant.sizes : facets.sizes)
          own.add(sizeOf(offered))
      if (own.size === 0) return
      const key = [...own].sort().join('\0')
      const run = runs.get(key)
      if (run) run.count++
      else runs.set(key, { sizes: own, count: 1 })
    },
    facets: () => {
      const values = [...countsOf(runs.values(), new Set([...labels.keys(), ...asked]))]
        .map(([size, count]) => ({
          value: size,
          label: labels.get(size) ?? size.toUpperCase(),
          count,
          chosen: asked.has(size),
        }))
        .sort((a, b) => b.count - a.count)
        .slice(0, MOST_SIZES)
        .sort(bySize)
      return values.length > 1 || asked.size > 0 ? [{ name: 'size', option: null, values }] : []
    },
  }
}

function countsOf(
  runs: Iterable<{ sizes: ReadonlySet<string>; count: number }>,
  known: ReadonlySet<string>,
): Map<string, number> {
  const counts = new Map<string, number>()
  const letters = [...known].filter(isLetterSize)
  for (const { sizes, count } of runs) {
    const fitting = new Set(sizes)
    for (const size of sizes)
      for (const letter of size === 'one size' ? letters : letterSizesIn(size))
        if (known.has(letter)) fitting.add(letter)
    for (const size of fitting) counts.set(size, (counts.get(size) ?? 0) + count)
  }
  return counts
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
