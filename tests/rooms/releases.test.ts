import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCustomer, linkCustomer } from '#domain/identity/index.ts'
import { applyEvents } from '#domain/profile/index.ts'
import { refreshAll, saveSegment } from '#domain/segments/index.ts'
import {
  dropReleases,
  findProduct,
  importProducts,
  listReleases,
  nextOpening,
  openShelf,
  productInput,
  readAcpFeed,
  saveReleases,
} from '#knowledge/catalog/index.ts'
import type { Store } from '#store/index.ts'
import { allTools, callThroughGate, type ToolContext } from '#tools/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { openSmallShop, type SmallShop, shopNow } from '../support/small-shop.ts'
import { toolContext } from '../support/tool-context.ts'

const day = 86_400_000
const at = (days: number) => new Date(shopNow.getTime() + days * day)
const opens = at(7)
const line = { productId: 'tarn', variantId: 'tarn-m', quantity: 1 }

const tarn = (change: object = {}) =>
  productInput.parse({
    productId: 'tarn',
    title: 'Tarn Anorak',
    description: 'A smock for the hill.',
    categories: ['Clothing > Jackets'],
    attributes: { material: 'cotton' },
    variants: [{ variantId: 'tarn-m', price: { amount: 19900, currency: 'USD' }, stockOnline: 5 }],
    ...change,
  })

interface Answer {
  products: {
    productId: string
    availability: string
    release?: { onSaleFrom: string; earlyAccess: boolean }
  }[]
  sellable: boolean
  variants: { online: string; stores: { quantity: number }[] }[]
  release?: { onSaleFrom: string; earlyAccess: boolean }
  detail?: string
  refused?: string
}

describeOnBoth('releases', (open) => {
  let store: Store
  let shop: SmallShop
  /** Of the tier Summit; in the segment; of a lower tier. */
  let summit: string
  let chosen: string
  let path: string

  beforeAll(async () => {
    store = await open()
    shop = await openSmallShop(store.db, { orders: [] })
    const make = async (email: string) =>
      (
        await createCustomer(
          store.db,
          { source: 'test', identifiers: [{ kind: 'email', value: email }] },
          shopNow,
        )
      ).customerId
    ;[summit, chosen, path] = [
      await make('s@example.com'),
      await make('c@example.com'),
      await make('p@example.com'),
    ]
    await tier(summit, 'summit')
    await tier(path, 'Path')
    await tier(chosen, 'Guest')
  }, 60_000)

  afterAll(async () => {
    await shop.close()
    await store.close()
  })

  const tier = (customerId: string, name: string) =>
    applyEvents(
      store.db,
      [
        {
          customerId,
          event: {
            messageId: `tier ${customerId}`,
            type: 'track' as const,
            name: 'Loyalty Tier Changed',
            occurredAt: at(-30),
            receivedAt: at(-30),
            identifiers: [],
            properties: { tier: name },
            traits: {},
            context: {},
            source: 'test',
            trust: 'secret' as const,
          },
        },
      ],
      shopNow,
    )

  async function put(change: object): Promise<void> {
    await importProducts(store.db, [tarn(change)], { source: 'test', now: shopNow })
    await shop.search.refresh()
    await shop.recommender.follow()
  }
  const early = { from: at(-1).toISOString(), tiers: ['Summit'] }

  async function call(name: string, args: object, known: Partial<ToolContext> = {}) {
    const own =
      known.customerIds?.[0] ?? (await createCustomer(store.db, { source: 'test' }, shopNow)).customerId
    const ctx = await toolContext(shop, own, known)
    const result = await callThroughGate(allTools, ctx, new Map(), { name, args })
    const answer: Answer = JSON.parse(JSON.stringify(result.data))
    return { ...result, answer }
  }
  const asAccount = (customerId: string) => ({ customerIds: [customerId], trust: 'account' as const })
  const found = async (access?: Parameters<SmallShop['search']['products']>[0]['access'], all = false) => {
    const { hits } = await shop.search.products({
      text: 'tarn anorak',
      limit: 5,
      access,
      ...(all && { inStockOnly: false }),
    })
    return hits.map(({ product }) => product.productId).includes('tarn')
  }
  const summitAccess = { segmentIds: new Set<string>(), tiers: new Set(['summit']) }

  test('before its release search offers it to those let in early alone', async () => {
    await put({ releaseAt: opens.toISOString(), early })
    expect(await found()).toBe(false)
    expect(await found(null)).toBe(false)
    expect(await found({ segmentIds: new Set(), tiers: new Set(['path']) })).toBe(false)
    expect(await found(summitAccess)).toBe(true)
    const { hits, facets } = await shop.search.products({
      text: 'tarn anorak',
      limit: 5,
      inStockOnly: false,
      facets: true,
    })
    const hit = hits.find(({ product }) => product.productId === 'tarn')
    expect(hit?.product.release).toEqual({ opensAt: opens.toISOString(), early: false })
    expect(hit?.variant.available).toBe(false)
    const stock = facets?.find(({ name }) => name === 'stock')?.values
    const count = (value: string) => stock?.find((one) => one.value === value)?.count ?? 0
    expect(count('all') - count('online')).toBeGreaterThan(0)
    const { products } = await shop.search.suggest('tarn', 5)
    expect(products.map(({ productId }) => productId)).not.toContain('tarn')
  })

  test('rows hold it for those let in, with until when, and for nobody else', async () => {
    await put({ releaseAt: opens.toISOString(), early })
    const row = (access?: typeof summitAccess) =>
      shop.recommender
        .recommend({ row: 'new', limit: 24, access }, null, shopNow)
        .items.find(({ productId }) => productId === 'tarn')
    expect(row()).toBeUndefined()
    expect(row(summitAccess)?.card.release).toEqual({ opensAt: opens.toISOString(), early: true })
    const named = (access?: typeof summitAccess) =>
      shop.recommender.recommend({ row: 'picked', named: ['tarn'], limit: 4, access }, null, shopNow).items
    expect(named()).toEqual([])
    expect(named(summitAccess)).toHaveLength(1)
  })

  test('no trick of a model sells it early: not by cart, not as in stock, not to a browser once seen with a member', async () => {
    await put({ releaseAt: opens.toISOString(), early })
    // stitched to the member, but nobody vouches: session trust stands for itself
    for (const known of [{}, { customerIds: [summit], trust: 'session' as const }, asAccount(path)]) {
      const added = await call('create_cart', { lines: [line] }, known)
      expect(added).toMatchObject({ ok: false, refusal: 'not_available' })
      expect(added.answer.detail).toBe(`on sale from ${opens.toISOString().slice(0, 10)}`)
      expect(JSON.stringify(added)).not.toMatch(/summit/i)
      expect(await call('update_cart', line, known)).toMatchObject({ ok: false })
      const told = await call('get_product', { productId: 'tarn' }, known)
      expect(told.answer).toMatchObject({ sellable: false, release: { earlyAccess: false } })
      expect(told.facts?.some((fact) => fact.kind === 'stock' && fact.availability !== 'out_of_stock')).toBe(
        false,
      )
      const stock = await call('check_stock', { productId: 'tarn' }, known)
      expect(stock.answer.variants.map(({ online }) => online)).toEqual(['out_of_stock'])
      const search = await call('search_catalog', { text: 'tarn anorak' }, known)
      expect(search.answer.products.map(({ productId }) => productId)).not.toContain('tarn')
    }
  })

  test('the cart of whoever is let in takes it, and stops selling it to a browser that is nobody', async () => {
    await put({ releaseAt: opens.toISOString(), early })
    const added = await call('create_cart', { lines: [line] }, asAccount(summit))
    expect(added.ok).toBe(true)
    expect(added.facts).toContainEqual(expect.objectContaining({ kind: 'stock', availability: 'in_stock' }))
    const seen = await call('get_cart', {}, { customerIds: [summit], trust: 'session' })
    expect(seen.facts).toContainEqual(
      expect.objectContaining({ kind: 'stock', availability: 'out_of_stock' }),
    )
    expect(seen.facts?.find((fact) => fact.kind === 'price' && fact.of === 'total')).toMatchObject({
      money: { amount: 0 },
    })
  })

  test('a cart changed by hand is refused with the day in words', async () => {
    await put({ releaseAt: opens.toISOString(), early })
    const { customerId } = await createCustomer(store.db, { source: 'test' }, shopNow)
    const asked = shop.inbound.changeCart({ customerId }, { ...line, mode: 'add' })
    await expect(asked).rejects.toMatchObject({
      kind: 'conflict',
      message: 'Tarn Anorak is on sale from November 27, 2026',
    })
    await put({ releaseAt: at(-1).toISOString() })
    const cart = await shop.inbound.changeCart({ customerId }, { ...line, mode: 'add' })
    expect(cart?.lines).toHaveLength(1)
  })

  test('a segment lets its members in, and leaves nobody in who has left it', async () => {
    const rule = { type: 'tier' as const, tiers: ['Guest'] }
    const input = { name: 'Invited', description: '', purpose: 'marketing' as const, rule }
    const { segmentId } = await saveSegment(store.db, input, null, shopNow)
    await refreshAll(store.db, shopNow)
    await put({
      releaseAt: opens.toISOString(),
      early: { from: at(-1).toISOString(), segmentIds: [segmentId] },
    })
    expect((await call('create_cart', { lines: [line] }, asAccount(chosen))).ok).toBe(true)
    expect((await call('create_cart', { lines: [line] }, asAccount(path))).ok).toBe(false)
    // by phone: the number's own person, as long as that is all there is of them
    const byPhone = { customerIds: [chosen], trust: 'channel' as const }
    expect((await call('create_cart', { lines: [line] }, byPhone)).ok).toBe(true)
    await linkCustomer(store.db, chosen, path, 'merged', shopNow)
    await refreshAll(store.db, shopNow)
    expect((await call('create_cart', { lines: [line] }, byPhone)).ok).toBe(false)
  })

  test('what staff say stands against the feed, until they take it back', async () => {
    await put({ releaseAt: at(-30).toISOString() })
    expect(await found()).toBe(true)
    const saved = await saveReleases(
      store.db,
      { productIds: ['tarn', 'heron'], releaseAt: opens.toISOString(), early },
      'staff_1',
      shopNow,
    )
    expect(saved.map(({ productId, saidBy }) => [productId, saidBy])).toEqual(
      expect.arrayContaining([
        ['tarn', 'staff'],
        ['heron', 'staff'],
      ]),
    )
    await shop.search.refresh()
    expect(await found()).toBe(false)
    await put({ releaseAt: at(-30).toISOString(), title: 'Tarn Anorak II' })
    expect(await found()).toBe(false)
    expect((await listReleases(store.db, shopNow)).map(({ productId }) => productId).sort()).toEqual([
      'heron',
      'tarn',
    ])
    expect(await nextOpening(store.db, shopNow)).toEqual(opens)
    const shelf = await openShelf(store.db)
    expect([shelf.hasReleases(shopNow), shelf.hasReleases(at(8))]).toEqual([true, false])
    await dropReleases(store.db, ['tarn', 'heron'], shopNow)
    await shop.search.refresh()
    expect(await found()).toBe(true)
    expect(await listReleases(store.db, shopNow)).toEqual([])
  })

  test('a release that makes no sense is refused by its field, and nothing is written', async () => {
    const save = (change: object) =>
      saveReleases(store.db, { productIds: ['tarn'], releaseAt: null, ...change }, null, shopNow)
    const path = (field: string) => ({
      kind: 'bad-request',
      errors: [expect.objectContaining({ path: field })],
    })
    await expect(save({ productIds: ['tarn', 'gone'] })).rejects.toMatchObject(path('productIds'))
    await expect(save({ productIds: [] })).rejects.toMatchObject(path('productIds'))
    await expect(save({ early })).rejects.toMatchObject(path('early.from'))
    await expect(save({ releaseAt: at(-3).toISOString(), early })).rejects.toMatchObject(path('early.from'))
    await expect(save({ releaseAt: 'soon' })).rejects.toMatchObject(path('releaseAt'))
    expect(await listReleases(store.db, shopNow)).toEqual([])
  })

  test('a feed may bring release and early access', async () => {
    const feed = JSON.stringify({
      id: 'scarp',
      title: 'Scarp Hood',
      release_at: opens.toISOString(),
      early_access: { from: at(2).toISOString(), tiers: ['Summit'] },
      variants: [{ id: 'scarp-m', title: 'Scarp Hood', price: { amount: 4900, currency: 'USD' } }],
    })
    const { bad } = await importProducts(store.db, readAcpFeed({ text: feed }), {
      source: 'feed',
      now: shopNow,
    })
    expect(bad).toEqual([])
    const product = await findProduct(store.db, 'scarp')
    expect(product).toMatchObject({
      releaseAt: opens,
      early: { from: at(2), tiers: ['Summit'], segmentIds: [] },
    })
  })
})
