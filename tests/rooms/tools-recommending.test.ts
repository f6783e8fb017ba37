import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeCart } from '#domain/carts/index.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { createCustomer, findByIdentifier } from '#domain/identity/index.ts'
import { upsertOrders } from '#domain/orders/index.ts'
import { setStock, upsertStores } from '#knowledge/catalog/index.ts'
import type { Store } from '#store/index.ts'
import { allTools, callThroughGate, type ToolContext } from '#tools/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { openSmallShop, type SmallShop, shopNow, smallOrder } from '../support/small-shop.ts'
import { toolContext } from '../support/tool-context.ts'

/** What the answers are read by; a tool's data is JSON for a model. */
interface Answer {
  products: { productId: string; price: string; because: string; code: string }[]
  bundle: { total: string; products: { productId: string; amount: number }[] } | null
  stores: { store: string; stock: string; hours: string | null; distance: string | null; options: string[] }[]
  similarThere: { productId: string }[]
  near: { city: string; why: string } | null
  storeFound: boolean | null
  online: string
  differ: { name: string; values: (string | null)[] }[]
  same: { name: string; value: string }[]
  personal: boolean
}

describeOnBoth('tools that find and recommend', (open) => {
  let store: Store
  let shop: SmallShop

  beforeAll(async () => {
    store = await open()
    shop = await openSmallShop(store.db, { orders: [] })
    await upsertStores(
      store.db,
      [
        { city: 'Berlin', latitude: 52.52, longitude: 13.4, hours: 'Mon-Sat 10-19' },
        { city: 'Hamburg', latitude: 53.55, longitude: 10, hours: 'Mon-Fri 9-18' },
      ].map(({ city, ...place }) => ({
        storeId: city.toLowerCase(),
        name: `Fellside ${city}`,
        address: 'Torstrasse 12',
        country: 'DE',
        timeZone: 'Europe/Berlin',
        city,
        ...place,
      })),
      'test',
      shopNow,
    )
    const counts = { 'heron-navy-m': 4, 'heron-navy-l': 2, 'curlew-green-m': 9 }
    await setStock(
      store.db,
      Object.entries(counts).map(([variantId, quantity]) => ({ variantId, storeId: 'berlin', quantity })),
      shopNow,
    )
    await setStock(store.db, [{ variantId: 'curlew-green-m', storeId: 'hamburg', quantity: 1 }], shopNow)
    for (const row of ['complete_the_look', 'bundle'])
      await sql`insert into recommendation_curation (curation_id, kind, row_name, context_product_id,
        product_id, position, note, created_at, updated_at)
        values (${row}, 'pin', ${row}, 'heron', 'brook', 1, '', ${shopNow}, ${shopNow})`.execute(store.db)
    await shop.recommender.follow()
  }, 60_000)

  afterAll(async () => {
    await shop.close()
    await store.close()
  })

  const visitor = async () => (await createCustomer(store.db, { source: 'test' }, shop.now())).customerId
  async function call(name: string, args: object, known: Partial<ToolContext> = {}) {
    const ctx = await toolContext(shop, known.customerIds?.[0] ?? (await visitor()), known)
    const result = await callThroughGate(allTools, ctx, new Map(), { name, args })
    const answer: Answer = JSON.parse(JSON.stringify(result.data))
    return { ...result, answer }
  }
  const personalisation = {
    channel: 'web',
    purpose: 'personalisation',
    source: 'test',
    evidence: 'said so',
  } as const
  /** Somebody known by an order, with these in it. */
  async function buyer(...productIds: string[]): Promise<string> {
    const email = `${crypto.randomUUID()}@example.com`
    const lines = productIds.map((productId) => ({
      productId,
      variantId: `${productId}-x`,
      title: productId,
      options: '',
      quantity: 1,
      unitPrice: 1400,
    }))
    const order = smallOrder({
      orderNumber: email.slice(0, 8),
      email,
      placedAt: new Date('2026-10-01T09:00:00Z'),
    })
    await upsertOrders(store.db, [{ ...order, lines }], 'test', shopNow)
    const found = await findByIdentifier(store.db, 'email', email)
    if (!found) throw new Error('the order made no customer')
    return found.customerId
  }
  const idsOf = ({ products }: Answer) => products.map(({ productId }) => productId)

  test('similar goods: in stock, not the product itself, each with a reason and its typed price', async () => {
    const { answer, parts, facts } = await call('recommend_products', { like: 'heron' })
    expect(answer.products.map(({ productId }) => productId)).not.toContain('heron')
    expect(answer.products[0]).toMatchObject({ code: 'similar', because: 'Similar to Heron Rain Jacket' })
    const cards = parts?.flatMap((part) => (part.type === 'products' ? part.products : [])) ?? []
    expect(cards[0]?.because).toBe('Similar to Heron Rain Jacket')
    for (const card of cards)
      expect(facts).toContainEqual({
        kind: 'price',
        name: `${card.title} ${card.options}`.trim(),
        money: card.price,
        of: 'price',
      })
  })

  test('limits of price and kind are kept, and a kind the shop has not is said', async () => {
    const { answer } = await call('recommend_products', { category: 'jackets', priceMax: 140 })
    expect(answer.products.map(({ productId }) => productId).sort()).toEqual(['heron', 'wren'])
    const none = await call('recommend_products', { category: 'surfboards' })
    expect(none.refusal).toBe('not_found')
  })

  test('a stranger gets something too, and the answer says that nothing personal was used', async () => {
    const customerId = await visitor()
    await recordConsent(store.db, { ...personalisation, customerId, state: 'denied' }, shop.now())
    const { answer } = await call('recommend_products', {}, { customerIds: [customerId] })
    expect(answer.products.length).toBeGreaterThan(0)
    expect(answer.personal).toBe(false)
  })

  test('what was bought is not shown again, by an account or below it; only an account may ask for it', async () => {
    const jackets = { category: 'jackets', limit: 10 }
    const customerId = await buyer('heron', 'wren')
    await recordConsent(store.db, { ...personalisation, customerId, state: 'granted' }, shop.now())
    for (const trust of ['account', 'session'] as const) {
      const { answer } = await call('recommend_products', jackets, { customerIds: [customerId], trust })
      expect(idsOf(answer).sort()).toEqual(['curlew', 'osprey'])
      expect(JSON.stringify(answer).includes('you bought')).toBe(false)
    }
    const again = { row: 'buy_again' }
    const own = await call('recommend_products', again, { customerIds: [customerId], trust: 'account' })
    expect(idsOf(own.answer).sort()).toEqual(['heron', 'wren'])
    const refused = await call('recommend_products', again, { customerIds: [customerId] })
    expect(refused).toMatchObject({ ok: false, refusal: 'needs_sign_in' })
    const stranger = await call('recommend_products', again, { trust: 'account' })
    expect(idsOf(stranger.answer)).toEqual([])
  })

  test('what lies in the cart is not recommended, and it can be what a recommendation is for', async () => {
    const customerId = await visitor()
    const line = { productId: 'curlew', variantId: 'curlew-green-m', quantity: 1, mode: 'add' as const }
    await changeCart(store.db, customerId, line, shop.now())
    const known = { customerIds: [customerId] }
    const { answer } = await call('recommend_products', { like: 'heron', limit: 10 }, known)
    expect(idsOf(answer)).not.toContain('curlew')
    const withCart = await call('complete_the_look', { forCart: true }, known)
    expect(withCart.ok).toBe(true)
    expect(idsOf(withCart.answer)).not.toContain('curlew')
    const empty = await call('complete_the_look', { forCart: true })
    expect(empty).toMatchObject({ ok: false, refusal: 'not_available' })
  })

  test('what goes with a product is told with its reason, and a bundle costs the sum of its parts', async () => {
    const { answer, facts = [] } = await call('complete_the_look', { productId: 'heron' })
    expect(answer.products.length).toBeGreaterThan(0)
    expect(answer.products[0]).toMatchObject({ productId: 'brook', because: 'Picked by us' })
    const sum = answer.bundle?.products.reduce((total, { amount }) => total + amount, 0)
    expect(answer.bundle?.products[0]?.productId).toBe('heron')
    expect(facts).toContainEqual({
      kind: 'price',
      name: 'bundle total together',
      money: { amount: sum, currency: 'USD' },
      of: 'total',
    })
  })

  test('a comparison tells what differs and what is the same, from typed fields alone', async () => {
    const { answer, parts } = await call('compare_products', { productIds: ['heron', 'curlew'] })
    expect(answer.differ).toContainEqual({ name: 'Weight', values: ['380 g', '520 g'] })
    expect(answer.differ).toContainEqual({ name: 'Colour', values: ['Navy, Red', 'Green'] })
    expect(answer.same).toContainEqual({ name: 'Waterproof', value: 'yes' })
    const [part] = parts ?? []
    expect(part).toMatchObject({
      type: 'comparison',
      products: [
        { productId: 'heron', price: { amount: 12900 } },
        { productId: 'curlew', price: { amount: 14900 } },
      ],
    })
    expect(JSON.stringify(part)).not.toContain('storms')
  })

  test('stores are told nearest first, with hours, and by what the place is known', async () => {
    const place = {
      city: 'Hamburg',
      region: null,
      country: 'DE',
      position: { latitude: 53.6, longitude: 10 },
    }
    const known = { place: { ...place, why: 'x' } }
    const { answer } = await call('find_in_store', { productId: 'curlew' }, known)
    expect(answer.near).toEqual({
      city: 'Hamburg',
      why: 'your internet address seems to be there',
    })
    expect(answer.stores).toMatchObject([
      { store: 'Fellside Hamburg', stock: 'low_stock', hours: 'Mon-Fri 9-18', options: ['Green, M'] },
      { store: 'Fellside Berlin', stock: 'in_stock', distance: '160 miles' },
    ])
    const nowhere = await call('find_in_store', { productId: 'curlew' })
    expect(nowhere.answer.near).toBeNull()
    expect(nowhere.answer.stores.map(({ distance }) => distance)).toEqual([null, null])
  })

  test('a store without it says what it has instead, and that it is there online', async () => {
    const { answer } = await call('find_in_store', { productId: 'heron', store: 'Hamburg' })
    expect(answer.stores).toMatchObject([{ store: 'Fellside Hamburg', stock: 'out_of_stock' }])
    expect(answer.online).toBe('in_stock')
    expect(answer.similarThere.map(({ productId }) => productId)).toEqual(['curlew'])
    const small = await call('find_in_store', { productId: 'heron', size: 'S', store: 'Berlin' })
    expect(small.answer.stores).toMatchObject([{ stock: 'out_of_stock' }])
    const unknown = await call('find_in_store', { productId: 'heron', store: 'Atlantis' })
    expect(unknown.answer).toMatchObject({ storeFound: false, stores: [{ store: 'Fellside Berlin' }] })
  })

  const bad: [string, object, string][] = [
    ['compare_products', { productIds: ['heron', 'nothing'] }, 'not_found'],
    ['compare_products', { productIds: ['heron', 'heron'] }, 'bad_arguments'],
    ['compare_products', { productIds: Array.from({ length: 50 }, (_, at) => `p${at}`) }, 'bad_arguments'],
    ['recommend_products', { like: 'nothing' }, 'not_found'],
    ['recommend_products', { row: 'similar' }, 'bad_arguments'],
    ['recommend_products', { row: 'for_you', customerId: 'cus_1' }, 'bad_arguments'],
    ['recommend_products', { limit: 50 }, 'bad_arguments'],
    ['complete_the_look', {}, 'bad_arguments'],
    ['complete_the_look', { productId: 'nothing' }, 'not_found'],
    ['find_in_store', { productId: 'nothing' }, 'not_found'],
    ['find_in_store', { productId: 'heron', storeId: 'berlin', customerIds: ['cus_1'] }, 'bad_arguments'],
  ]
  test.each(bad)('%s refuses %o: %s', async (name, args, refusal) => {
    expect(await call(name, args)).toMatchObject({ ok: false, refusal })
  })
})
