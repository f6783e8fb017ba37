import { Problem } from '#contract/problem.ts'
import { categoryTest } from './category-filter.ts'
import { colourFits } from './colours.ts'
import type { Facets, VariantFacets } from './facets.ts'
import { type FactPool, keyOf, type Pair } from './fact-pool.ts'
import type { ProductQuery } from './product-query.ts'
import { type Quantity, quantitiesIn, sameQuantity } from './quantities.ts'
import { sizeFits } from './sizes.ts'
import { fold, termsOf } from './tokenise.ts'

/** A filter by the name its facet has; an option's is `option NAME`, folded. */
export type FilterName =
  | 'category'
  | 'brand'
  | 'price'
  | 'colour'
  | 'size'
  | 'quantity'
  | 'where'
  | 'sale'
  | `option ${string}`

/** The hard filters of one query, prepared. */
export interface Filters {
  /** Those that are set. */
  active: readonly FilterName[]
  /** The variants that pass all filters, but the one that is left out. */
  passing: (facets: Facets, leftOut?: FilterName) => readonly VariantFacets[]
  passes: (facets: Facets, leftOut?: FilterName) => boolean
}

export interface FilterContext {
  pool: FactPool
  /** Whether a segment of some category in the shop has that name. */
  isCategory: (terms: string[]) => boolean
  /** Whether the shopper may buy it already. */
  isOpen: (facets: Facets) => boolean
  /** What lies in one of the stores asked for; null: none was asked for. */
  inStore: ((variantId: string) => boolean) | null
}

interface Test {
  name: FilterName
  /** Whether the product passes whatever the variant, or does not; null: its variants decide. */
  product?: (facets: Facets) => boolean | null
  variant?: (variant: VariantFacets, facets: Facets) => boolean
}

/** Throws the problem `bad-request` where an option is asked for that no product has. */
export function createFilters(query: ProductQuery, context: FilterContext): Filters {
  const tests = testsOf(query, context)
  const passing = (facets: Facets, leftOut?: FilterName): readonly VariantFacets[] => {
    let left: readonly VariantFacets[] = facets.variants
    for (const test of tests) {
      if (test.name === leftOut) continue
      const whole = test.product?.(facets) ?? null
      if (whole === false) return none
      const { variant } = test
      if (whole !== null || !variant || left.every((one) => variant(one, facets))) continue
      left = left.filter((one) => variant(one, facets))
      if (left.length === 0) return none
    }
    return left
  }
  return {
    active: [...new Set(tests.map(({ name }) => name))],
    passing,
    passes: (facets, leftOut) => passing(facets, leftOut).length > 0,
  }
}

const none: readonly VariantFacets[] = []

/** The cheapest of them; null: there are none. */
export function cheapestOf(variants: readonly VariantFacets[]): VariantFacets | null {
  return variants.reduce<VariantFacets | null>(
    (best, variant) => (best === null || variant.amount < best.amount ? variant : best),
    null,
  )
}

function testsOf(query: ProductQuery, context: FilterContext): Test[] {
  const { category, onSale, priceMax, priceMin } = query
  const [brands, colours, sizes] = [listOf(query.brand), listOf(query.colour), listOf(query.size)]
  const tests: Test[] = [whereTest(query, context)]
  if (category) tests.push({ name: 'category', product: categoryTest(category, context) })
  if (brands.length > 0) tests.push({ name: 'brand', product: brandTest(brands, context.pool) })
  if (priceMax !== undefined || priceMin !== undefined)
    tests.push({ name: 'price', variant: ({ amount }) => within(amount, priceMin, priceMax) })
  if (colours.length > 0) tests.push(valueTest('colour', 'colours', colours, colourFits))
  if (sizes.length > 0) tests.push(valueTest('size', 'sizes', sizes, sizeFits))
  if (onSale) tests.push({ name: 'sale', variant: ({ reduced }) => reduced })
  for (const wanted of (query.quantities ?? []).map(quantityAsked))
    tests.push({
      name: 'quantity',
      product: ({ quantities }) => quantities.some((one) => wanted.some((want) => sameQuantity(one, want))),
    })
  for (const [name, values] of Object.entries(query.options ?? {}))
    if (values.length > 0) tests.push(optionTest(name, values, context.pool))
  return tests
}

export const listOf = (value: string | readonly string[] | undefined): readonly string[] =>
  (value === undefined ? [] : typeof value === 'string' ? [value] : value).filter((one) => one.trim() !== '')

const within = (amount: number, from = 0, to = Number.POSITIVE_INFINITY) => amount >= from && amount <= to

// with a store, its own shelf is looked at instead of the stock online; before its release nothing can be had
function whereTest(query: ProductQuery, { inStore, isOpen }: FilterContext): Test {
  if (query.inStockOnly === false) return { name: 'where' }
  const product = (facets: Facets) => (isOpen(facets) ? null : false)
  if (inStore) return { name: 'where', product, variant: ({ variantId }) => inStore(variantId) }
  return { name: 'where', product, variant: ({ sellable }) => sellable }
}

/** A brand's whole name is that brand; a part of one (`larch`) is every brand that has it. */
function brandTest(brands: readonly string[], pool: FactPool): (facets: Facets) => boolean {
  const memory = new Map<string, boolean>()
  const tests = brands.map((brand) => {
    const folded = fold(brand).trim()
    if (pool.brandNames.has(folded)) return (offered: string) => offered === folded
    const wanted = termsOf(brand)
    return (offered: string) => {
      const have = termsOf(offered)
      return wanted.length > 0 && wanted.every((term) => have.includes(term))
    }
  })
  return ({ brand }) => remembered(memory, brand, () => tests.some((test) => test(brand)))
}

// a variant's own option says more than an attribute of the whole product
function valueTest(
  name: 'colour' | 'size',
  field: 'colours' | 'sizes',
  wanted: readonly string[],
  fits: (offered: string, wanted: string) => boolean,
): Test {
  const memory = new Map<string, boolean>()
  return {
    name,
    variant: (variant, facets) =>
      (variant[field].length > 0 ? variant[field] : facets[field]).some((offered) =>
        remembered(memory, offered, () => wanted.some((want) => fits(offered, want))),
      ),
  }
}

function optionTest(name: string, values: readonly string[], pool: FactPool): Test {
  const key = keyOf(name)
  if (!pool.names.has(key)) throw unknownOption(name, pool)
  const wanted = new Set(values.map((value) => fold(value).trim()))
  const fits = (pair: Pair) => pair.of.key === key && wanted.has(pair.folded)
  return {
    name: `option ${key}`,
    product: ({ attributes }) => (attributes.some(fits) ? true : null),
    variant: ({ options }) => options.some(fits),
  }
}

function quantityAsked(text: string): Quantity[] {
  const meant = quantitiesIn(text)
  if (meant.length > 0) return meant
  const detail = `“${text.slice(0, 60)}” is no quantity.`
  throw new Problem('bad-request', detail, {
    errors: [{ path: 'quantities', message: 'Write a number and its unit, such as 500 ml.' }],
  })
}

const MOST_NAMED = 40

function unknownOption(name: string, pool: FactPool): Problem {
  const names = [...pool.names.values()].slice(0, MOST_NAMED).join(', ')
  return new Problem('bad-request', `No product has the option “${name.slice(0, 60)}”.`, {
    errors: [
      {
        path: `options.${name.slice(0, 60)}`,
        message: names === '' ? 'There are no options.' : `There are: ${names}.`,
      },
    ],
  })
}

function remembered<K>(memory: Map<K, boolean>, key: K, answer: () => boolean): boolean {
  const known = memory.get(key)
  if (known !== undefined) return known
  const made = answer()
  memory.set(key, made)
  return made
}
