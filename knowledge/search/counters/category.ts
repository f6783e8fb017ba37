import { normalPath } from '../category-filter.ts'
import type { FacetValue } from '../facet.ts'
import type { FactPool } from '../fact-pool.ts'
import type { ProductQuery } from '../product-query.ts'
import { termsOf } from '../tokenise.ts'
import { type Counter, Tally } from './counter.ts'

const MOST_CATEGORIES = 50

/** The level below the category asked for; at the end of a branch, its neighbours. */
export function categoryCounter(query: ProductQuery, pool: FactPool): Counter {
  const tally = new Tally()
  const known = new Map<string, string[]>()
  const prefixesOf = (path: string) => {
    const before = known.get(path)
    if (before) return before
    const segments = normalPath(path).split(' > ')
    const prefixes = segments.map((_, at) => segments.slice(0, at + 1).join(' > '))
    known.set(path, prefixes)
    return prefixes
  }
  return {
    filter: 'category',
    take: ({ paths }) => {
      tally.next()
      for (const path of paths) for (const prefix of prefixesOf(path)) tally.add(prefix)
    },
    facets: () => {
      const current = query.category === undefined ? null : pathCalled(query.category, pool)
      const values = levelOf(tally.counts(), current).map(
        ([path, count]): FacetValue => ({
          value: pool.paths.get(path) ?? path,
          label: (pool.paths.get(path) ?? path).split(' > ').at(-1) ?? path,
          count,
          chosen: path === current,
        }),
      )
      return [{ name: 'category', option: null, values: values.slice(0, MOST_CATEGORIES) }]
    },
  }
}

type Counted = [path: string, count: number][]

function levelOf(counts: Counted, current: string | null): Counted {
  const below = (parent: string | null) =>
    counts.filter(([path]) => parentOf(path) === parent).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  if (current === null) {
    // a single branch says nothing: its own branches do
    let level = below(null)
    for (let [only] = level; level.length === 1 && only; [only] = level) {
      const next = below(only[0])
      if (next.length === 0) break
      level = next
    }
    return level
  }
  const children = below(current)
  return children.length > 0 ? children : below(parentOf(current))
}

function parentOf(path: string): string | null {
  const at = path.lastIndexOf(' > ')
  return at < 0 ? null : path.slice(0, at)
}

/** The path itself, or the shortest one that ends with that name. */
function pathCalled(category: string, pool: FactPool): string | null {
  const path = normalPath(category)
  if (pool.paths.has(path)) return path
  const terms = termsOf(category.split('>').at(-1) ?? category)
  const ending = [...pool.paths.keys()].filter((one) => {
    const last = pool.stemsOf(one.split(' > ').at(-1) ?? one)
    return terms.length > 0 && terms.every((term) => last.includes(term))
  })
  return ending.sort((a, b) => a.length - b.length)[0] ?? null
}
