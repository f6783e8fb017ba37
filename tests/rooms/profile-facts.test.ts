import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import type { TrackedEvent } from '#domain/events/index.ts'
import { createCustomer, findByIdentifier, linkCustomer } from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import {
  applyEvents,
  factRelation,
  loyaltyRelation,
  profileOf,
  readTraits,
  saveLoyaltyProgram,
  setTrait,
  subscriptionRelation,
  timelineOf,
  traitRelation,
} from '#domain/profile/index.ts'
import { importProducts, productInput } from '#knowledge/catalog/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const day = (date: string) => new Date(`${date}T09:00:00Z`)

let messages = 0
function event(name: string, date: string, properties: Record<string, unknown> = {}): TrackedEvent {
  return {
    messageId: `f${++messages}`,
    type: 'track',
    name,
    occurredAt: day(date),
    receivedAt: now,
    identifiers: [],
    properties,
    traits: {},
    context: {},
    source: 'till',
    trust: 'secret',
  }
}

const goods = [
  { id: 'shirt', category: 'Clothing > Shirts', price: 4000, cost: 1500, sizes: ['M', 'L'], brand: 'Fell' },
  { id: 'soap', category: 'Bath > Soap', price: 500, cost: 100, sizes: [], brand: 'Loom' },
  { id: 'filter', category: 'Home > Filters', price: 900, cost: null, sizes: [], brand: 'Loom', lasts: '60' },
]

async function importGoods(store: Store): Promise<void> {
  const inputs = goods.map(({ id, category, price, cost, sizes, brand, lasts }) =>
    productInput.parse({
      productId: id,
      title: id,
      description: id,
      brand,
      categories: [category],
      attributes: lasts ? { replenish_days: lasts } : {},
      variants: (sizes.length > 0 ? sizes : ['']).map((size) => ({
        variantId: size ? `${id}-${size}` : id,
        title: id,
        options: size ? [{ name: 'Size', value: size }] : [],
        price: { amount: price, currency: 'EUR' },
        ...(cost !== null && { cost: { amount: cost, currency: 'EUR' } }),
      })),
    }),
  )
  await importProducts(store.db, inputs, { source: 'test', now })
}

describeOnBoth('what follows from what a customer did', (open) => {
  let store: Store
  let orders = 0
  beforeAll(async () => {
    store = await open()
    await importGoods(store)
  })
  afterAll(() => store.close())

  interface Buy {
    variant: string
    quantity?: number
    price?: number
    status?: string
    refunded?: number
    channel?: string
  }
  /** Buys under this e-mail and answers the customer. */
  async function buy(email: string, date: string, { variant, ...rest }: Buy): Promise<string> {
    const product = variant.split('-')[0] ?? variant
    const { quantity = 1, price = goods.find((one) => one.id === product)?.price ?? 0 } = rest
    const input = orderInput.parse({
      orderNumber: `T${++orders}`,
      status: rest.status ?? 'delivered',
      customer: { email },
      currency: 'EUR',
      total: quantity * price,
      lines: [{ productId: product, variantId: variant, title: product, quantity, unitPrice: price }],
      payments: rest.refunded ? [{ kind: 'refund', amount: rest.refunded }] : [],
      channel: rest.channel ?? 'web',
      placedAt: day(date),
    })
    await upsertOrders(store.db, [input], 'test', now)
    const found = await findByIdentifier(store.db, 'email', email)
    if (!found) throw new Error('the customer of the order is there')
    return found.customerId
  }
  const profile = (id: string) => profileOf(store.db, id, { purpose: 'service', now })

  test('value is net of returns and cancellations, margin counts what the catalog knows the cost of', async () => {
    await buy('ada@x.example', '2025-06-01', { variant: 'shirt-M', quantity: 2 })
    await buy('ada@x.example', '2025-09-01', { variant: 'shirt-M', refunded: 4000 })
    await buy('ada@x.example', '2025-12-01', { variant: 'filter', channel: 'store' })
    await buy('ada@x.example', '2026-01-01', { variant: 'shirt-L', quantity: -1 })
    const id = await buy('ada@x.example', '2026-02-01', { variant: 'soap', status: 'cancelled' })
    const { facts } = await profile(id)
    expect(facts.value).toMatchObject([
      {
        currency: 'EUR',
        lifetimeValue: { amount: 8000 + 0 + 900 - 4000, currency: 'EUR' },
        orders: 3,
        averageOrder: { amount: 4300 },
      },
    ])
    expect(facts.value[0]?.margin).toEqual({
      amount: { amount: 2 * 2500 + 2500 - 2500, currency: 'EUR' },
      knownShare: 16_000 / 16_900,
    })
    expect(facts.buying).toMatchObject({ orders: 3, recencyDays: 91, medianGapDays: 92 })
    expect(facts.buying?.lastOrderAt).toEqual(day('2025-12-01'))
    expect(facts.returns).toMatchObject({ valueRate: 8000 / 12_900, orderRate: 2 / 3 })
    expect(facts.channels.map(({ name, orders: count }) => [name, count])).toEqual([
      ['web', 2],
      ['store', 1],
    ])
    const { rows } = await sql<{ orders: number; lifetime_value: number }>`select * from ${factRelation()} f
      where f.root_id = ${id}`.execute(store.db)
    expect(rows).toMatchObject([{ currency: 'EUR', lifetime_value: 4900, refunded: 8000 }])
    expect(Number(rows[0]?.orders)).toBe(3)
  })

  test('favourites weigh what is recent, and a size is usual only where most of what is kept has it', async () => {
    await buy('bo@x.example', '2023-01-01', { variant: 'soap', quantity: 6 })
    await buy('bo@x.example', '2026-01-10', { variant: 'shirt-L', quantity: 3 })
    const id = await buy('bo@x.example', '2026-02-10', { variant: 'shirt-M' })
    const { facts } = await profile(id)
    expect(facts.categories.map((entry) => entry.name)).toEqual(['Clothing > Shirts', 'Bath > Soap'])
    expect(facts.brands[0]).toMatchObject({ name: 'Fell' })
    expect(facts.sizes).toMatchObject([
      { category: 'Clothing', size: 'L', why: '3 pieces of Clothing bought and kept in L.' },
    ])
    await buy('bo@x.example', '2026-02-20', { variant: 'shirt-M', quantity: 2 })
    expect((await profile(id)).facts.sizes).toEqual([])
  })

  test('a rhythm needs three purchases, or two and the catalog’s word; else there is no date', async () => {
    await buy('cy@x.example', '2025-10-01', { variant: 'soap' })
    await buy('cy@x.example', '2025-11-10', { variant: 'soap' })
    await buy('cy@x.example', '2025-10-02', { variant: 'filter' })
    const id = await buy('cy@x.example', '2025-12-10', { variant: 'filter' })
    const due = async () =>
      (await profile(id)).facts.replenishment.map(({ productId, everyDays, state }) => [
        productId,
        everyDays,
        state,
      ])
    expect(await due()).toEqual([['filter', 69, 'due']])
    await buy('cy@x.example', '2025-12-22', { variant: 'soap' })
    expect(await due()).toEqual([
      ['soap', 41, 'overdue'],
      ['filter', 69, 'due'],
    ])
    const [soap] = (await profile(id)).facts.replenishment
    expect(soap?.why).toBe('Bought 3 times, about every 41 days, last on 2025-12-22.')
    await buy('cy@x.example', '2024-01-01', { variant: 'soap' })
    expect(await due()).toEqual([['filter', 69, 'due']]) // 648 days and 40 and 42: no rhythm
  })

  test('points, tier, progress and rewards come out the same in any order, and twice is once', async () => {
    await saveLoyaltyProgram(
      store.db,
      {
        name: 'Trail',
        tiers: [
          { name: 'Walker', threshold: 0 },
          { name: 'Hiker', threshold: 500 },
          { name: 'Climber', threshold: 1000 },
        ],
        windowDays: null,
      },
      now,
    )
    const told = [
      event('Loyalty Joined', '2025-01-01'),
      event('Loyalty Points Earned', '2025-01-02', { points: 400, expires_at: '2026-01-02' }),
      event('Loyalty Points Earned', '2025-06-01', { points: 300, expires_at: '2026-06-01' }),
      event('Loyalty Points Redeemed', '2025-07-01', { points: 150 }),
      event('Loyalty Points Expired', '2026-01-03', { points: 250 }),
      event('Loyalty Reward Issued', '2025-07-01', { reward_id: 'r1', reward: 'Free socks' }),
      event('Loyalty Reward Redeemed', '2025-08-01', { reward_id: 'r1' }),
      event('Loyalty Milestone Reached', '2025-09-01', { milestone: 'Ten orders' }),
      { ...event('Loyalty Points Earned', '2026-01-01', { points: 9000 }), trust: 'public' as const },
    ]
    const ids = await Promise.all(
      [1, 2].map(async () => (await createCustomer(store.db, { source: 't' }, now)).customerId),
    )
    for (const id of ids) {
      const order = id === ids[0] ? told : [...told].reverse()
      for (const one of order) await applyEvents(store.db, [{ event: one, customerId: id }], now)
      await applyEvents(
        store.db,
        order.map((one) => ({ event: one, customerId: id })),
        now,
      )
      expect((await profile(id)).loyalty).toMatchObject({
        member: true,
        balance: 300,
        earned: 700,
        tier: { name: 'Hiker', by: 'points' },
        next: { tier: 'Climber', missing: 300, share: 0.7 },
        rewards: [{ rewardId: 'r1', name: 'Free socks', status: 'redeemed' }],
        milestones: [{ name: 'Ten orders' }],
        expiring: { points: 300, at: new Date('2026-06-01T00:00:00Z') },
      })
    }
    await applyEvents(
      store.db,
      [{ event: event('Loyalty Tier Changed', '2026-02-01', { tier: 'Climber' }), customerId: ids[0] ?? '' }],
      now,
    )
    expect((await profile(ids[0] ?? '')).loyalty).toMatchObject({ tier: { name: 'Climber' }, next: null })
    const { rows } = await sql`select tier, points::int, member from ${loyaltyRelation(now)} l
      where l.root_id = ${ids[0]}`.execute(store.db)
    expect(rows).toEqual([{ tier: 'Climber', points: 300, member: true }])
  })

  test('a subscription stands at the latest of each field, whatever came first', async () => {
    const told = [
      event('Subscription Started', '2026-01-01', {
        subscription_id: 's1',
        items: [{ product_id: 'soap', name: 'Soap', quantity: 2 }],
        interval_unit: 'months',
        interval_count: 1,
        renewal_date: '2026-02-28',
      }),
      event('Subscription Skipped', '2026-02-01', { subscription_id: 's1' }),
      event('Subscription Paused', '2026-02-20', { subscription_id: 's1', paused_until: '2026-04-01' }),
      event('Subscription Started', '2026-01-01', { subscription_id: 's2' }),
      event('Subscription Cancelled', '2026-01-05', { subscription_id: 's2' }),
    ]
    const id = (await createCustomer(store.db, { source: 't' }, now)).customerId
    await applyEvents(
      store.db,
      told.reverse().map((one) => ({ event: one, customerId: id })),
      now,
    )
    expect((await profile(id)).subscriptions).toMatchObject([
      {
        subscriptionId: 's1',
        status: 'paused',
        items: [{ productId: 'soap', title: 'Soap', quantity: 2 }],
        renewsAt: new Date('2026-03-28T00:00:00Z'),
        pausedUntil: new Date('2026-04-01T00:00:00Z'),
      },
      { subscriptionId: 's2', status: 'cancelled' },
    ])
    const after = await profileOf(store.db, id, { purpose: 'service', now: day('2026-04-02') })
    expect(after.subscriptions[0]).toMatchObject({ status: 'active', pausedUntil: null })
    const { rows } = await sql`select subscription_id, status from ${subscriptionRelation(now)} s
      where s.root_id = ${id} order by 1`.execute(store.db)
    expect(rows).toEqual([
      { subscription_id: 's1', status: 'paused' },
      { subscription_id: 's2', status: 'cancelled' },
    ])
  })

  test('the set-based view of traits says what a reader of one person is told, over members', async () => {
    const first = (await createCustomer(store.db, { source: 't' }, now)).customerId
    const second = (await createCustomer(store.db, { source: 't' }, now)).customerId
    await linkCustomer(store.db, second, first, 'test', now)
    const trait = { source: 'web', party: 'first' as const, evidence: '' }
    await setTrait(
      store.db,
      { ...trait, customerId: first, name: 'colour', value: 'red', at: day('2026-02-02') },
      now,
    )
    await setTrait(
      store.db,
      {
        ...trait,
        customerId: second,
        name: 'colour',
        value: 'navy',
        party: 'zero',
        source: 'chat',
        at: day('2026-01-01'),
      },
      now,
    )
    await setTrait(
      store.db,
      { ...trait, customerId: second, name: 'vip', value: true, at: day('2026-01-01') },
      now,
    )
    const { traits } = await readTraits(store.db, second, 'marketing', now)
    const { rows } = await sql<{ root_id: string; name: string; value: unknown }>`
      select root_id, name, value from ${traitRelation('marketing', now)} t
      where t.root_id in (${first}, ${second}) order by name`.execute(store.db)
    expect(rows.map(({ name, value }) => [name, value])).toEqual([
      ['colour', 'red'],
      ['vip', true],
    ])
    expect(traits.map(({ name, value }) => [name, value])).toEqual(
      rows.map(({ name, value }) => [name, value]),
    )
    const served = await sql<{ value: unknown }>`select value from ${traitRelation('service', now)} t
      where t.root_id = ${rows[0]?.root_id} and t.name = 'colour'`.execute(store.db)
    expect(served.rows).toEqual([{ value: 'navy' }])
  })

  test('the timeline brings all channels together, newest first, and pages without loss or doubles', async () => {
    const id = await buy('tess@x.example', '2026-01-05', { variant: 'soap' })
    await applyEvents(
      store.db,
      [...Array(30).keys()].map((at) => ({
        customerId: id,
        event: event('Loyalty Points Earned', at < 20 ? '2026-01-10' : '2026-01-11', { points: 10 }),
      })),
      now,
    )
    await recordConsent(
      store.db,
      {
        customerId: id,
        channel: 'email',
        purpose: 'all',
        state: 'denied',
        source: 'till',
        evidence: 'no mail',
      },
      day('2026-01-20'),
    )
    const seen: string[] = []
    let before: string | null = null
    for (let page = 0; page < 20; page++) {
      const { entries, next } = await timelineOf(store.db, id, { before, limit: 7 })
      seen.push(...entries.map((entry) => entry.id))
      before = next
      if (!next) break
    }
    expect(seen).toHaveLength(32)
    expect(new Set(seen).size).toBe(32)
    expect(seen[0]).toMatch(/^consent /)
    expect(seen.at(-1)).toMatch(/^orders /)
    const onlyOrders = await timelineOf(store.db, id, { limit: 7, kinds: ['orders'] })
    expect(onlyOrders.entries).toMatchObject([{ kind: 'orders', channel: 'web', source: 'web' }])
  })
})
