import type { Facet } from '../facet.ts'
import { isChoice, keyOf, type Name, type Pair } from '../fact-pool.ts'
import type { ProductQuery } from '../product-query.ts'
import { fold } from '../tokenise.ts'
import { type Counter, mostFrequent, Tally } from './counter.ts'

const MOST_OPTIONS = 6
const MOST_VALUES = 30
/** Named by fewer products than this share, an option says nothing about the rest. */
const LEAST_SHARE = 0.2

/** Other options and short attributes, by name. `only`: the one whose own filter is set. */
export function optionCounter(query: ProductQuery, only: string | null): Counter {
  const key = only === null ? null : keyOf(only)
  const chosenKeys = new Set(Object.keys(query.options ?? {}).map(keyOf))
  const pairs = new Tally<Pair>()
  const names = new Tally<string>()
  const counts = ({ of }: Pair) => (key === null ? isChoice(of) && !chosenKeys.has(of.key) : of.key === key)
  const add = (pair: Pair) => {
    if (!counts(pair)) return
    pairs.add(pair)
    names.add(pair.of.key)
  }
  let products = 0
  return {
    filter: key === null ? 'option ' : `option ${key}`,
    take: ({ attributes }, variants) => {
      products++
      pairs.next()
      names.next()
      for (const pair of attributes) add(pair)
      for (const { options } of variants) for (const pair of options) add(pair)
    },
    facets: () => {
      const lines = linesOf(pairs)
      return names
        .counts()
        .filter(([name, count]) => key !== null || (count >= products * LEAST_SHARE && isSpread(lines, name)))
        .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .slice(0, MOST_OPTIONS)
        .flatMap(([name]) => facetOf(lines.get(name), valuesAsked(query, name)))
    },
  }
}

interface Line {
  of: Name
  /** By the folded value: several spellings of one are one. */
  values: Map<string, { label: string; count: number }>
}

const isSpread = (lines: ReadonlyMap<string, Line>, name: string) => (lines.get(name)?.values.size ?? 0) > 1

function linesOf(pairs: Tally<Pair>): Map<string, Line> {
  const lines = new Map<string, Line>()
  for (const [{ of, value, folded }, count] of pairs.counts()) {
    const line = lines.get(of.key) ?? { of, values: new Map() }
    lines.set(of.key, line)
    const before = line.values.get(folded)
    line.values.set(folded, { label: before?.label ?? value, count: count + (before?.count ?? 0) })
  }
  return lines
}

function facetOf(line: Line | undefined, asked: readonly string[]): Facet[] {
  if (!line) return []
  const chosen = new Set(asked)
  const counts = [...line.values].map(([value, { count }]) => [value, count] as const)
  const labelOf = (value: string) => line.values.get(value)?.label ?? value
  const values = mostFrequent(counts, MOST_VALUES, chosen, labelOf)
  return [
    {
      name: 'option',
      option: line.of.name,
      values: values.map((value) => ({ ...value, value: value.label })),
    },
  ]
}

function valuesAsked({ options = {} }: ProductQuery, key: string): string[] {
  return Object.entries(options)
    .filter(([name]) => keyOf(name) === key)
    .flatMap(([, values]) => values.map((value) => fold(value).trim()))
}
