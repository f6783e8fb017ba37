import type { Facet } from '../facet.ts'
import { type FactPool, keyOf, type Pair } from '../fact-pool.ts'
import type { ProductQuery } from '../product-query.ts'
import { fold } from '../tokenise.ts'
import { type Counter, Tally } from './counter.ts'

const MOST_OPTIONS = 6
const MOST_VALUES = 30
/** Named by fewer products than this share, an option says nothing about the rest. */
const LEAST_SHARE = 0.2

/** Other options and short attributes, by name. `only`: the one whose own filter is set. */
export function optionCounter(query: ProductQuery, pool: FactPool, only: string | null): Counter {
  const key = only === null ? null : keyOf(only)
  const chosenKeys = new Set(Object.keys(query.options ?? {}).map(keyOf))
  const tallies = new Map<
    string,
    { name: string; products: number; tally: Tally; labels: Map<string, string> }
  >()
  let products = 0
  const counts = (pair: Pair) =>
    key === null ? !chosenKeys.has(pair.key) && pool.isChoice(pair) : pair.key === key
  return {
    filter: key === null ? 'option ' : `option ${key}`,
    take: ({ attributes }, variants) => {
      products++
      const pairs = new Set<Pair>()
      for (const pair of attributes) if (counts(pair)) pairs.add(pair)
      for (const { options } of variants) for (const pair of options) if (counts(pair)) pairs.add(pair)
      const byName = new Map<string, Pair[]>()
      for (const pair of pairs) byName.set(pair.key, [...(byName.get(pair.key) ?? []), pair])
      for (const [name, own] of byName) {
        const line = tallies.get(name) ?? {
          name: own[0]?.name ?? name,
          products: 0,
          tally: new Tally(),
          labels: new Map(),
        }
        tallies.set(name, line)
        line.products++
        for (const { value } of own) line.labels.set(fold(value).trim(), value)
        line.tally.add(own.map(({ value }) => fold(value).trim()))
      }
    },
    facets: () =>
      [...tallies]
        .filter(([, line]) => key !== null || line.products >= products * LEAST_SHARE)
        .filter(([, { tally }]) => key !== null || tally.counts.size > 1)
        .sort((a, b) => b[1].products - a[1].products || (a[0] < b[0] ? -1 : 1))
        .slice(0, MOST_OPTIONS)
        .map(([name, line]): Facet => {
          const chosen = new Set(valuesAsked(query, name))
          const labelOf = (value: string) => line.labels.get(value) ?? value
          const values = line.tally
            .top(MOST_VALUES, chosen, labelOf)
            .map((value) => ({ ...value, value: value.label }))
          return { name: 'option', option: line.name, values }
        }),
  }
}

function valuesAsked({ options = {} }: ProductQuery, key: string): string[] {
  return Object.entries(options)
    .filter(([name]) => keyOf(name) === key)
    .flatMap(([, values]) => values.map((value) => fold(value).trim()))
}
