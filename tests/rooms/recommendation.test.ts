import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { RowName } from '#contract/recommendation.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { findByIdentifier, linkCustomer } from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import {
  latestModel,
  latestRuns,
  openRecommender,
  type PersonFacts,
  type RecommendAsk,
  type Recommender,
} from '#domain/recommendation/index.ts'
import { eraseCustomer, importEvents } from '#inbound/index.ts'
import {
  importProducts,
  openShelf,
  type ProductInput,
  productInput,
  setStock,
} from '#knowledge/catalog/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const DAY = 86_400_000
const opened = new Date('2026-09-01T08:00:00Z')
const now = new Date('2026-11-20T10:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY)

function product(
  productId: string,
  title: string,
  kind: string,
  price: number,
  attributes = {},
): ProductInput {
  return productInput.parse({
    productId,
    title,
    brand: price % 2 === 0 ? 'Fjell' : 'Harrow',
    categories: [`Shop > ${kind}`],
    attributes,
    variants: [{ variantId: `${productId}-1`, price: { amount: price, currency: 'USD' }, stockOnline: 5 }],
  })
}

/** Sixty products of three kinds, so that the shop is not small; each has a price of its own. */
const kinds = ['Jackets', 'Boots', 'Candles']
const goods = Array.from({ length: 60 }, (_, at) =>
  product(
    `p${at}`,
    `Number ${at}`,
    kinds[at % 3] ?? '',
    1000 + at,
    at === 50 ? { replenish_days: '30' } : {},
  ),
)

let numbers = 0
const order = (customer: object, placedAt: Date, products: string[]) =>
  orderInput.parse({
    orderNumber: `R-${++numbers}`,
    status: 'delivered',
    customer,
    currency: 'USD',
    total: 1000 * products.length,
    lines: products.map((productId) => ({
      productId,
      variantId: `${productId}-1`,
      title: productId,
      quantity: 1,
      unitPrice: 1000,
    })),
    placedAt,
  })

describeOnBoth('recommendations', (open) => {
  let store: Store
  let recommender: Recommender
  let clock = now

  const opening = async () =>
    openRecommender(store.db, { shelf: await openShelf(store.db), clock: () => clock })
  const answer = (row: RowName, rest: Partial<RecommendAsk> = {}, facts: PersonFacts | null = null) =>
    recommender.recommend({ row, limit: 6, ...rest }, facts, now)
  const shown = (...asked: Parameters<typeof answer>) => answer(...asked).items.map((item) => item.productId)
  const told = (...asked: Parameters<typeof answer>) =>
    answer(...asked).items.map(({ productId, reason }) => [productId, reason.text])
  const buy = (customer: object, at: Date, products: string[]) =>
    upsertOrders(store.db, [order(customer, at, products)], 'test', at)
  const customerOf = async (userId: string) =>
    (await findByIdentifier(store.db, 'user_id', userId))?.customerId ?? ''

  beforeAll(async () => {
    store = await open()
    await importProducts(store.db, goods, { source: 'test', now: opened })
    // eight people who buy p0 with p1, and forty who buy this and that
    const orders = [
      ...Array.from({ length: 8 }, (_, at) => order({ userId: `pair-${at}` }, daysAgo(3 + at), ['p0', 'p1'])),
      ...Array.from({ length: 40 }, (_, at) =>
        order({ userId: `other-${at}` }, daysAgo(2 + at), [`p${2 + (at % 30)}`, `p${3 + ((at * 7) % 40)}`]),
      ),
    ]
    await upsertOrders(store.db, orders, 'test', now)
    recommender = await opening()
    await recommender.train()
  })
  afterAll(() => store.close())

  test('what was bought together is learned, with how many people it rests on', () => {
    const { items, strategy } = answer('bought_together', { productIds: ['p0'] })
    expect(strategy).toBe('contextual')
    const [first] = items
    expect(first?.productId).toBe('p1')
    expect(first?.reason).toMatchObject({ code: 'bought_together', text: 'Often bought with Number 0' })
    expect(first?.reason.detail).toContain('8 people')
    const { bundle } = answer('bundle', { productIds: ['p0'] })
    expect(bundle?.items.map((card) => card.productId)).toContain('p1')
    expect(bundle?.items[0]?.productId).toBe('p0')
  })

  test('what sells out leaves every row with the next look, and is named when it is back', async () => {
    expect(shown('bought_together', { productIds: ['p0'] })).toContain('p1')
    expect(answer('back_in_stock').strategy).toBe('fallback_popular')
    expect(answer('back_in_stock', { orNothing: true })).toMatchObject({ strategy: 'nothing', items: [] })
    await setStock(store.db, [{ variantId: 'p1-1', quantity: 0 }], daysAgo(2))
    await recommender.follow()
    for (const row of ['bought_together', 'popular_here', 'for_you', 'trending'] as const)
      expect(shown(row, { productIds: ['p0'], limit: 24 })).not.toContain('p1')
    await setStock(store.db, [{ variantId: 'p1-1', quantity: 4 }], daysAgo(1))
    await recommender.follow()
    expect(told('back_in_stock')).toEqual([['p1', 'Back in stock since yesterday']])
  })

  test('what comes today is new, and stands beside what it is like while nobody has bought it', async () => {
    await importProducts(store.db, [product('fresh', 'Fresh one', 'Jackets', 1100)], { source: 'test', now })
    await recommender.follow()
    expect(told('new')).toEqual([['fresh', 'New since today']])
    const beside = answer('bought_together', { productIds: ['fresh'] })
    expect(beside.strategy).toBe('new_product')
    expect(beside.items.length).toBe(6)
  })

  test('nobody is shown what they have, but for what is used up', async () => {
    await buy({ userId: 'buyer' }, daysAgo(40), ['p0', 'p50'])
    const facts = await recommender.factsOf([await customerOf('buyer')], now)
    const onlyP0 = { filters: { priceMin: 1000, priceMax: 1000 } }
    expect(shown('popular_here', onlyP0)).toEqual(['p0'])
    expect(shown('popular_here', onlyP0, facts)).toEqual([])
    expect(shown('buy_again', {}, facts)).toEqual(['p50'])
    expect(answer('for_you', {}, facts).strategy).toBe('known')
    expect(answer('buy_again').strategy).toBe('fallback_popular')
  })

  test('what somebody did is read for whoever may be known, by product or by variant', async () => {
    const track = (event: string, properties: object, minutes: number) => ({
      type: 'track',
      event,
      userId: 'looker',
      messageId: `look-${event}-${minutes}`,
      timestamp: new Date(now.getTime() - minutes * 60_000).toISOString(),
      properties,
    })
    await importEvents(
      store.db,
      [
        track('Product Viewed', { product_id: 'p3' }, 30),
        track('Product Viewed', { variant_id: 'p4-1' }, 20),
        track('Product Viewed', { product_id: 'p3' }, 10),
        track('Product Added', { product_id: 'p5' }, 5),
      ],
      { source: 'test', trust: 'secret', receivedAt: now },
      now,
    )
    const facts = await recommender.factsOf([await customerOf('looker')], now)
    expect(facts.viewed.map(({ productId }) => productId)).toEqual(['p3', 'p4'])
    expect(facts.carted.map(({ productId }) => productId)).toEqual(['p5'])
    expect(shown('recently_viewed', { productIds: ['p3'], viewed: ['p7'] }, facts)).toEqual(['p7', 'p4'])
  })

  test('people who are merged are one, and who says no is not learned from', async () => {
    await buy({ userId: 'half' }, daysAgo(5), ['p40', 'p41'])
    await buy({ userId: 'other-half' }, daysAgo(4), ['p40', 'p41'])
    const parted = await recommender.train()
    const [one, other] = [await customerOf('half'), await customerOf('other-half')]
    await linkCustomer(store.db, one, other, 'the same person', now)
    const joined = await recommender.train()
    expect(joined.counts.people).toBe(parted.counts.people - 1)
    const no = {
      channel: 'web',
      purpose: 'personalisation',
      state: 'denied',
      source: 'test',
      evidence: 'said',
    } as const
    await recordConsent(store.db, { ...no, customerId: other }, now)
    const without = await recommender.train()
    expect(without.counts).toMatchObject({
      people: joined.counts.people - 1,
      purchases: joined.counts.purchases - 4,
      refused: 1,
    })
  })

  test('another process serves the new model with its next look; a run that fails leaves the old one', async () => {
    const second = await opening()
    const before = second.status().model?.modelId
    const { modelId } = await recommender.train()
    await second.follow()
    expect(second.status().model?.modelId).toBe(modelId)
    expect(modelId).not.toBe(before)
    await sql`alter table order_lines rename to order_lines_away`.execute(store.db)
    await expect(recommender.train()).rejects.toThrow()
    await sql`alter table order_lines_away rename to order_lines`.execute(store.db)
    expect((await latestRuns(store.db, 1))[0]?.error).toMatch(/order_lines/)
    await second.follow()
    expect(second.status().model?.modelId).toBe(modelId)
    expect((await latestModel(store.db))?.modelId).toBe(modelId)
    expect(shown('bought_together', { productIds: ['p0'] })[0]).toBe('p1')
  })

  test('two trainings at once are one, and one that is stopped was never begun', async () => {
    const beside = await opening()
    const [first, other] = await Promise.allSettled([recommender.train(), beside.train()])
    expect([first.status, other.status].sort()).toEqual(['fulfilled', 'rejected'])
    const runs = await latestRuns(store.db, 30)
    const stopping = new AbortController()
    const stopped = recommender.train({
      signal: stopping.signal,
      onProgress: ({ done }) => done === 2 && stopping.abort(new Error('enough')),
    })
    await expect(stopped).rejects.toThrow('enough')
    expect(await latestRuns(store.db, 30)).toEqual(runs)
  })

  test('training is due at night where something is new, and never where nothing is', async () => {
    await recommender.train()
    const due = async (at: string) => {
      clock = new Date(at)
      return recommender.trainWhenDue()
    }
    try {
      for (const day of ['21', '22', '23']) expect(await due(`2026-11-${day}T04:00:00Z`)).toBe(false)
      await buy({ userId: 'buyer' }, new Date('2026-11-23T09:00:00Z'), ['p9'])
      expect(await due('2026-11-23T12:00:00Z')).toBe(true) // no training since the last night
      await buy({ userId: 'buyer' }, new Date('2026-11-23T13:00:00Z'), ['p10'])
      expect(await due('2026-11-24T02:00:00Z')).toBe(false)
      expect(await due('2026-11-24T04:00:00Z')).toBe(true)
      expect(await due('2026-11-25T04:00:00Z')).toBe(false)
    } finally {
      clock = now
    }
  })

  test('what the shop pins stands first, what it hides is gone, from the next look on', async () => {
    const entry = (values: object) =>
      sql`
      insert into recommendation_curation (curation_id, kind, row_name, product_id, brand, position, note, ends_at,
        created_at, updated_at)
      select curation_id, kind, row_name, product_id, brand, position, '', ends_at, ${now}, ${now}
      from jsonb_to_record(${JSON.stringify(values)}::jsonb) as r(curation_id text, kind text, row_name text,
        product_id text, brand text, position integer, ends_at timestamptz)`.execute(store.db)
    await entry({ curation_id: 'a', kind: 'pin', row_name: 'popular_here', product_id: 'p20', position: 2 })
    await entry({ curation_id: 'b', kind: 'pin', row_name: 'picked', product_id: 'p22', position: 1 })
    await entry({ curation_id: 'c', kind: 'exclude', row_name: 'popular_here', brand: 'harrow' })
    await entry({ curation_id: 'd', kind: 'exclude', product_id: 'p24', ends_at: daysAgo(1) })
    await recommender.follow()
    const popular = answer('popular_here', { limit: 24 })
    expect(popular.items[1]).toMatchObject({
      productId: 'p20',
      reason: { code: 'picked', text: 'Picked by us' },
    })
    expect(popular.items.every(({ productId }) => Number(productId.slice(1)) % 2 === 0)).toBe(true)
    expect(answer('picked')).toMatchObject({ strategy: 'manual', items: [{ productId: 'p22' }] })
    await sql`delete from recommendation_curation`.execute(store.db)
    await recommender.follow()
    expect(shown('popular_here', { limit: 24 }).some((id) => Number(id.slice(1)) % 2 === 1)).toBe(true)
  })

  test('after an erasure the next training knows nothing of that person', async () => {
    await buy({ userId: 'gone' }, daysAgo(1), ['p30', 'p31'])
    const before = await recommender.train()
    const erasing = { suppressionKey: 'k'.repeat(32), keepErasure: async () => {} }
    await eraseCustomer(store.db, await customerOf('gone'), erasing, now)
    const after = await recommender.train()
    expect(after.counts.people).toBe(before.counts.people - 1)
    expect(after.counts.purchases).toBe(before.counts.purchases - 2)
  })
})
