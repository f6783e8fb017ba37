import { colourFamilies, colourFits } from '../colours.ts'
import type { FactPool } from '../fact-pool.ts'
import { listOf } from '../filters.ts'
import type { ProductQuery } from '../product-query.ts'
import { fold } from '../tokenise.ts'
import { type Counter, mostFrequent, Tally } from './counter.ts'

const MOST_BRANDS = 50
const MOST_COLOURS = 20

export function brandCounter(query: ProductQuery, pool: FactPool): Counter {
  const tally = new Tally()
  const names = new Map<string, string>()
  return {
    filter: 'brand',
    take: ({ brand, brandName }) => {
      if (brand === '') return
      tally.next()
      tally.add(brand)
      if (!names.has(brand)) names.set(brand, brandName)
    },
    facets: () => {
      const chosen = new Set(listOf(query.brand).flatMap((brand) => brandsCalled(brand, names, pool)))
      const nameOf = (brand: string) => names.get(brand) ?? brand
      const values = mostFrequent(tally.counts(), MOST_BRANDS, chosen, nameOf)
      return [
        { name: 'brand', option: null, values: values.map((value) => ({ ...value, value: value.label })) },
      ]
    },
  }
}

/** As the filter takes it: the brand of that name, or every brand that has it. */
function brandsCalled(brand: string, names: ReadonlyMap<string, string>, pool: FactPool): string[] {
  const folded = fold(brand).trim()
  if (pool.brandNames.has(folded)) return [folded]
  return [...names.keys()].filter((name) => name.split(' ').includes(folded))
}

/** In families; a colour that belongs to none stands for itself. */
export function colourCounter(query: ProductQuery): Counter {
  const tally = new Tally()
  const labels = new Map<string, string>()
  const known = new Map<string, readonly string[]>()
  const valuesOf = (offered: string) => {
    const before = known.get(offered)
    if (before) return before
    const families = colourFamilies.filter((family) => colourFits(offered, family))
    const values = families.length > 0 ? families : [fold(offered).trim()]
    for (const value of values) labels.set(value, families.length > 0 ? capital(value) : offered)
    known.set(offered, values)
    return values
  }
  const asked = listOf(query.colour)
  return {
    filter: 'colour',
    take: (facets, variants) => {
      tally.next()
      for (const { colours } of variants)
        for (const offered of colours.length > 0 ? colours : facets.colours)
          for (const value of valuesOf(offered)) tally.add(value)
    },
    facets: () => {
      const chosen = new Set(asked.map((colour) => fold(colour).trim()))
      const labelOf = (value: string) => labels.get(value) ?? capital(value)
      const values = mostFrequent(tally.counts(), MOST_COLOURS, chosen, labelOf)
      return values.length > 1 || chosen.size > 0 ? [{ name: 'colour', option: null, values }] : []
    },
  }
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

export function saleCounter(query: ProductQuery): Counter {
  let count = 0
  return {
    filter: 'sale',
    take: (_facets, variants) => {
      if (variants.some(({ reduced }) => reduced)) count++
    },
    facets: () => {
      const values = [{ value: 'true', label: 'On sale', count, chosen: query.onSale === true }]
      return count > 0 ? [{ name: 'sale', option: null, values }] : []
    },
  }
}
