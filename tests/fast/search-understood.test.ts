import { beforeAll, describe, expect, test } from 'vitest'
import type { Product, Variant } from '#knowledge/catalog/index.ts'
import { type ListedSearch, openListedSearch, type ProductQuery } from '#knowledge/search/index.ts'

interface Line {
  id: string
  title: string
  path: string
  brand?: string
  facts?: Record<string, string>
  text?: string
  /** colour, size, price, pieces, list price */
  variants: [string, string, number, number, number?][]
}

const lines: Line[] = [
  {
    id: 'storm',
    title: 'Storm jacket',
    path: 'Clothing > Jackets',
    brand: 'Larch & Co',
    facts: { waterproof: 'yes', material: 'recycled nylon', season: 'all year' },
    variants: [
      ['Navy', 'M', 14900, 3],
      ['Navy', 'L', 14900, 4],
      ['Signal Red', 'M', 12900, 6, 15900],
    ],
  },
  {
    id: 'breeze',
    title: 'Breeze jacket',
    path: 'Clothing > Jackets',
    brand: 'Oskby',
    facts: { waterproof: 'no', material: 'cotton', season: 'summer' },
    variants: [
      ['Sky Blue', 'M', 8900, 9],
      ['Sky Blue', 'S', 8900, 9],
    ],
  },
  {
    id: 'squall',
    title: 'Squall jacket',
    path: 'Clothing > Jackets',
    brand: 'Oskby',
    facts: { waterproof: 'yes', material: 'nylon', season: 'winter' },
    variants: [['Black', 'XL', 19900, 9]],
  },
  {
    id: 'hide',
    title: 'Hide jacket',
    path: 'Clothing > Jackets',
    brand: 'Larch & Co',
    facts: { waterproof: 'no', material: 'leather', season: 'winter' },
    variants: [['Tan', 'M', 24900, 2]],
  },
  {
    id: 'jumper',
    title: 'Ferry jumper',
    path: 'Clothing > Knitwear',
    brand: 'Oskby',
    facts: { material: '80% merino wool, 20% nylon', season: 'winter' },
    variants: [
      ['Navy', 'S', 9900, 2],
      ['Oat', 'One Size', 8900, 2],
    ],
  },
  {
    id: 'boots',
    title: 'Tor boots',
    path: 'Clothing > Footwear',
    brand: 'Oskby',
    facts: { waterproof: 'yes', material: 'leather' },
    variants: [
      ['Brown', '42', 15900, 3],
      ['Brown', '43', 15900, 0],
    ],
  },
  {
    id: 'flask',
    title: 'Brook bottle 500 ml',
    path: 'Outdoor > Camp kitchen',
    text: 'Keeps coffee hot. BPA-free.',
    variants: [['Steel', '', 3200, 9]],
  },
  {
    id: 'jug',
    title: 'Brook jug 2 l',
    path: 'Outdoor > Camp kitchen',
    variants: [['Steel', '', 5200, 9]],
  },
  {
    id: 'sheet',
    title: 'Dusk sheet set',
    path: 'Home > Bedding',
    variants: [
      ['White', 'Queen', 12900, 4],
      ['White', 'King', 14900, 4],
    ],
  },
]

const price = (amount: number) => ({ amount, currency: 'USD' })

function toProduct({ id, title, path, brand, facts, text, variants }: Line, rev: number): Product {
  return {
    productId: id,
    title,
    description: text ?? '',
    brand: brand ?? null,
    url: null,
    categories: [path],
    media: [],
    attributes: facts ?? {},
    releaseAt: new Date(Date.UTC(2026, 0, 1 + rev)),
    early: null,
    variants: variants.map(
      ([colour, size, amount, stockOnline, before]): Variant => ({
        productId: id,
        variantId: [id, colour, size].filter(Boolean).join('-'),
        title: '',
        sku: null,
        barcode: null,
        url: null,
        options: [{ name: 'Color', value: colour }, ...(size ? [{ name: 'Size', value: size }] : [])],
        price: price(amount),
        listPrice: before === undefined ? null : price(before),
        cost: null,
        available: true,
        stockOnline,
        media: [],
      }),
    ),
    rev,
    updatedAt: new Date(0),
  }
}

let search: ListedSearch
beforeAll(async () => {
  search = await openListedSearch(lines.map(toProduct))
})

const ask = (query: Partial<ProductQuery>) =>
  search.products({ text: '', limit: 20, understand: true, ...query })
const read = async (text: string) => {
  const { understood } = await ask({ text })
  return {
    text: understood.text,
    wishes: understood.wishes.map(({ field, value, kept }) => `${field} ${value}${kept ? '' : ' let go'}`),
  }
}
const found = async (query: Partial<ProductQuery>) =>
  (await ask(query)).hits.map(({ variant }) => variant.variantId)

describe('what a text is understood as', () => {
  const table: [text: string, rest: string, ...wishes: string[]][] = [
    ['jacket under 150', 'jacket', 'price_max 15000'],
    ['jacket below $150.50', 'jacket', 'price_max 15050'],
    ['jacket for less than 1.500,00 euro', 'jacket', 'price_max 150000'],
    ['jacket under 1,500', 'jacket', 'price_max 150000'],
    ['jacket up to 2 hundred', 'jacket', 'price_max 20000'],
    ['Jacke unter 150 Euro', 'Jacke', 'price_max 15000'],
    ['jacket höchstens 150', 'jacket', 'price_max 15000'],
    ['jacket bis zu 150€', 'jacket', 'price_max 15000'],
    ['jacket between 50 and 150', 'jacket', 'price_min 5000', 'price_max 15000'],
    ['jacket 50-150 euro', 'jacket', 'price_min 5000', 'price_max 15000'],
    ['jacket zwischen 150 und 50', 'jacket', 'price_min 5000', 'price_max 15000'],
    ['jacket over 100', 'jacket', 'price_min 10000'],
    ['jacket ab 100', 'jacket', 'price_min 10000'],
    ['jacket around 100', 'jacket', 'price_min 8000', 'price_max 12000'],
    ['150 or less jacket', 'jacket', 'price_max 15000'],
    ['jacket $200', 'jacket', 'price_max 20000'],
    ['jackets for women over 40', 'jackets for women over 40'],
    ['jacket under 15 kg', 'jacket under 15 kg', 'quantity 15 kg let go'],
    ['jacket in size M', 'jacket', 'size M'],
    ['jacket size medium', 'jacket', 'size medium'],
    ['Jacke Größe L', 'Jacke', 'size L'],
    ['jacket in M', 'jacket', 'size M'],
    ['XL jacket', 'jacket', 'size XL'],
    ['boots size 42', 'boots', 'size 42'],
    ['boots EU 42', 'boots', 'size EU 42'],
    ['queen size sheet set', 'sheet set', 'size queen'],
    ['size guide', 'size guide'],
    ['500ml bottle', 'bottle', 'quantity 500ml'],
    ['0.5 litre bottle', 'bottle', 'quantity 0.5 litre'],
    ['50 cl bottle', 'bottle', 'quantity 50 cl'],
    ['blue jacket', 'jacket', 'colour blue'],
    ['jacket in navy', 'jacket', 'colour navy'],
    ['rote Jacke', 'Jacke', 'colour red'],
    ['signal red jacket', 'jacket', 'colour signal red'],
    ['waterproof jacket', 'jacket', 'attribute waterproof'],
    ['wool jumper', 'jumper', 'attribute wool'],
    ['jacket without leather', 'jacket', 'without leather'],
    ['Jacke ohne nylon', 'Jacke', 'without nylon'],
    ['no leather jacket', 'jacket', 'without leather'],
    ['BPA-free bottle', 'bottle', 'attribute bpa-free'],
    ['jacket by larch & co', 'jacket by larch & co', 'brand Larch & Co'],
    ['oskby jacket', 'oskby jacket', 'brand Oskby'],
    ['camp kitchen', '', 'category Camp kitchen'],
    ['jacket on sale', 'jacket', 'on_sale true'],
    ['reduzierte Jacke', 'Jacke', 'on_sale true'],
    ['cheap jacket', 'jacket', 'order price'],
    ['günstige Jacke', 'Jacke', 'order price'],
    ['new jackets', 'jackets', 'order new'],
    ['quantum jacket', 'quantum jacket'],
    ['', ''],
  ]
  test.each(table)('%s', async (text, rest, ...wishes) => {
    const understood = await read(text)
    expect(understood.wishes.toSorted()).toEqual(wishes.toSorted())
    expect(understood.text).toBe(rest)
  })

  test('each wish says what it was read from, in words a shopper may read', async () => {
    const { understood } = await ask({ text: 'Blue jacket in size M under $150' })
    expect(understood.wishes.map(({ from, text }) => [from, text])).toEqual([
      ['under $150', 'up to $150.00'],
      ['in size M', 'size M'],
      ['Blue', 'in blue'],
    ])
  })

  test('not asked to understand, the words are words', async () => {
    const { understood, total } = await ask({ text: 'blue jacket in size M', understand: false })
    expect(understood).toEqual({ text: 'blue jacket in size M', wishes: [], notes: [] })
    expect(total).toBeGreaterThan(1)
  })
})

describe('what is found', () => {
  test('what was understood is held by one and the same variant', async () => {
    expect(await found({ text: 'blue jacket in size M under 150' })).toEqual(
      expect.arrayContaining(['storm-Navy-M', 'breeze-Sky Blue-M']),
    )
    expect(await found({ text: 'jacket', colour: 'red', size: 'L' })).toEqual([])
    expect((await found({ text: 'waterproof jackets' })).sort()).toEqual([
      'squall-Black-XL',
      'storm-Signal Red-M',
    ])
    expect(await found({ text: 'jacket without leather' })).not.toContain('hide-Tan-M')
    expect(await found({ text: 'half litre bottle', quantities: ['0.5 l'] })).toEqual(['flask-Steel'])
  })

  test('where nothing fits all, as little as possible is let go, and the answer says it', async () => {
    const { hits, understood } = await ask({ text: 'waterproof jacket under 50' })
    expect(hits.map(({ product }) => product.productId).sort()).toEqual(['squall', 'storm'])
    expect(understood.notes).toEqual([
      { code: 'let_go', text: 'Nothing up to $50.00; the cheapest is $129.00.' },
    ])
    expect(understood.wishes.filter(({ kept }) => !kept).map(({ field }) => field)).toEqual(['price_max'])
    const both = await ask({ text: 'purple jacket in size 99 under 20' })
    expect(both.total).toBeGreaterThan(0)
    expect(both.understood.notes).toHaveLength(3)
  })

  test('what the caller sets is never let go, and stands before what is read', async () => {
    expect((await ask({ text: 'waterproof jacket', priceMax: 5000 })).total).toBe(0)
    const { understood, hits } = await ask({ text: 'jacket under 90', priceMax: 13000 })
    expect(understood.wishes).toEqual([])
    expect(hits.map(({ product }) => product.productId).sort()).toEqual(['breeze', 'storm'])
  })

  test('a list of values takes any of them', async () => {
    expect((await found({ brand: ['Oskby', 'Larch & Co'], category: 'Jackets' })).length).toBe(4)
    expect((await found({ colour: ['black', 'brown'] })).sort()).toEqual([
      'boots-Brown-42',
      'hide-Tan-M',
      'squall-Black-XL',
    ])
    expect((await found({ options: { Season: ['Winter', 'summer'] } })).length).toBe(4)
  })

  test('a path holds what lies in it, a brand’s whole name that brand', async () => {
    expect((await found({ category: 'Clothing > Jackets' })).length).toBe(4)
    expect((await found({ category: 'clothing' })).length).toBe(6)
    expect((await found({ brand: 'larch' })).length).toBe(2)
  })

  test('orders: by price both ways, and the newest first', async () => {
    const prices = async (order: 'price' | 'price_desc') =>
      (await ask({ category: 'Jackets', order })).hits.map(({ variant }) => variant.price.amount)
    expect(await prices('price')).toEqual([8900, 12900, 19900, 24900])
    expect(await prices('price_desc')).toEqual([24900, 19900, 12900, 8900])
    expect((await found({ category: 'Jackets', order: 'new' }))[0]).toBe('hide-Tan-M')
  })

  test('an option that is not there is a problem that names those there are', async () => {
    await expect(ask({ options: { Flavour: ['mint'] } })).rejects.toMatchObject({
      kind: 'bad-request',
      errors: [{ path: 'options.Flavour', message: expect.stringContaining('season') }],
    })
    await expect(ask({ quantities: ['much'] })).rejects.toMatchObject({ kind: 'bad-request' })
    await expect(ask({ storeId: 'moon' })).rejects.toMatchObject({ kind: 'bad-request' })
  })

  test('a text that is too long is cut, and the answer says so', async () => {
    const { understood, total } = await ask({ text: `jacket ${'very '.repeat(1000)}` })
    expect(understood.notes.map(({ code }) => code)).toEqual(['text_cut'])
    expect(total).toBeGreaterThan(0)
  })

  test('every hit says why in typed reasons', async () => {
    const [hit] = (await ask({ text: 'waterproof jacket by larch & co under 150' })).hits
    expect(hit?.reasons.map(({ code }) => code)).toEqual([
      'named',
      'attribute',
      'brand',
      'price',
      'in_stock',
      'reduced',
    ])
    expect(hit?.reasons[0]?.text).toContain('“jacket”')
  })
})

describe('facets', () => {
  const facetOf = async (query: Partial<ProductQuery>, name: string, option: string | null = null) => {
    const { facets } = await ask({ facets: true, ...query })
    const facet = facets?.find((one) => one.name === name && one.option === option)
    return Object.fromEntries(facet?.values.map(({ label, count }) => [label, count]) ?? [])
  }

  test('counts stand for all that passes the other filters, not the own one', async () => {
    const jackets = { category: 'Clothing > Jackets' }
    expect(await facetOf(jackets, 'brand')).toEqual({ 'Larch & Co': 2, Oskby: 2 })
    expect(await facetOf({ ...jackets, brand: 'Oskby' }, 'brand')).toEqual({ 'Larch & Co': 2, Oskby: 2 })
    expect(await facetOf({ ...jackets, brand: 'Oskby' }, 'colour')).toEqual({ Blue: 1, Black: 1 })
    expect(await facetOf({ ...jackets, colour: 'blue' }, 'colour')).toMatchObject({
      Blue: 2,
      Black: 1,
      Red: 1,
    })
    expect(await facetOf({ ...jackets, colour: 'blue' }, 'brand')).toEqual({ 'Larch & Co': 1, Oskby: 1 })
  })

  test('a variant’s size and colour count together', async () => {
    expect(await facetOf({ colour: 'red' }, 'size')).toEqual({})
    expect(await facetOf({ category: 'Jackets', size: 'M' }, 'colour')).toEqual({
      Blue: 2,
      Beige: 1,
      Brown: 1,
      Red: 1,
    })
  })

  test('one level of categories below the one asked for, and neighbours at the end of a branch', async () => {
    expect(await facetOf({}, 'category')).toEqual({ Clothing: 6, Outdoor: 2, Home: 1 })
    const below = { Jackets: 4, Footwear: 1, Knitwear: 1 }
    expect(await facetOf({ category: 'Clothing' }, 'category')).toEqual(below)
    expect(await facetOf({ category: 'Clothing > Knitwear' }, 'category')).toEqual(below)
  })

  test('other options are counted by name, sold-out goods as they are', async () => {
    expect(await facetOf({ category: 'Jackets' }, 'option', 'season')).toEqual({
      winter: 2,
      'all year': 1,
      summer: 1,
    })
    expect(await facetOf({ category: 'Jackets' }, 'sale')).toEqual({ 'On sale': 1 })
    expect(await facetOf({}, 'size')).not.toHaveProperty('43')
  })

  test('a count is what the choice then finds', async () => {
    const query = { text: 'jacket', facets: true }
    const { facets } = await ask(query)
    const narrowed: [string, (value: string) => Partial<ProductQuery>][] = [
      ['brand', (value) => ({ brand: value })],
      ['colour', (value) => ({ colour: value })],
      ['size', (value) => ({ size: value })],
      ['category', (value) => ({ category: value })],
    ]
    for (const [name, narrow] of narrowed)
      for (const { value, count } of facets?.find((facet) => facet.name === name)?.values ?? [])
        expect([name, value, (await ask({ ...query, ...narrow(value) })).total]).toEqual([name, value, count])
    for (const { range, count } of facets?.find(({ name }) => name === 'price')?.values ?? []) {
      const within = { priceMin: range?.from, priceMax: range?.to ?? undefined }
      expect([range, (await ask({ ...query, ...within })).total]).toEqual([range, count])
    }
  })
})

describe('with a profile', () => {
  const jackets = { text: 'jacket', limit: 10 }
  const ids = async (query: Partial<ProductQuery>) =>
    (await ask({ ...jackets, ...query })).hits.map(({ product }) => product.productId)

  test('what they like moves up, with its reason; left out, nothing moves', async () => {
    const plain = await ids({})
    const last = plain.at(-1) ?? ''
    const brand = last === 'hide' || last === 'storm' ? 'Larch & Co' : 'Oskby'
    const liked = await ask({ ...jackets, profile: { brands: { [brand]: 1 }, products: [last] } })
    expect(liked.hits[0]?.product.productId).toBe(last)
    const codes = liked.hits[0]?.reasons.map(({ code }) => code)
    expect(codes).toEqual(expect.arrayContaining(['you_looked_at', 'your_brand']))
    expect(await ids({})).toEqual(plain)
  })

  test('what does not match is never lifted over what does', async () => {
    const profile = {
      brands: { Oskby: 1 },
      categories: { 'Clothing > Footwear': 1 },
      colours: ['brown'],
      products: ['boots'],
      priceBand: { low: 0, high: 99_999 },
    }
    const order = await ids({ text: 'recycled jacket', profile })
    expect(order.length).toBeGreaterThan(1)
    expect(order[0]).toBe('storm')
    expect(await ids({ text: 'jacket', category: 'Jackets', profile })).not.toContain('boots')
  })

  test('their size and colour choose the variant, unless another is asked for', async () => {
    const profile = { sizes: [{ size: 'L', category: 'size', because: 'you told us you wear L' }] }
    const answer = await ask({ text: 'storm jacket', limit: 1, profile })
    expect(answer.hits[0]?.variant.variantId).toBe('storm-Navy-L')
    expect(answer.because).toEqual(['shown in L, because you told us you wear L'])
    const [asked] = (await ask({ text: 'storm jacket size M', limit: 1, profile })).hits
    expect(asked?.variant.variantId).toBe('storm-Signal Red-M')
    const [cheap] = (await ask({ text: 'storm jacket', limit: 1, priceMax: 13000, profile })).hits
    expect(cheap?.variant.variantId).toBe('storm-Signal Red-M')
  })

  test('what they dislike or cannot pay comes last, and is not left out', async () => {
    const answer = await ask({ ...jackets, profile: { dislikes: ['nylon'], budget: 10000 } })
    expect(answer.hits[0]?.product.productId).toBe('breeze')
    expect(answer.total).toBe(4)
    expect(answer.because).toEqual(
      expect.arrayContaining([
        'nylon comes last, because you told us you do not like it',
        'what is within the budget you told us comes first',
      ]),
    )
    expect((await ids({ text: 'nylon jacket', profile: { dislikes: ['nylon'] } }))[0]).not.toBe('breeze')
  })
})
