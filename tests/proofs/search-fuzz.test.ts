import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Problem } from '#contract/problem.ts'
import { isSellable, type Product, type Variant } from '#knowledge/catalog/index.ts'
import { openListedSearch, type ProductQuery, sortOrders } from '#knowledge/search/index.ts'

/** PROOF_SCALE=1 is the full size of ten thousand requests; a twentieth runs with the tests. */
const scale = Number(process.env.PROOF_SCALE ?? 0.05)

const brands = ['Larch', 'Oskby', 'Skarven', 'Brook & Sons']
const colours = ['Navy', 'Sky Blue', 'Signal Red', 'Black', 'Moss Green']
const sizes = ['S', 'M', 'L', '42']
const paths = ['Clothing > Jackets', 'Clothing > Footwear', 'Outdoor > Camp kitchen', 'Home > Lighting']
const nouns = ['jacket', 'boots', 'bottle', 'lamp']
const materials = ['wool', 'leather', 'nylon']
const amounts = [900, 4900, 8900, 14900, 25000]

const variant = fc.record({
  colour: fc.constantFrom(...colours),
  size: fc.constantFrom(...sizes),
  amount: fc.constantFrom(...amounts),
  reduced: fc.boolean(),
  pieces: fc.constantFrom(0, 0, 1, 9, null),
})
const product = fc.record({
  kind: fc.nat({ max: nouns.length - 1 }),
  brand: fc.constantFrom(...brands, null),
  material: fc.constantFrom(...materials),
  waterproof: fc.constantFrom('yes', 'no', ''),
  variants: fc.array(variant, { minLength: 1, maxLength: 4 }),
})
const shop = fc.array(product, { minLength: 12, maxLength: 24 })

const word = fc.constantFrom(
  ...[...nouns, ...brands, ...materials, 'waterproof', 'without', 'under', 'over', 'between', 'and', '50'],
  ...[
    '€99,50',
    '150 euro',
    'size',
    'M',
    'in',
    'navy',
    'blue',
    'on sale',
    'cheap',
    '500 ml',
    '"',
    "';--",
    '👩‍👩‍👧',
  ],
  ...[
    '\u0000',
    '\u200b',
    '((',
    '%',
    'ジャケット',
    'günstige',
    'Jacke',
    'unter',
    'camp kitchen',
    '-',
    '\ud800',
  ],
)
const text = fc.oneof(
  { weight: 5, arbitrary: fc.array(word, { maxLength: 7 }).map((words) => words.join(' ')) },
  { weight: 1, arbitrary: fc.string({ maxLength: 60, unit: 'binary' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', 'a'.repeat(5000), 'under 5 '.repeat(700), '$'.repeat(5000)),
  },
)
/** Left out four times of five: all at once nothing is found. */
const maybe = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })
const some = <T>(values: readonly T[]) => maybe(fc.subarray([...values], { minLength: 1 }))
const query: fc.Arbitrary<ProductQuery> = fc.record({
  text,
  limit: fc.integer({ min: 1, max: 30 }),
  offset: maybe(fc.integer({ min: 0, max: 30 })),
  brand: maybe(fc.constantFrom(...brands)),
  colour: some(['blue', 'red', 'black', 'navy']),
  size: some(sizes),
  category: maybe(fc.constantFrom(...paths, 'Clothing')),
  priceMin: maybe(fc.constantFrom(0, 5000, 10000)),
  priceMax: maybe(fc.constantFrom(5000, 10000, 20000)),
  onSale: maybe(fc.boolean()),
  attributes: maybe(fc.subarray(['waterproof', 'wool'])),
  without: maybe(fc.subarray(['leather', 'nylon'])),
  options: maybe(
    fc.constantFrom<Record<string, string[]>>(
      { Material: ['wool', 'nylon'] },
      { material: ['leather'] },
      { Taste: ['x'] },
    ),
  ),
  inStockOnly: maybe(fc.boolean()),
  order: maybe(fc.constantFrom(...sortOrders)),
  understand: fc.boolean(),
  facets: fc.boolean(),
  profile: maybe(
    fc.record({
      brands: fc.constant({ Larch: 1 }),
      colours: fc.subarray(['blue', 'red']),
      sizes: fc.constant([{ size: 'M', category: null, because: 'you wear M' }]),
      dislikes: fc.subarray(['wool', 'boots']),
      budget: fc.constantFrom(undefined, 5000),
      products: fc.constant(['p1', 'p2', 'gone']),
    }),
  ),
})

type Drawn = typeof product extends fc.Arbitrary<infer T> ? T : never

function toProduct({ kind, brand, material, waterproof, variants }: Drawn, at: number): Product {
  const price = (amount: number) => ({ amount, currency: 'EUR' })
  return {
    productId: `p${at}`,
    title: `${brand ?? 'Plain'} ${nouns[kind]} ${at % 2 ? '500 ml' : ''}`,
    description: '',
    brand,
    url: null,
    categories: [paths[kind] ?? ''],
    media: [],
    attributes: { material, ...(waterproof && { waterproof }) },
    releaseAt: null,
    early: null,
    variants: variants.map(
      ({ colour, size, amount, reduced, pieces }, index): Variant => ({
        productId: `p${at}`,
        variantId: `p${at}-${index}`,
        title: '',
        sku: null,
        barcode: null,
        url: null,
        options: [
          { name: 'Colour', value: colour },
          { name: 'Size', value: size },
        ],
        price: price(amount),
        listPrice: reduced ? price(amount + 1000) : null,
        cost: null,
        available: true,
        stockOnline: pieces,
        media: [],
      }),
    ),
    rev: at + 1,
    updatedAt: new Date(0),
  }
}

const blues = ['Navy', 'Sky Blue']
const ofFamily: Record<string, string[]> = {
  blue: blues,
  navy: ['Navy'],
  red: ['Signal Red'],
  black: ['Black'],
}
const listed = (value: string | readonly string[] | undefined) => (value === undefined ? [] : [value].flat())

/** Held against the goods themselves, by rules of its own: what a filter of the caller excludes is not there. */
function excludedBy(asked: ProductQuery, found: Product, shown: Variant): string | null {
  const [colour, size] = shown.options.map(({ value }) => value)
  if (asked.inStockOnly !== false && !isSellable(shown)) return 'stock'
  if (asked.priceMax !== undefined && shown.price.amount > asked.priceMax) return 'priceMax'
  if (asked.priceMin !== undefined && shown.price.amount < asked.priceMin) return 'priceMin'
  if (asked.onSale && shown.listPrice === null) return 'sale'
  if (asked.brand && found.brand !== asked.brand) return 'brand'
  if (asked.category && !found.categories[0]?.startsWith(String(asked.category))) return 'category'
  const wanted = listed(asked.colour).flatMap((name) => ofFamily[name] ?? [])
  if (wanted.length > 0 && !wanted.includes(colour ?? '')) return 'colour'
  if (listed(asked.size).length > 0 && !listed(asked.size).includes(size ?? '')) return 'size'
  const { material = '', waterproof } = found.attributes
  if (asked.attributes?.includes('waterproof') && waterproof !== 'yes') return 'waterproof'
  if (asked.attributes?.includes('wool') && material !== 'wool') return 'wool'
  if (asked.without?.includes(material)) return 'without'
  const options = Object.values(asked.options ?? {}).flat()
  return options.length > 0 && !options.includes(material) ? 'options' : null
}

const SHOPS = 20
const RUNS = Math.max(1000, Math.round(10_000 * scale))

test(`${RUNS} requests: no throw but a clear problem, and nothing that a filter excludes`, async () => {
  const shops = fc.sample(shop, { numRuns: SHOPS, seed: 20261120 }).map((goods) => goods.map(toProduct))
  const searches = await Promise.all(shops.map((goods) => openListedSearch(goods)))
  const seen = { hits: 0, empty: 0, problems: 0, facets: 0 }
  await fc.assert(
    fc.asyncProperty(fc.nat({ max: SHOPS - 1 }), query, async (at, asked) => {
      const answer = await searches[at]?.products(asked).catch(problemOnly)
      if (!answer) {
        seen.problems++
        expect(asked.options).toHaveProperty('Taste')
        return
      }
      const { hits, total, facets } = answer
      expect(hits.length).toBeLessThanOrEqual(Math.min(asked.limit, total))
      expect(new Set(hits.map((hit) => hit.product.productId)).size).toBe(hits.length)
      for (const hit of hits) expect(excludedBy(asked, hit.product, hit.variant)).toBeNull()
      const counts = (facets ?? []).flatMap(({ values }) => values.map(({ count }) => count))
      expect(Math.max(0, ...counts)).toBeLessThanOrEqual(shops[at]?.length ?? 0)
      seen.hits += hits.length
      if (hits.length === 0) seen.empty++
      if (facets) seen.facets++
    }),
    { numRuns: RUNS },
  )
  // else nothing was tried
  expect(seen.hits).toBeGreaterThan(RUNS / 2)
  expect(Math.min(seen.empty, seen.problems, seen.facets)).toBeGreaterThan(RUNS / 100)
}, 300_000)

function problemOnly(error: unknown): null {
  if (error instanceof Problem && error.errors?.[0]?.message.startsWith('There are: ')) return null
  throw error
}
