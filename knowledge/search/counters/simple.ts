import { colourFamilies, colourFits } from '../colours.ts'
import type { FactPool } from '../fact-pool.ts'
import { listOf } from '../filters.ts'
import type { ProductQuery } from '../product-query.ts'
import { fold } from '../tokenise.ts'
import { type Counter, Tally } from './counter.ts'

const MOST_BRANDS = 50
const MOST_COLOURS = 20

export function brandCounter(query: ProductQuery, pool: FactPool): Counter {
  const tally = new Tally()
  const names = new Map<string, string>()
  return {
    filter: 'brand',
    take: ({ brand, brandName }) => {
      if (brand === '') return
      if (!names.has(brand)) names.set(brand, brandName)
      tally.add([brand])
    },
    facets: () => {
      const chosen = new Set(listOf(query.brand).flatMap((brand) => brandsCalled(brand, names, pool)))
      const values = tally.top(MOST_BRANDS, chosen, (brand) => names.get(brand) ?? brand)
      return [
        {
          name: 'brand',
          option: null,
          values: values.map((value) => ({ ...value, value: value.label })),
        },
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
  const known = new Map<string, string[]>()
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
      const offered = variants.flatMap(({ colours }) => (colours.length > 0 ? colours : facets.colours))
      tally.add(offered.flatMap(valuesOf))
    },
    facets: () => {
      const chosen = new Set(asked.map((colour) => fold(colour).trim()))
      for (const colour of chosen) labels.set(colour, labels.get(colour) ?? capital(colour))
      const values = tally.top(MOST_COLOURS, chosen, (value) => labels.get(value) ?? value)
      return values.length > 1 || chosen.size > 0 ? [{ name: 'colour', option: null, values }] : []
    },
  }
}

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

export function saleCounter(query: ProductQuery): Counter {
  const tally = new Tally()
  return {
    filter: 'sale',
    take: (_facets, variants) => tally.add(variants.some(({ reduced }) => reduced) ? ['true'] : []),
    facets: () => {
      const chosen = new Set(query.onSale ? ['true'] : [])
      return [{ name: 'sale', option: null, values: tally.top(1, chosen, () => 'On sale') }]
    },
  }
}
