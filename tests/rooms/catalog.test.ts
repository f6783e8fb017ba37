import { setImmediate as nextTick, setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  availabilityOf,
  catalogColumns,
  countProducts,
  findProduct,
  findProducts,
  findVariants,
  importProducts,
  listCategories,
  listProducts,
  listStores,
  type ProductInput,
  productsAfter,
  readAcpFeed,
  removeSource,
  setStock,
  storeStock,
  toProductCard,
  upsertStores,
} from '#knowledge/catalog/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-11-20T10:00:00Z')
const usd = (amount: number) => ({ amount, currency: 'USD' })

function jacket(change: Partial<ProductInput> = {}): ProductInput {
  return {
    productId: 'jacket',
    title: 'Fell jacket',
    description: 'Keeps rain out.',
    brand: 'Larch',
    categories: ['Clothing > Jackets'],
    media: [{ url: '/pictures/jacket.svg', alt: 'A jacket' }],
    attributes: { material: 'nylon' },
    releaseAt: '2026-01-02',
    variants: [
      variant('blue-m', 'Blue', 'M', 12900, 5),
      variant('blue-l', 'Blue', 'L', 12900, 0),
      variant('red-m', 'Red', 'M', 9900, 2),
      variant('red-l', 'Red', 'L', 9900, null),
    ],
    ...change,
  }
}

function variant(id: string, colour: string, size: string, price: number, stockOnline: number | null) {
  return {
    variantId: id,
    options: [
      { name: 'Color', value: colour },
      { name: 'Size', value: size },
    ],
    price: usd(price),
    listPrice: usd(15900),
    cost: usd(4000),
    stockOnline,
  }
}

describeOnBoth('the catalog', (open) => {
  let store: Store
  const load = (inputs: ProductInput[], source = 'test') => importProducts(store.db, inputs, { source, now })
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())
  beforeEach(async () => {
    await sql`truncate products, variants, stores, store_stock cascade`.execute(store.db)
  })

  test('a product comes back as it was given', async () => {
    await load([jacket()])
    const product = await findProduct(store.db, 'jacket')
    expect(product).toMatchObject({
      title: 'Fell jacket',
      brand: 'Larch',
      categories: ['Clothing > Jackets'],
      attributes: { material: 'nylon' },
      releaseAt: new Date('2026-01-02T00:00:00Z'),
      updatedAt: now,
    })
    expect(product?.variants.map((row) => row.variantId)).toEqual(['blue-m', 'blue-l', 'red-m', 'red-l'])
    expect(product?.variants[0]).toMatchObject({
      price: usd(12900),
      listPrice: usd(15900),
      cost: usd(4000),
      stockOnline: 5,
    })
  })

  test('the same content twice changes nothing, and one changed price is one update', async () => {
    const mug = jacket({ productId: 'mug', variants: [variant('mug', 'Blue', 'M', 1000, 1)] })
    expect(await load([jacket(), mug])).toMatchObject({ read: 2, created: 2, updated: 0, unchanged: 0 })
    const before = await productsAfter(store.db, 0, 10)
    expect(await load([jacket(), mug])).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    expect(await productsAfter(store.db, 0, 10)).toEqual(before)
    const dearer = { ...mug, variants: [variant('mug', 'Blue', 'M', 1100, 1)] }
    expect(await load([jacket(), dearer])).toMatchObject({ created: 0, updated: 1, unchanged: 1 })
    const rev = Math.max(...before.map((product) => product.rev))
    expect((await productsAfter(store.db, rev, 10)).map((product) => product.productId)).toEqual(['mug'])
  })

  test('of two with one id the last holds, and counts once', async () => {
    const result = await load([jacket({ title: 'First' }), jacket({ title: 'Second' })])
    expect(result).toMatchObject({ read: 2, created: 1, updated: 0, bad: [] })
    expect((await findProduct(store.db, 'jacket'))?.title).toBe('Second')
  })

  test('a variant that the feed drops is gone, and counted stock outlives a feed that counts none', async () => {
    await load([jacket()])
    await setStock(store.db, [{ variantId: 'blue-m', quantity: 7 }], now)
    await load([jacket({ title: 'New', variants: [variant('blue-m', 'Blue', 'M', 12900, null)] })])
    const product = await findProduct(store.db, 'jacket')
    expect(product?.variants.map((row) => [row.variantId, row.stockOnline])).toEqual([['blue-m', 7]])
  })

  test('bad products are listed by position and field, and the good ones load', async () => {
    const result = await load([
      jacket(),
      jacket({ productId: 'b', variants: [] }),
      jacket({ productId: 'c', url: 'javascript:alert(1)' }),
      jacket({ productId: 'd' }),
    ])
    expect(result).toMatchObject({ read: 4, created: 2 })
    expect(result.bad.map(({ line, field }) => [line, field])).toEqual([
      [2, 'variants'],
      [3, 'url'],
    ])
  })

  test('text that SQL or JSON could trip over comes through', async () => {
    const text = `'; drop table products; -- "\\ {} [] \u2028 \ud83e\udde5 \u0000 \ud800 end`
    await load([jacket({ title: text, attributes: { 'it"s': text } })])
    const product = await findProduct(store.db, 'jacket')
    expect(product?.title).toBe(text.replace('\u0000', '').replace('\ud800', ''))
    expect(Object.keys(product?.attributes ?? {})).toEqual(['it"s'])
  })

  test('any list of products loads to the same as its last entries, however it is cut', async () => {
    const inputs = fc.array(
      fc.record({ id: fc.integer({ min: 1, max: 5 }), price: fc.integer({ min: 0, max: 99_999 }) }),
      { minLength: 1, maxLength: 12 },
    )
    await fc.assert(
      fc.asyncProperty(inputs, fc.nat(12), async (entries, cut) => {
        await sql`truncate products, variants cascade`.execute(store.db)
        const products = entries.map(({ id, price }) =>
          jacket({ productId: `p${id}`, variants: [variant(`v${id}`, 'Blue', 'M', price, 1)] }),
        )
        await load(products.slice(0, cut))
        await load(products.slice(cut))
        const last = new Map(entries.map(({ id, price }) => [`p${id}`, price]))
        const stored = await findProducts(store.db, [...last.keys()])
        expect(new Map(stored.map((row) => [row.productId, row.variants[0]?.price.amount]))).toEqual(last)
        expect(await countProducts(store.db)).toBe(last.size)
      }),
      { numRuns: 15 },
    )
  })

  test('stock is set by place; what is not known is named; goods that arrive sell again', async () => {
    await load([jacket()])
    await upsertStores(store.db, [{ ...shop, storeId: 'oak' }], 'test', now)
    const rev = (await findProduct(store.db, 'jacket'))?.rev ?? 0
    const answer = await setStock(
      store.db,
      [
        { variantId: 'blue-l', quantity: 4 },
        { variantId: 'blue-m', storeId: 'oak', quantity: 2 },
        { variantId: 'ghost', quantity: 1 },
        { variantId: 'blue-m', storeId: 'nowhere', quantity: 1 },
      ],
      now,
    )
    expect(answer).toEqual({ changed: 2, unknown: ['ghost', 'nowhere'] })
    const product = await findProduct(store.db, 'jacket')
    expect(product?.rev).toBeGreaterThan(rev)
    expect(product?.variants.map(availabilityOf)).toEqual(['in_stock', 'in_stock', 'low_stock', 'in_stock'])
    expect(await storeStock(store.db, ['blue-m'])).toEqual([
      { variantId: 'blue-m', storeId: 'oak', quantity: 2 },
    ])
    expect(await setStock(store.db, [{ variantId: 'blue-l', quantity: 4 }], now)).toEqual({
      changed: 0,
      unknown: [],
    })
    await load([jacket({ variants: [{ ...variant('blue-m', 'Blue', 'M', 12900, 0), available: false }] })])
    await setStock(store.db, [{ variantId: 'blue-m', quantity: 9 }], now)
    const variants = await findVariants(store.db, ['blue-m', 'ghost'])
    expect([...variants.keys()]).toEqual(['blue-m'])
    expect(variants.get('blue-m')?.variant).toMatchObject({ available: true, stockOnline: 9 })
  })

  test('a card stands for the cheapest variant in stock, with the choices that are', async () => {
    await load([jacket()])
    const product = await findProduct(store.db, 'jacket')
    if (!product) throw new Error('no product')
    expect(toProductCard(product)).toMatchObject({
      variantId: 'red-m',
      price: usd(9900),
      options: 'Red, M',
      availability: 'low_stock',
      choices: [
        { name: 'Color', values: ['Blue', 'Red'] },
        { name: 'Size', values: ['M', 'L'] },
      ],
      image: { url: '/pictures/jacket.svg' },
    })
    // blue is left in M only
    const blue = product.variants[0]
    expect(toProductCard(product, blue).choices).toEqual([{ name: 'Color', values: ['Blue', 'Red'] }])
    // every combination that can be bought, so that a choice becomes the right line of a cart
    expect(toProductCard(product).variants?.map((row) => row.variantId)).toEqual(['blue-m', 'red-m', 'red-l'])
    expect(JSON.stringify(toProductCard(product))).not.toContain('4000')
  })

  test('categories are counted and listed by path', async () => {
    const inside = (productId: string, category: string) =>
      jacket({ productId, title: productId, categories: [category] })
    await load([
      inside('a', 'Clothing > Jackets'),
      inside('b', 'Clothing > Trousers'),
      inside('c', 'Clothing_x'),
    ])
    expect(await listCategories(store.db)).toEqual([
      { category: 'Clothing > Jackets', products: 1 },
      { category: 'Clothing > Trousers', products: 1 },
      { category: 'Clothing_x', products: 1 },
    ])
    const listed = await listProducts(store.db, { category: 'clothing', limit: 10 })
    expect(listed.map((product) => product.productId)).toEqual(['a', 'b'])
    expect(await countProducts(store.db, { category: 'Clothing' })).toBe(2)
  })

  test('removing a source removes its products, stores and stock, and nothing of another', async () => {
    await load([jacket()], 'demo')
    await load([jacket({ productId: 'own', variants: [variant('own', 'Blue', 'M', 100, 1)] })], 'own')
    await upsertStores(store.db, [{ ...shop, storeId: 'oak' }], 'demo', now)
    await setStock(store.db, [{ variantId: 'blue-m', storeId: 'oak', quantity: 2 }], now)
    const rev = Math.max(...(await productsAfter(store.db, 0, 10)).map((product) => product.rev))
    expect(await removeSource(store.db, 'demo', now)).toBe(1)
    expect(await findProduct(store.db, 'jacket')).toBeNull()
    expect(await countProducts(store.db)).toBe(1)
    expect(await listStores(store.db)).toEqual([])
    expect(await storeStock(store.db, ['blue-m'])).toEqual([])
    const changed = await productsAfter(store.db, rev, 10)
    expect(changed.map((product) => [product.productId, product.deleted])).toEqual([['jacket', true]])
    expect(await load([jacket()], 'demo')).toMatchObject({ created: 1 })
  })

  test('the columns an import or staff write are those of the database', async () => {
    const types: Record<string, string> = {
      int8: 'bigint',
      int4: 'integer',
      bool: 'boolean',
      _text: 'text[]',
    }
    const { rows } = await sql<{ table_name: string; column_name: string; udt_name: string }>`
      select table_name, column_name, udt_name from information_schema.columns
      where table_schema = 'public' and table_name in ('products', 'variants', 'releases')`.execute(store.db)
    const found = rows.map(
      (row) => `${row.table_name}.${row.column_name} ${types[row.udt_name] ?? row.udt_name}`,
    )
    const ours = Object.entries(catalogColumns).flatMap(([table, columns]) =>
      Object.entries(columns).map(([column, type]) => `${table}.${column} ${type}`),
    )
    const filledByTheDatabase = ['products.rev bigint', 'products.deleted_at timestamptz']
    expect([...ours, ...filledByTheDatabase].sort()).toEqual(found.sort())
  })

  test('a reader that follows the revs while others write misses nothing', async () => {
    const seen = new Set<string>()
    let rev = 0
    const follow = async () => {
      const changed = await productsAfter(store.db, rev, 1000)
      for (const product of changed) seen.add(product.productId)
      rev = changed.at(-1)?.rev ?? rev
    }
    const goods = (writer: number) =>
      [...Array(40).keys()]
        .map((n) => `w${writer}-${n}`)
        .map((id) => jacket({ productId: id, variants: [variant(id, 'Blue', 'M', 100, 1)] }))
    let writing = 3
    const writers = [1, 2, 3].map((writer) => load(goods(writer)).finally(() => writing--))
    while (writing > 0) {
      await follow()
      await nextTick() // PGlite's queries alone would starve the writers
    }
    await Promise.all(writers)
    await follow()
    expect(seen.size).toBe(120)
  })

  test('a reader never sees a later change before an earlier one that is still being written', async () => {
    const seen: string[] = []
    let rev = 0
    const follow = async () => {
      const changed = await productsAfter(store.db, rev, 1000)
      seen.push(...changed.map((product) => product.productId))
      rev = changed.at(-1)?.rev ?? rev
    }
    const good = (id: string) => jacket({ productId: id, variants: [variant(id, 'Blue', 'M', 100, 1)] })
    let second: Promise<unknown> = Promise.resolve()
    let reading: Promise<unknown> = Promise.resolve()
    await store.db.transaction().execute(async (tx) => {
      await importProducts(tx, [good('first')], { source: 'test', now })
      second = load([good('second')])
      // the second one must wait for this transaction, so only its chance to do otherwise is waited for
      reading = Promise.race([second, sleep(300)]).then(follow)
      await Promise.race([reading, sleep(600)])
    })
    await Promise.all([second, reading])
    await follow()
    expect(seen.sort()).toEqual(['first', 'second'])
  })

  test('a feed is imported with its broken lines named', async () => {
    const good = JSON.stringify({ id: 'x', title: 'X', variants: [{ id: 'x', title: 'X', price: usd(100) }] })
    const text = `${good}\n{"id":"y","title":"Y","variants":[{"id":"y","title":"Y"}]}\nnonsense\n`
    const result = await importProducts(store.db, readAcpFeed({ text }), { source: 'feed', now })
    expect(result).toMatchObject({ read: 3, created: 1 })
    expect(result.bad.map(({ line, field }) => [line, field])).toEqual([
      [2, 'variants.0.price'],
      [3, 'line'],
    ])
  })
})

const shop = {
  name: 'Oak Street',
  address: '1 Oak Street',
  city: 'Portland',
  country: 'US',
  timeZone: 'America/Los_Angeles',
}
