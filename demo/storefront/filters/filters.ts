import type { ProductSummary } from '../../../contract/demo-shop.ts'

export type Sort = 'featured' | 'new' | 'low' | 'high'

/** What a department is narrowed to; it lives in the page's address. */
export interface Filters {
  colours: string[]
  sizes: string[]
  fits: string[]
  features: string[]
  /** Minor units; null: any price. */
  max: number | null
  inStock: boolean
  sort: Sort
}

const sorts: Sort[] = ['featured', 'new', 'low', 'high']

export function filtersFrom(query: URLSearchParams): Filters {
  const max = Number(query.get('max'))
  return {
    colours: query.getAll('color'),
    sizes: query.getAll('size'),
    fits: query.getAll('for'),
    features: query.getAll('feature'),
    max: Number.isSafeInteger(max) && max > 0 ? max : null,
    inStock: query.get('stock') === 'yes',
    sort: sorts.find((sort) => sort === query.get('sort')) ?? 'featured',
  }
}

export function queryOf(filters: Filters): URLSearchParams {
  const query = new URLSearchParams()
  for (const [name, values] of [
    ['color', filters.colours],
    ['size', filters.sizes],
    ['for', filters.fits],
    ['feature', filters.features],
  ] as const)
    for (const value of values) query.append(name, value)
  if (filters.max !== null) query.set('max', String(filters.max))
  if (filters.inStock) query.set('stock', 'yes')
  if (filters.sort !== 'featured') query.set('sort', filters.sort)
  return query
}

/**
 * What is left, in the order asked for. Colour and size must hold for one and the same variant that can be
 * bought; every chosen feature must hold; within the other groups one is enough.
 */
export function applyFilters(products: ProductSummary[], filters: Filters): ProductSummary[] {
  return products.filter((product) => passes(product, filters)).sort(orders[filters.sort])
}

function passes(product: ProductSummary, filters: Filters): boolean {
  const anyOf = (chosen: string[], value: string) => chosen.length === 0 || chosen.includes(value)
  return (
    anyOf(filters.fits, product.fit ?? 'unisex') &&
    filters.features.every((feature) => product.features.includes(feature)) &&
    (filters.max === null || product.price.amount <= filters.max) &&
    (!filters.inStock || product.sellable.length > 0) &&
    variantPasses(product, filters)
  )
}

function variantPasses(product: ProductSummary, { colours, sizes }: Filters): boolean {
  if (colours.length === 0 && sizes.length === 0) return true
  return product.sellable.some(([colour, size]) => {
    const family = product.colours[colour]?.family ?? ''
    const sizeName = product.sizes[size] ?? ''
    return (
      (colours.length === 0 || colours.includes(family)) && (sizes.length === 0 || sizes.includes(sizeName))
    )
  })
}

type Order = (a: ProductSummary, b: ProductSummary) => number
const orders: Record<Sort, Order> = {
  // what can be bought first; else as the shop has them
  featured: (a, b) => Number(b.sellable.length > 0) - Number(a.sellable.length > 0),
  new: (a, b) => Number(b.isNew) - Number(a.isNew) || Number(b.comesAt !== null) - Number(a.comesAt !== null),
  low: (a, b) => a.price.amount - b.price.amount,
  high: (a, b) => b.price.amount - a.price.amount,
}

export interface Choices {
  colours: string[]
  sizes: string[]
  fits: string[]
  features: string[]
  prices: number[]
}

/** What there is to choose among these products; a group with a single value is left out. */
export function choicesOf(products: ProductSummary[]): Choices {
  const distinct = (values: string[]) => {
    const set = [...new Set(values)]
    return set.length > 1 ? set : []
  }
  return {
    colours: distinct(products.flatMap(({ colours }) => colours.map(({ family }) => family))).sort(),
    sizes: distinct(products.flatMap(({ sizes }) => sizes)).sort(bySize),
    fits: distinct(products.map(({ fit }) => fit ?? 'unisex')),
    features: [...new Set(products.flatMap(({ features }) => features))],
    prices: priceSteps(products.map(({ price }) => price.amount)),
  }
}

const letters = ['XS', 'S', 'M', 'L', 'XL', 'XXL']

function bySize(a: string, b: string): number {
  const [first, second] = [letters.indexOf(a), letters.indexOf(b)]
  if (first >= 0 || second >= 0) return (first < 0 ? 99 : first) - (second < 0 ? 99 : second)
  return a.localeCompare(b, 'en', { numeric: true })
}

const roundPrices = [2500, 5000, 10_000, 15_000, 20_000, 30_000, 50_000]

// only limits that leave something out and something in
function priceSteps(amounts: number[]): number[] {
  return roundPrices.filter(
    (step) => amounts.some((amount) => amount > step) && amounts.some((amount) => amount <= step),
  )
}

export function countChosen({ colours, sizes, fits, features, max, inStock }: Filters): number {
  return (
    colours.length + sizes.length + fits.length + features.length + Number(max !== null) + Number(inStock)
  )
}
