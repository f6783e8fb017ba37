import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TriggerOf, TriggerType } from '#contract/journey-triggers.ts'
import { type Fields, storeEvents } from '#domain/events/index.ts'
import { createCustomer, mergeCustomers } from '#domain/identity/index.ts'
import { applyEvents as applyToOrders, orderInput, upsertOrders } from '#domain/orders/index.ts'
import {
  applyEvents as applyToProfile,
  boughtBy,
  factsOf,
  replenishmentRelation,
} from '#domain/profile/index.ts'
import { importProducts, productInput } from '#knowledge/catalog/index.ts'
import {
  addReadyMadeCalendar,
  type Inside,
  listCalendar,
  type Newcomer,
  removeCalendarEntry,
  saveCalendarEntry,
  triggerTable,
} from '#orchestrator/index.ts'
import { type Db, inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../../support/database.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const now = new Date('2026-03-02T17:00:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

let count = 0

describeOnBoth('triggers', (open) => {
  let store: Store
  let db: Db
  beforeAll(async () => {
    store = await open()
    db = store.db
    await stock({})
  })
  afterAll(() => store.close())

  const somebody = async (country = 'US', kind: 'user_id' | 'email' = 'user_id') => {
    const value = `t${++count}@example.com`
    const address = { line1: 'A', line2: undefined, city: 'B', postcode: '1', region: undefined, country }
    const { customerId } = await createCustomer(
      db,
      { identifiers: [{ kind, value }], address, source: 'test' },
      ago(400 * DAY),
    )
    return customerId
  }
  const tell = (customerId: string, name: string, properties: Fields, at: Date, receivedAt = at) =>
    inTransaction(db, async (tx) => {
      const event = {
        messageId: `m${++count}`,
        type: 'track' as const,
        name,
        occurredAt: at,
        receivedAt,
        identifiers: [{ kind: 'user_id' as const, value: customerId }],
        properties,
        traits: {},
        context: {},
        source: 'test',
        trust: 'secret' as const,
      }
      await storeEvents(tx, [{ event, customerId }], receivedAt)
      await applyToOrders(tx, [{ event, customerId }], receivedAt)
      await applyToProfile(tx, [{ event, customerId }], receivedAt)
    })
  const buys = async (customerId: string, productIds: string[], at: Date, receivedAt = at) => {
    const order_id = `N${++count}`
    const products = productIds.map((product_id) => ({
      product_id,
      variant_id: `${product_id}-a`,
      name: product_id,
      quantity: 1,
      price: 10,
    }))
    const order = { order_id, total: 10 * productIds.length, currency: 'USD', products }
    await tell(customerId, 'Order Completed', order, at, receivedAt)
    return order_id
  }
  const stock = async (changed: Record<string, { price?: number; stock?: number }>, at = ago(100 * DAY)) => {
    const goods = ['tea', 'cup', 'pot'].flatMap((name) =>
      [1, 2].map((nth) => {
        const productId = `${name}-${nth}`
        const { price = 1000, stock: pieces = 9 } = changed[productId] ?? {}
        return productInput.parse({
          productId,
          title: productId,
          description: '',
          categories: [`Kitchen > ${name}`],
          attributes: name === 'tea' ? { replenish_days: '30' } : {},
          variants: [
            { variantId: `${productId}-a`, price: { amount: price, currency: 'USD' }, stockOnline: pieces },
          ],
        })
      }),
    )
    await importProducts(db, goods, { source: 'test', now: at })
  }
  /** All pages, of the smallest size there is. */
  const find = async <T extends TriggerType>(
    trigger: TriggerOf<T>,
    since: Date,
    until: Date,
    limit = 1,
  ): Promise<Newcomer[]> => {
    const found: Newcomer[] = []
    for (let after: string | null = null; ; ) {
      const source = triggerTable[trigger.type as T]
      const page: Newcomer[] = await source.find(db, { trigger, since, until, after, limit }, until)
      if (page.length === 0) return found
      found.push(...page)
      after = page.at(-1)?.customerId ?? null
    }
  }
  const inside = (one: Newcomer, more: Partial<Inside> = {}): Inside => ({
    entryId: `entry ${one.occurrence}`,
    customerId: one.customerId,
    rootId: one.customerId,
    members: [one.customerId],
    object: one.object,
    occurrence: one.occurrence,
    feed: { ...one, since: one.since.toISOString() },
    ...more,
  })

  test('every kind answers an empty window, and asked twice it names the same', async () => {
    const who = await somebody()
    await buys(who, ['tea-1'], ago(HOUR))
    await tell(who, 'Store Visited', { store_id: 's1' }, ago(HOUR))
    const interest = { shownBy: ['requested', 'wishlist', 'cart', 'viewed'] as const, withinDays: 90 }
    const triggers: TriggerOf<TriggerType>[] = [
      { type: 'replenishment_due', daysBefore: 3 },
      { type: 'order_delivered', which: 'first' },
      { type: 'first_in_category', depth: 2 },
      { type: 'back_in_stock', interest: { ...interest, shownBy: [...interest.shownBy] } },
      { type: 'price_drop', interest: { ...interest, shownBy: [...interest.shownBy] }, atLeastPercent: 5 },
      { type: 'early_access', leastHoursLeft: 24 },
      { type: 'store_visit', signs: ['visit', 'purchase', 'appointment', 'note'] },
      { type: 'abandoned', what: 'browse', afterMinutes: 60, leastViews: 2, unlessDeeper: true },
      { type: 'abandoned', what: 'cart', afterMinutes: 60, leastViews: 2, unlessDeeper: true },
      { type: 'abandoned', what: 'checkout', afterMinutes: 60, leastViews: 2, unlessDeeper: false },
      { type: 'subscription', signs: ['renewal_due', 'paused', 'payment_failed'], daysBefore: 7 },
      { type: 'calendar', daysBefore: 0 },
      { type: 'lapsed', rhythms: 2, leastDays: 60, onceDays: 120, mostDays: 500 },
      { type: 'event', name: 'Store Visited', object: 'store_id' },
      { type: 'segment_entered', segmentId: 'seg_none' },
    ]
    for (const trigger of triggers) {
      const source = triggerTable[trigger.type]
      expect(await find(trigger, new Date(0), new Date(1)), trigger.type).toEqual([])
      const first = await find(trigger, ago(2 * HOUR), now)
      expect(await find(trigger, ago(2 * HOUR), now, 50), trigger.type).toEqual(first)
      await source.mark?.(db)
      await source.nextAt?.(db, trigger as never, now)
      const still = await source.stillTrue?.(db, trigger as never, [], now)
      expect(still?.size ?? 0).toBe(0)
      for (const one of first) await source.stillTrue?.(db, trigger as never, [inside(one)], now)
    }
  })

  test('what is told late counts when it is told, up to three days; later it begins nothing', async () => {
    const [late, tooLate] = [await somebody(), await somebody()]
    for (const [who, days] of [
      [late, 2],
      [tooLate, 4],
    ] as const) {
      await buys(who, ['cup-1'], ago(10 * DAY))
      const order_id = await buys(who, ['cup-2'], ago(9 * DAY))
      await tell(who, 'Order Delivered', { order_id }, ago(days * DAY), ago(HOUR))
    }
    const found = await find({ type: 'order_delivered', which: 'any' }, ago(2 * HOUR), now, 50)
    const those = found.map(({ customerId }) => customerId)
    expect(those).toContain(late)
    expect(those).not.toContain(tooLate)
  })

  test('a first order is the first of the whole person, whichever member bought', async () => {
    const [guest, account] = [await somebody('US', 'email'), await somebody()]
    await buys(guest, ['cup-1'], ago(30 * DAY))
    const order_id = await buys(account, ['cup-2'], ago(2 * DAY))
    await tell(account, 'Order Delivered', { order_id: ` #${order_id.toLowerCase()}` }, ago(HOUR))
    const asked = () => find({ type: 'order_delivered', which: 'first' }, ago(2 * HOUR), now, 50)
    expect((await asked()).map(({ customerId }) => customerId)).toContain(account)
    const judgement = { customerId: guest, otherId: account, staffId: 'stf_1', reason: 'the same' }
    expect(await mergeCustomers(db, judgement, now)).toMatchObject({ merged: true })
    expect((await asked()).map(({ customerId }) => customerId)).not.toContain(account)
  })

  test('an order that came back holds no more; a wish that was taken back neither', async () => {
    const who = await somebody()
    const order_id = await buys(who, ['cup-1'], ago(2 * DAY))
    await tell(who, 'Order Delivered', { order_id }, ago(HOUR))
    const found = await find({ type: 'order_delivered', which: 'any' }, ago(90 * 60_000), now, 50)
    const own = found.find(({ customerId }) => customerId === who)
    if (!own) throw new Error('not found')
    const holds = () =>
      triggerTable.order_delivered.stillTrue?.(
        db,
        { type: 'order_delivered', which: 'any' },
        [inside(own)],
        now,
      )
    expect(await holds()).toEqual(new Set([`entry ${own.occurrence}`]))
    await tell(who, 'Order Refunded', { order_id }, ago(60_000))
    expect(await holds()).toEqual(new Set())
  })

  test('a price that falls below thirty days of prices is one; back to where it was is none', async () => {
    const who = await somebody()
    await tell(who, 'Product Added to Wishlist', { product_id: 'pot-1' }, ago(40 * DAY))
    await tell(who, 'Product Added to Wishlist', { product_id: 'pot-2' }, ago(40 * DAY))
    await stock({ 'pot-1': { price: 1500 } }, ago(20 * DAY))
    await stock({ 'pot-1': { price: 1000 }, 'pot-2': { price: 800 } }, ago(HOUR))
    const trigger: TriggerOf<'price_drop'> = {
      type: 'price_drop',
      interest: { shownBy: ['wishlist'], withinDays: 90 },
      atLeastPercent: 5,
    }
    const found = await find(trigger, ago(2 * HOUR), now, 50)
    expect(found.map(({ customerId, object }) => [customerId, object])).toEqual([[who, 'pot-2']])
    expect(found[0]?.claims).toEqual([
      { productId: 'pot-2', priceAtMost: { amount: 800, currency: 'USD' }, inStock: true },
    ])
    const holds = () =>
      triggerTable.price_drop.stillTrue?.(
        db,
        trigger,
        found.map((one) => inside(one)),
        now,
      )
    expect((await holds())?.size).toBe(1)
    await tell(who, 'Product Removed from Wishlist', { product_id: 'pot-2' }, ago(60_000))
    expect((await holds())?.size).toBe(0)
    await stock({}, ago(60_000))
  })

  test('a rhythm in SQL is the rhythm of the profile, whatever somebody bought', async () => {
    const purchase = fc.record({
      day: fc.integer({ min: 0, max: 200 }),
      product: fc.constantFrom('tea-1', 'tea-2', 'cup-1'),
    })
    const people = fc.sample(fc.array(purchase, { minLength: 2, maxLength: 9 }), { numRuns: 40, seed: 7 })
    const regular = [28, 30, 45].flatMap((gap) =>
      [2, 3, 4, 5].map((times) =>
        Array.from({ length: times }, (_, at) => ({
          day: 5 + at * gap + (at % 2),
          product: 'tea-1' as const,
        })),
      ),
    )
    const roots: string[] = []
    for (const bought of [...people, ...regular]) {
      const email = `rhythm${++count}@example.com`
      const orders = bought.map(({ day, product }, at) =>
        orderInput.parse({
          orderNumber: `R${count}-${at}`,
          status: 'delivered',
          customer: { email },
          currency: 'USD',
          total: 1000,
          lines: [
            { productId: product, variantId: `${product}-a`, title: product, quantity: 1, unitPrice: 1000 },
          ],
          placedAt: ago(day * DAY).toISOString(),
        }),
      )
      await upsertOrders(db, orders, 'test', now)
      const { rows } = await sql<{ id: string }>`
        select customer_id as id from identifiers where kind = 'email' and value = ${email}`.execute(db)
      roots.push(rows[0]?.id ?? '')
    }
    const { rows } = await sql<{ root: string; product: string; due: Date; from: Date; to: Date }>`
      select root_id as root, product_id as product, due_at as due, from_at as from, to_at as to
      from ${replenishmentRelation(now)} r where root_id = any(${roots}::text[])`.execute(db)
    const told = rows.map(({ root, product, due, from, to }) => [root, product, +due, +from, +to])
    const expected: (string | number)[][] = []
    for (const root of roots)
      for (const one of factsOf(await boughtBy(db, [root]), now).replenishment)
        expected.push([root, one.productId, +one.dueAt, +one.between[0], +one.between[1]])
    const rounded = (rowsOf: (string | number)[][]) =>
      rowsOf
        .map((row) =>
          row.map((cell) => (typeof cell === 'number' ? Math.round(cell / 1000) : cell)).join(' '),
        )
        .sort()
    expect(expected.length).toBeGreaterThan(8)
    expect(rounded(told)).toEqual(rounded(expected))
  })

  test('the calendar is kept by people: made once, changed by one at a time, taken out', async () => {
    await addReadyMadeCalendar(db, now)
    await addReadyMadeCalendar(db, now)
    const all = await listCalendar(db)
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length)
    const winter = all.find(({ name }) => name === 'winter')
    if (!winter) throw new Error('no winter')
    const { entryId, readyMade, rev, updatedAt, updatedBy, ...input } = winter
    const save = (given: unknown, from: number | null) =>
      saveCalendarEntry(db, given, { rev: from, staffId: 'stf_1' }, now)
    expect(await save({ ...input, categories: ['Kitchen > tea'] }, rev)).toMatchObject({
      rev: 2,
      readyMade: true,
    })
    await expect(save(input, rev)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(save(input, null)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(save({ ...input, regions: ['Narnia'] }, 2)).rejects.toMatchObject({ kind: 'bad-request' })
    expect(await removeCalendarEntry(db, 'winter', now)).toBe(true)
    expect((await listCalendar(db)).find(({ name }) => name === 'winter')).toMatchObject({ live: false })
    await save({ ...input, name: 'our-own' }, null)
    expect(await removeCalendarEntry(db, 'our-own', now)).toBe(true)
    expect(await removeCalendarEntry(db, 'our-own', now)).toBe(false)
  })

  test('a season begins on its morning where somebody lives, once a year', async () => {
    const [north, south] = [await somebody('DE'), await somebody('Australia')]
    const trigger: TriggerOf<'calendar'> = {
      type: 'calendar',
      entries: ['summer', 'southern-winter'],
      daysBefore: 0,
    }
    const june = new Date('2026-06-01T08:00:00Z')
    const found = await find(trigger, new Date(+june - HOUR), june, 50)
    const of = (who: string) =>
      found.filter(({ customerId }) => customerId === who).map(({ object }) => object)
    expect(of(north)).toEqual(['summer'])
    expect(of(south)).toEqual(['southern-winter'])
    expect(await find(trigger, june, new Date(+june + DAY / 2), 50)).toEqual([])
    const own = found.filter(({ customerId }) => customerId === north).map((one) => inside(one))
    const holds = (at: string) => triggerTable.calendar.stillTrue?.(db, trigger, own, new Date(at))
    expect((await holds('2026-07-01T00:00:00Z'))?.size).toBe(1)
    expect((await holds('2026-09-02T00:00:00Z'))?.size).toBe(0)
  })
})
