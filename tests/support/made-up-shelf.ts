import fc from 'fast-check'
import { rowNames } from '#contract/recommendation.ts'
import type { CurationKind } from '#contract/staff-recommendations.ts'
import {
  type CurationEntry,
  type Models,
  noModels,
  type PersonFacts,
  type RecommendAsk,
  type Scored,
} from '#domain/recommendation/index.ts'
import { Interned, ShelfContents, ShelfProduct } from '#knowledge/catalog/index.ts'

/** Shops, histories and questions of every kind, for a recommender without a database. */

export const shelfNow = new Date('2026-11-20T10:00:00Z')
const DAY_MS = 86_400_000
const ago = (days: number) => new Date(shelfNow.getTime() - days * DAY_MS)

export interface RawVariant {
  variantId: string
  available: boolean
  stockOnline: number | null
  price: number
  /** By store. */
  inStores: Record<string, number>
}

export interface RawProduct {
  productId: string
  title: string
  brand: string | null
  categories: string[]
  lasts: number | null
  firstSeenDaysAgo: number
  restockedDaysAgo: number | null
  variants: RawVariant[]
}

export const categoryPaths = [
  'Clothing > Jackets',
  'Clothing > Trousers',
  'Home > Candles',
  'Home',
  'Camp > Stoves',
]
export const brandNames = ['Fjell', 'Harrow', 'Lumen']
export const storeIds = ['s1', 's2']
const titles = [
  'Heron Jacket',
  'Women’s Heron Jacket',
  'Heron Jacket (Men)',
  'Fig Candle',
  'Fig Candle Large',
  'Kids Trail Trousers',
  'Trail Trousers',
  'Gas Stove',
]

const rawVariant = fc.record({
  available: fc.oneof(
    { weight: 3, arbitrary: fc.constant(true) },
    { weight: 1, arbitrary: fc.constant(false) },
  ),
  stockOnline: fc.option(fc.integer({ min: -1, max: 5 })),
  price: fc.integer({ min: 0, max: 300 }),
  inStores: fc.dictionary(fc.constantFrom(...storeIds), fc.nat(2), { maxKeys: 2 }),
})

const rawProduct = fc.record({
  title: fc.constantFrom(...titles),
  brand: fc.option(fc.constantFrom(...brandNames)),
  categories: fc.uniqueArray(fc.constantFrom(...categoryPaths), { maxLength: 2 }),
  lasts: fc.option(fc.integer({ min: 5, max: 60 }), { freq: 2 }),
  firstSeenDaysAgo: fc.nat(400),
  restockedDaysAgo: fc.option(fc.nat(60)),
  variants: fc.array(rawVariant, { minLength: 1, maxLength: 3 }),
})

export const rawShop = fc.array(rawProduct, { maxLength: 30, size: 'max' }).map((products) =>
  products.map((product, at): RawProduct => {
    const productId = `p${at}`
    const variants = product.variants.map((variant, n) => ({ ...variant, variantId: `${productId}-${n}` }))
    return { ...product, productId, variants }
  }),
)

const someId = fc.nat(34).map((at) => `p${at}`) // a few are not on the shelf
const someIds = (maxLength: number) => fc.uniqueArray(someId, { maxLength })
const scored = fc.uniqueArray(
  fc.record({ productId: someId, score: fc.double({ min: 0.01, max: 9, noNaN: true }), people: fc.nat(12) }),
  { maxLength: 20, selector: ({ productId }) => productId },
)

const look = fc.record({
  category: fc.constantFrom(...categoryPaths),
  completedBy: fc.constantFrom(...categoryPaths),
  score: fc.double({ min: 0.01, max: 1, noNaN: true }),
  lift: fc.double({ min: 1.1, max: 9, noNaN: true }),
  people: fc.integer({ min: 1, max: 40 }),
})

export const someModels = fc.option(
  fc
    .record({
      lists: fc.array(scored, { minLength: 1, maxLength: 4 }),
      heads: someIds(20),
      repeats: fc.dictionary(someId, fc.integer({ min: 5, max: 90 }), { maxKeys: 4 }),
      signals: fc.constantFrom(0, 100, 5000),
      looks: fc.array(look, { maxLength: 5 }),
    })
    .map(({ lists, heads, repeats, signals, looks }): Models => {
      const list = (at: number, limit: number): Scored[] => {
        const found = lists[at % lists.length] ?? []
        return [...found].sort((a, b) => b.score - a.score).slice(0, limit)
      }
      const headIds = new Set(heads)
      return {
        ...noModels,
        trainedAt: ago(1),
        latestAt: ago(1),
        signals,
        knows: (productId) => Number(productId.slice(1)) % 3 !== 0,
        boughtTogether: (productId, limit) => list(productId.length, limit),
        viewedAlsoBought: (_, limit) => list(1, limit),
        nextInSession: (clicks, limit) => list(clicks.length, limit),
        nextItems: (history, limit) => list(history.length, limit),
        popular: (place, limit) => list(place.kind.length, limit),
        trending: (limit) => list(2, limit),
        popularity: (productId) => (headIds.has(productId) ? 1 : 0.1),
        headPopularity: 0.5,
        repeatsAfterDays: (productId) => repeats[productId] ?? null,
        completedBy: (category) => looks.filter((look) => look.category === category),
        looks,
      }
    }),
)

const seen = fc
  .uniqueArray(fc.record({ productId: someId, days: fc.nat(80) }), {
    maxLength: 8,
    selector: ({ productId }) => productId,
  })
  .map((list) => list.map(({ productId, days }) => ({ productId, at: ago(days) })))

export const someFacts = fc.option(
  fc.record({
    viewed: seen,
    carted: seen,
    wished: seen,
    bought: seen.map(
      (list) => new Map(list.map(({ productId, at }) => [productId, { lastAt: at, times: 1 }])),
    ),
    due: fc
      .uniqueArray(
        fc.record({ productId: someId, everyDays: fc.integer({ min: 5, max: 60 }), days: fc.nat(90) }),
        {
          maxLength: 3,
          selector: ({ productId }) => productId,
        },
      )
      .map((list) =>
        list.map(({ productId, everyDays, days }) => ({
          productId,
          everyDays,
          lastAt: ago(days),
          dueAt: ago(days - everyDays),
          state: 'due' as const,
        })),
      ),
    brands: fc.constant(new Map([['Fjell', 0.5]])),
    categories: fc.constantFrom(new Map<string, number>(), new Map([['Clothing > Jackets', 0.6]])),
    storeId: fc.option(fc.constantFrom(...storeIds)),
  }) satisfies fc.Arbitrary<PersonFacts>,
)

const optional = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const anyCategory = fc.constantFrom('Clothing', 'clothing > jackets', 'Home', 'Camp > Stoves', 'Nowhere')

export const someAsk: fc.Arbitrary<RecommendAsk> = fc.record({
  row: fc.constantFrom(...rowNames),
  productIds: optional(someIds(3)),
  viewed: optional(fc.array(someId, { maxLength: 5 })),
  cart: optional(someIds(3)),
  category: optional(anyCategory),
  storeId: optional(fc.constantFrom(...storeIds, 'unknown')),
  city: optional(fc.constantFrom('Portland', 'Nowhere')),
  limit: fc.integer({ min: 1, max: 24 }),
  filters: optional(
    fc.record({
      priceMin: optional(fc.integer({ min: 0, max: 200 })),
      priceMax: optional(fc.integer({ min: 50, max: 300 })),
      categories: optional(fc.uniqueArray(anyCategory, { minLength: 1, maxLength: 2 })),
      brands: optional(
        fc.uniqueArray(fc.constantFrom('fjell', 'Harrow', 'Nobody'), { minLength: 1, maxLength: 2 }),
      ),
      exclude: optional(someIds(4)),
      inStoreId: optional(fc.constantFrom(...storeIds)),
    }),
  ),
})

const times = {
  startsAt: fc.constantFrom(null, ago(3), ago(-3)),
  endsAt: fc.constantFrom(null, ago(1), ago(-9)),
}
const entry = fc.record({
  kind: fc.constantFrom<CurationKind>('pin', 'exclude', 'exclude', 'goes_with'),
  row: fc.option(fc.constantFrom(...rowNames)),
  contextProductId: fc.option(someId, { freq: 2 }),
  what: fc.constantFrom<'product' | 'brand' | 'category'>('product', 'brand', 'category'),
  productId: someId,
  brand: fc.constantFrom('FJELL', 'Lumen'),
  category: fc.constantFrom('Home', 'clothing > trousers'),
  position: fc.integer({ min: 1, max: 24 }),
  ...times,
})

export const someCuration = fc.array(entry, { maxLength: 4 }).map((entries) =>
  entries.map(({ what, ...one }, at): CurationEntry => {
    const isLook = one.kind === 'goes_with'
    const isProduct = one.kind === 'pin' || (what === 'product' && !isLook)
    return {
      ...one,
      row: isLook ? null : one.row,
      contextProductId: isLook ? null : one.contextProductId,
      curationId: `c${at}`,
      productId: isProduct ? one.productId : null,
      brand: !isProduct && !isLook && what === 'brand' ? one.brand : null,
      category: isLook || (!isProduct && what === 'category') ? one.category : null,
      contextCategory: isLook ? 'Clothing > Jackets' : null,
      attribute: null,
      position: one.kind === 'pin' ? one.position : null,
      note: '',
      createdBy: null,
      createdAt: ago(10),
      updatedBy: null,
      updatedAt: ago(10),
    }
  }),
)

/** The shelf that a catalog of these products would make. */
export function shelfOf(products: readonly RawProduct[]): ShelfContents {
  const shelf = new ShelfContents()
  const kept = new Interned()
  shelf.putStores(
    storeIds.map((storeId) => ({
      storeId,
      name: `Store ${storeId}`,
      address: '1 High Street',
      city: 'Portland',
      country: 'US',
      latitude: null,
      longitude: null,
      timeZone: 'UTC',
      phone: null,
      hours: null,
    })),
  )
  for (const raw of products) shelf.put(shelfProduct(raw, kept))
  for (const { variants } of products)
    for (const { variantId, inStores } of variants)
      for (const [storeId, quantity] of Object.entries(inStores))
        shelf.putStock({ variantId, storeId, quantity, rev: 1 })
  return shelf
}

function shelfProduct(raw: RawProduct, kept: Interned): ShelfProduct {
  const { productId, title, brand, categories } = raw
  const attributes: Record<string, string> = raw.lasts === null ? {} : { replenish_days: String(raw.lasts) }
  const product = {
    productId,
    title,
    description: '',
    brand,
    url: null,
    categories,
    media: [],
    attributes,
    releaseAt: null,
    early: null,
    rev: 1,
    updatedAt: ago(raw.firstSeenDaysAgo),
    deleted: false,
    variants: raw.variants.map((variant) => ({
      productId,
      variantId: variant.variantId,
      title,
      sku: null,
      barcode: null,
      url: null,
      options: [],
      price: { amount: variant.price, currency: 'USD' },
      listPrice: null,
      cost: null,
      available: variant.available,
      stockOnline: variant.stockOnline,
      media: [],
    })),
  }
  const moments = {
    firstSeenAt: ago(raw.firstSeenDaysAgo),
    soldOutAt: null,
    restockedAt: raw.restockedDaysAgo === null ? null : ago(raw.restockedDaysAgo),
  }
  return new ShelfProduct(product, moments, kept)
}
