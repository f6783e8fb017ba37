import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { memberWith, mergeCustomers } from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import { openRecommender } from '#domain/recommendation/index.ts'
import { refreshWaiting, saveSegment } from '#domain/segments/index.ts'
import {
  erasePerson,
  findSlot,
  listSlots,
  openSlots,
  orderVariants,
  previewFor,
  readProductCounts,
  readSlotRules,
  removeSlot,
  removeVariant,
  type Slots,
  saveSlot,
  saveVariant,
  slotChanges,
  slotCounts,
  type VisitorAsk,
  writeSlotRules,
} from '#domain/slots/index.ts'
import { importEvents } from '#inbound/index.ts'
import { importProducts, openShelf, productInput, type Shelf } from '#knowledge/catalog/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { slotsNow as now, stranger } from '../support/slot-shop.ts'

const hero = {
  name: 'home_hero',
  place: 'At the top of the home page',
  kind: 'hero',
  defaultContent: { title: 'For everybody' },
}
const around = { device: 'phone', platform: 'ios', place: null, weather: [], timeZone: 'UTC' } as const
const suppressionKey = 'slots-test-suppression-key-0123456789'
const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000)

describeOnBoth('slots', (open) => {
  let store: Store
  let shelf: Shelf
  let slots: Slots
  beforeAll(async () => {
    store = await open()
    const goods = ['lamp', 'rug'].map((id) =>
      productInput.parse({
        productId: id,
        title: `A ${id}`,
        url: `/products/${id}`,
        categories: ['Home'],
        variants: [
          { variantId: `${id}-1`, price: { amount: 4900, currency: 'USD' }, available: true, stockOnline: 3 },
        ],
      }),
    )
    await importProducts(store.db, goods, { source: 'test', now })
    shelf = await openShelf(store.db)
    const recommender = await openRecommender(store.db, { shelf, clock: () => now })
    slots = await openSlots(store.db, {
      shelf,
      recommend: recommender.recommend,
      factsOf: recommender.factsOf,
      suppressionKey,
      locale: () => 'en-US',
      clock: () => now,
      log: { warn: () => {} },
    })
  })
  afterAll(async () => {
    await slots.close()
    await store.close()
  })

  const send = (calls: object[]) =>
    importEvents(store.db, calls, { source: 'test', trust: 'secret', receivedAt: now }, now)
  let sent = 0
  const looked = (anonymousId: string, productId: string, hours: number, context = {}) => ({
    type: 'track',
    event: 'Product Viewed',
    messageId: `m${sent++}`,
    anonymousId,
    timestamp: ago(hours).toISOString(),
    properties: { product_id: productId },
    context,
  })
  const browser = (anonymousId: string, rest: Partial<VisitorAsk> = {}): VisitorAsk => ({
    anonymousId,
    userId: null,
    country: null,
    region: null,
    ...rest,
  })
  const idOf = async (kind: 'anonymous_id' | 'user_id', value: string) => {
    const found = await memberWith(store.db, kind, value)
    if (found === null) throw new Error(`nobody is ${value}`)
    return found
  }
  const allow = async (anonymousId: string, state: 'granted' | 'denied' = 'granted') =>
    recordConsent(
      store.db,
      {
        customerId: await idOf('anonymous_id', anonymousId),
        channel: 'web',
        purpose: 'personalisation',
        state,
        source: 'banner',
        evidence: 'test',
      },
      now,
    )

  test('are saved with their variants, in order, and every change is on record', async () => {
    await saveSlot(store.db, hero, 'stf_1', now)
    const first = await saveVariant(
      store.db,
      'home_hero',
      { name: 'One', content: { title: 'One' } },
      { staffId: 'stf_1' },
      now,
    )
    const second = await saveVariant(
      store.db,
      'home_hero',
      { name: 'Two', audience: { devices: ['phone'] }, content: { title: 'Two' } },
      { staffId: 'stf_1' },
      now,
    )
    await orderVariants(store.db, 'home_hero', [second.variantId, first.variantId], 'stf_2', now)
    await saveVariant(
      store.db,
      'home_hero',
      { ...{ name: 'One', content: { title: 'Changed' } }, on: false },
      { staffId: 'stf_2', variantId: first.variantId },
      now,
    )
    const slot = await findSlot(store.db, 'home_hero')
    expect(slot).toMatchObject({
      strategy: 'personal',
      quietDays: 7,
      variants: [
        { name: 'Two' },
        { name: 'One', on: false, content: { title: 'Changed' }, updatedBy: 'stf_2' },
      ],
    })
    const changes = await slotChanges(store.db, 'home_hero', 10)
    expect(changes.map(({ change, variantId, changedBy }) => [change, variantId, changedBy])).toEqual([
      ['changed', first.variantId, 'stf_2'],
      ['reordered', null, 'stf_2'],
      ['added', second.variantId, 'stf_1'],
      ['added', first.variantId, 'stf_1'],
      ['added', null, 'stf_1'],
    ])
    expect(changes[0]).toMatchObject({
      before: { content: { title: 'One' } },
      after: { content: { title: 'Changed' } },
    })
  })

  test('are decided as they are after a change, without a restart', async () => {
    const shown = () =>
      slots.decide(['home_hero'], stranger({ device: 'phone' }), now).slots[0]?.content.title
    await slots.follow()
    expect(shown()).toBe('Two')
    const [two] = (await findSlot(store.db, 'home_hero'))?.variants ?? []
    await removeVariant(store.db, 'home_hero', two?.variantId ?? '', 'stf_1', now)
    expect(shown()).toBe('Two')
    await slots.follow()
    expect(shown()).toBe('For everybody')
  })

  const segmentOf = async (purpose: 'marketing' | 'service') => {
    const rule = { type: 'event', name: 'Product Viewed' } as const
    return (
      await saveSegment(
        store.db,
        { name: `Looked, for ${purpose}`, description: '', purpose, rule },
        null,
        now,
      )
    ).segmentId
  }
  test.each([
    ['an empty default', { ...hero, defaultContent: {} }, null, 'defaultContent'],
    [
      'a default that needs somebody',
      { ...hero, name: 'r', kind: 'row', defaultContent: { row: { row: 'for_you' } } },
      null,
      'defaultContent.row.row',
    ],
    ['a name with capitals', { ...hero, name: 'Hero' }, null, 'name'],
    ['a script for a link', hero, { link: { label: 'Go', url: 'javascript:alert(1)' } }, 'content.link.url'],
    [
      'another host by two slashes',
      hero,
      { link: { label: 'Go', url: '//evil.example' } },
      'content.link.url',
    ],
    ['a picture without words', hero, { image: { url: '/a.svg', alt: ' ' } }, 'content.image.alt'],
    ['a title without end', hero, { title: 'x'.repeat(121) }, 'content.title'],
    ['proof in a hero', hero, { title: 'x', proof: ['viewed_today'] }, 'content.proof'],
    ['a picked row of nothing', hero, { title: 'x', row: { row: 'picked' } }, 'content.row.productIds'],
    ['a field that is not there', hero, { title: 'x', colour: 'red' }, 'content'],
  ])('%s is refused by its field', async (_, slot, content, path) => {
    const saving = content
      ? saveVariant(store.db, 'home_hero', { name: 'Bad', content }, { staffId: null }, now)
      : saveSlot(store.db, slot, null, now)
    await expect(saving).rejects.toMatchObject({
      kind: 'bad-request',
      errors: [expect.objectContaining({ path })],
    })
  })

  test('a segment must be there, and be made for what the site shows', async () => {
    const withSegment = (id: string) =>
      saveVariant(
        store.db,
        'home_hero',
        { name: 'S', audience: { segments: [id] }, content: { title: 'For you' } },
        { staffId: null },
        now,
      )
    await expect(withSegment('seg_none')).rejects.toMatchObject({
      errors: [{ path: 'audience.segments.0', message: 'there is no such segment' }],
    })
    await expect(withSegment(await segmentOf('service'))).rejects.toMatchObject({
      errors: [{ path: 'audience.segments.0' }],
    })
    const made = await withSegment(await segmentOf('marketing'))
    await removeVariant(store.db, 'home_hero', made.variantId, null, now)
  })

  test('the rules for all are kept and on record; a wrong one changes nothing', async () => {
    await writeSlotRules(
      store.db,
      { proofFloor: 3, rates: { CHF: 0.9 }, ratesOf: '2026-01-01' },
      'stf_1',
      now,
    )
    await expect(writeSlotRules(store.db, { proofFloor: 1 }, null, now)).rejects.toMatchObject({
      kind: 'bad-request',
    })
    expect(await readSlotRules(store.db)).toMatchObject({
      proofFloor: 3,
      deadlineMs: 25,
      rates: { CHF: 0.9 },
    })
    expect(await slotChanges(store.db, '', 5)).toMatchObject([
      { after: { proofFloor: 3 }, changedBy: 'stf_1' },
    ])
  })

  test('what a browser did is used after a yes only, unless the law there asks for none', async () => {
    await send([looked('b1', 'lamp', 30), looked('b2', 'lamp', 30)])
    expect(await slots.visitors.read(browser('b1'))).toMatchObject({ known: null, facts: null })
    expect(await slots.visitors.read(browser('b1', { country: 'DE' }))).toMatchObject({
      known: null,
      facts: null,
    })
    const american = await slots.visitors.read(browser('b2', { country: 'US' }))
    expect(american).toMatchObject({ known: { returning: true }, facts: { viewed: [{ productId: 'lamp' }] } })
    await allow('b1')
    slots.visitors.forget([await idOf('anonymous_id', 'b1')])
    expect(await slots.visitors.read(browser('b1', { country: 'DE' }))).toMatchObject({
      known: {},
      facts: { viewed: [{ productId: 'lamp' }] },
    })
    await allow('b2', 'denied')
    expect(await slots.visitors.read(browser('b2', { country: 'US' }))).toMatchObject({
      known: null,
      facts: null,
    })
    expect(await slots.visitors.read(browser('nobody'))).toBeNull()
  })

  test('a browser opens its own record, and only a token the account and its segments', async () => {
    const who = {
      anonymousId: 'b3',
      userId: 'ada',
      type: 'track',
      event: 'Product Viewed',
      timestamp: ago(50).toISOString(),
    }
    await send([{ ...who, messageId: 'ada-1', properties: { product_id: 'rug' } }, looked('b3', 'lamp', 40)])
    await allow('b3')
    await refreshWaiting(store.db, now)
    const anonymous = await slots.visitors.read(browser('b3'))
    expect(anonymous?.facts?.viewed.map(({ productId }) => productId)).toEqual(['lamp'])
    expect([...(anonymous?.known?.segments ?? [])]).toEqual([])
    const signedIn = await slots.visitors.read({ ...browser('b3'), userId: 'ada' })
    expect(signedIn?.customerId).toBe(await idOf('user_id', 'ada'))
    expect(signedIn?.facts?.viewed.map(({ productId }) => productId).sort()).toEqual(['lamp', 'rug'])
    expect(signedIn?.known?.segments.size).toBe(1) // of two that fit, the one that is made for it
  })

  test('a no of any record of the person holds for all', async () => {
    await send([{ anonymousId: 'b4', userId: 'eve', type: 'identify', messageId: 'eve-1', traits: {} }])
    await allow('b4', 'denied')
    expect(await slots.visitors.read({ ...browser('b5'), userId: 'eve', country: 'US' })).toMatchObject({
      known: null,
    })
  })

  test('the counts of social proof are the truth of the database: distinct people, within the window', async () => {
    await send([
      ...['c1', 'c2', 'c3'].map((who) => looked(who, 'p1', 3)),
      looked('c1', 'p1', 2), // again
      looked('c4', 'p1', 25), // yesterday
      looked('c5', 'p1', 1, { gpc: true }), // wants not to be tracked
    ])
    const [a, b] = [await idOf('anonymous_id', 'c1'), await idOf('anonymous_id', 'c2')]
    await mergeCustomers(
      store.db,
      { customerId: a, otherId: b, staffId: 'stf_1', reason: 'same person' },
      now,
    )
    const bought = (orderNumber: string, userId: string, hours: number, status = 'delivered') =>
      orderInput.parse({
        orderNumber,
        status,
        customer: { userId },
        currency: 'USD',
        total: 100,
        lines: [{ productId: 'p1', variantId: 'p1-1', title: 'P', quantity: 1, unitPrice: 100 }],
        placedAt: ago(hours).toISOString(),
      })
    await upsertOrders(
      store.db,
      [
        bought('1', 'u1', 5),
        bought('2', 'u1', 6),
        bought('3', 'u2', 7),
        bought('4', 'u3', 200),
        bought('5', 'u4', 8, 'cancelled'),
      ],
      'test',
      now,
    )
    expect((await readProductCounts(store.db, now)).get('p1')).toEqual({ viewedToday: 2, boughtThisWeek: 2 })
  })

  test('what was shown is written once, under the visitor where there is one, and counted', async () => {
    await slots.follow()
    const customerId = await idOf('anonymous_id', 'b1')
    const decision = slots.decide(['home_hero'], stranger({ path: '/spring' }), now)
    slots.exposures.note(decision, { customerId, path: '/spring', late: false }, now)
    slots.exposures.note(
      slots.decide(['home_hero'], stranger(), now),
      { customerId: null, path: '/', late: true },
      now,
    )
    await slots.exposures.flush()
    const { rows } =
      await sql`select customer_id, slot, variant_id, reason, is_default, path from slot_exposures`.execute(
        store.db,
      )
    expect(rows).toEqual([
      {
        customer_id: customerId,
        slot: 'home_hero',
        variant_id: null,
        reason: 'default',
        is_default: true,
        path: '/spring',
      },
    ])
    const told = (event: string, messageId: string) => ({
      type: 'track',
      event,
      messageId,
      anonymousId: 'b1',
      properties: { slot: 'home_hero', decision_id: decision.decisionId },
    })
    await send([told('Slot Viewed', 's1'), told('Slot Viewed', 's2'), told('Slot Clicked', 's3')])
    // the database's day is the test's: events of now, which the tests' clock puts in January
    expect(await slotCounts(store.db, 7, now)).toEqual([
      { slot: 'home_hero', variantId: null, served: 2, late: 1, seen: 1, clicked: 1, closed: 0 },
    ])
    slots.exposures.note(decision, { customerId, path: '/', late: false }, now)
    slots.exposures.forget([customerId])
    await slots.exposures.flush()
    await erasePerson(store.db, [customerId], now)
    expect((await sql`select 1 from slot_exposures`.execute(store.db)).rows).toEqual([])
    expect((await slotCounts(store.db, 7, now))[0]?.served).toBe(3)
    // erased in another process, while this one still knows them: counted, and kept of nobody
    slots.exposures.note(decision, { customerId: 'cus_erased_elsewhere', path: '/', late: false }, now)
    await slots.exposures.flush()
    expect((await sql`select 1 from slot_exposures`.execute(store.db)).rows).toEqual([])
  })

  test('a preview shows what the customer would see, and writes nothing', async () => {
    await saveVariant(
      store.db,
      'home_hero',
      { name: 'Back', audience: { visitor: 'returning' }, content: { title: 'Welcome back' } },
      { staffId: null },
      now,
    )
    await slots.follow()
    const ask = { page: { page: { path: '/' } }, surroundings: around }
    const ada = await previewFor(
      store.db,
      { slots, shelf },
      { ...ask, customerId: await idOf('user_id', 'ada') },
      now,
    )
    expect(ada).toMatchObject({
      personal: true,
      decision: { slots: [{ content: { title: 'Welcome back' } }] },
    })
    const nobody = await previewFor(store.db, { slots, shelf }, { ...ask, customerId: null }, now)
    expect(nobody).toMatchObject({
      personal: false,
      decision: { slots: [{ content: { title: 'For everybody' } }] },
    })
    await slots.exposures.flush()
    expect((await sql`select 1 from slot_exposures`.execute(store.db)).rows).toEqual([])
  })

  test('a slot is removed with its variants', async () => {
    await removeSlot(store.db, 'home_hero', 'stf_1', now)
    expect(await listSlots(store.db)).toEqual([])
    await expect(removeSlot(store.db, 'home_hero', 'stf_1', now)).rejects.toMatchObject({ kind: 'not-found' })
  })
})
