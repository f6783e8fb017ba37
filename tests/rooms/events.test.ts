import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  countOutcomes,
  declareName,
  erasePerson,
  eventsOf,
  exportPerson,
  listSetAside,
  setAsideGroups,
  withdrawName,
} from '#domain/events/index.ts'
import { findByIdentifier, membersOf } from '#domain/identity/index.ts'
import { findOrderByNumber, orderInput, upsertOrders } from '#domain/orders/index.ts'
import { createEventIntake, type EventIntake, importEvents, sourcePage, type Taken } from '#inbound/index.ts'
import type { Db, Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = new Date('2026-03-02T11:00:00Z')
const server = { trust: 'secret', source: 'till', receivedAt: now, sentAt: null, proof: null } as const
const page = { ...server, trust: 'public', source: 'Website' } as const
const stored = { ok: true, outcome: 'stored' }

describeOnBoth('events', (open) => {
  let store: Store
  let db: Db
  let intake: EventIntake
  const warned: string[] = []
  beforeAll(async () => {
    store = await open()
    db = store.db
    const log = { warn: (_fields: object, text: string) => void warned.push(text) }
    intake = createEventIntake({ db, writers: store.kind === 'pglite' ? 1 : 2, clock: () => now, log })
  })
  afterAll(async () => {
    await intake.close()
    await store.close()
  })

  let messages = 0
  const track = (event: string, userId: string, properties = {}, rest = {}) => ({
    type: 'track',
    event,
    userId,
    messageId: `m${++messages}`,
    timestamp: '2026-03-02T09:00:00Z',
    properties,
    ...rest,
  })
  const search = (userId: string, query: string, rest = {}) =>
    track('Products Searched', userId, { query }, rest)

  async function storyOf(userId: string) {
    const customer = await findByIdentifier(db, 'user_id', userId)
    if (!customer) return []
    return eventsOf(db, await membersOf(db, customer.customerId), { limit: 50 })
  }
  const outcomes = (taken: Taken[]) => taken.map((one) => (one.ok ? one.outcome : one.refusal.code))

  test('a message is stored once, however often and in whatever company it comes', async () => {
    const call = search('once', 'tent')
    const others = [search('once', 'stove'), search('once', 'mug')]
    const all = await Promise.all([
      intake.take([call, ...others], server),
      intake.take([call], server),
      intake.take([call, call], server),
    ])
    expect(outcomes(all.flat()).sort()).toEqual([
      'repeated',
      'repeated',
      'repeated',
      'stored',
      'stored',
      'stored',
    ])
    expect(await intake.take([call], server)).toEqual([{ ok: true, outcome: 'repeated' }])
    expect((await storyOf('once')).map(({ properties }) => properties.query).sort()).toEqual([
      'mug',
      'stove',
      'tent',
    ])
  })

  test('a browser’s message id hides no server’s', async () => {
    const messageId = 'the same'
    const visitor = { type: 'page', anonymousId: 'shadow', messageId }
    expect(await intake.take([visitor], page)).toEqual([stored])
    expect(await intake.take([search('shadowed', 'tent', { messageId })], server)).toEqual([stored])
  })

  const sale = (number: string, rest = {}) => ({ order_id: number, total: 30, currency: 'EUR', ...rest })

  for (const first of ['browser', 'server'] as const)
    test(`a sale that browser and server report counts once, the server’s, when the ${first} is first`, async () => {
      const number = `BOTH-${first}`
      const bought = {
        ...track('Order Completed', '', sale(number, { total: 9999 })),
        anonymousId: `v-${first}`,
      }
      const { userId: _, ...seen } = bought
      const booked = track('Order Completed', `buyer-${first}`, sale(number))
      const byBrowser = () => intake.take([seen], page)
      const byServer = () => intake.take([booked], server)
      if (first === 'browser') await byBrowser()
      const [reported] = await byServer()
      if (first === 'server') expect(await byBrowser()).toEqual([{ ok: true, outcome: 'duplicate' }])
      expect(reported).toEqual(stored)
      const { rows } = await sql<{ trust: string; counts: boolean }>`
        select trust, duplicate_of is null as counts from events
        where properties->>'order_id' = ${number} order by trust`.execute(db)
      expect(rows).toEqual([
        { trust: 'public', counts: false },
        { trust: 'secret', counts: true },
      ])
      expect((await storyOf(`buyer-${first}`)).map(({ properties }) => properties.total)).toEqual([30])
      expect(await findOrderByNumber(db, number)).toMatchObject({ total: { amount: 3000, currency: 'EUR' } })
    })

  test('in one group the server’s counts too, and a page alone writes no order', async () => {
    const { userId: _, ...seen } = track('Order Completed', '', sale('ONLY-SEEN'), { anonymousId: 'v9' })
    expect(await intake.take([seen, { ...seen, messageId: 'seen again' }], page)).toEqual([
      stored,
      { ok: true, outcome: 'duplicate' },
    ])
    expect(await findOrderByNumber(db, 'ONLY-SEEN')).toBeNull()
  })

  test('an order is what its events say, in whatever order they arrive', async () => {
    // by their names the messages would stand the other way round
    const at = (hour: number) => ({
      timestamp: `2026-03-01T${String(hour).padStart(2, '0')}:00:00Z`,
      messageId: `told-${99 - hour}-${++messages}`,
    })
    const product = { product_id: 'tent', sku: 'tent-2', name: 'Lapwing Tent', price: 99.5, quantity: 2 }
    const story = (number: string, userId: string) => [
      track('Order Completed', userId, sale(number, { total: 199, products: [product] }), at(8)),
      track('Order Shipped', userId, { order_id: number, tracking_number: 'T1', carrier: 'DHL' }, at(9)),
      track('Order Delivered', userId, { order_id: number }, at(12)),
      track('Order Refunded', userId, { order_id: number, refund_id: 'r1', total: 20 }, at(14)),
      track('Order Refunded', userId, { order_id: number, refund_id: 'r2', total: 5.5 }, at(15)),
    ]
    for (const call of story('FORTH', 'forth')) await intake.take([call], server)
    for (const call of story('BACK', 'back').reverse()) await intake.take([call], server)
    await intake.take(story('LUMP', 'lump').reverse(), server)
    const shape = async (number: string) => {
      const order = await findOrderByNumber(db, number)
      if (!order) throw new Error(`${number} is missing`)
      const { status, total, fulfilments, payments, placedAt, lines } = order
      return { status, total, fulfilments, payments, placedAt, lines }
    }
    const forth = await shape('FORTH')
    expect(forth).toMatchObject({
      status: 'delivered',
      total: { amount: 19_900, currency: 'EUR' },
      fulfilments: [{ carrier: 'DHL', tracking: 'T1' }],
      payments: [
        { kind: 'payment', amount: 19_900 },
        { kind: 'refund', amount: 2000 },
        { kind: 'refund', amount: 550 },
      ],
      lines: [{ productId: 'tent', variantId: 'tent-2', quantity: 2, unitPrice: { amount: 9950 } }],
    })
    expect(await shape('BACK')).toEqual(forth)
    expect(await shape('LUMP')).toEqual(forth)
  })

  test('an order that the shop imports is the import’s; events move it on', async () => {
    const input = orderInput.parse({
      orderNumber: 'IMPORTED',
      status: 'processed',
      customer: { userId: 'importer' },
      currency: 'EUR',
      total: 4200,
      lines: [{ productId: 'p', variantId: 'v', title: 'Mug', quantity: 1, unitPrice: 4200 }],
      placedAt: '2026-03-01T08:00:00Z',
    })
    await upsertOrders(db, [input], 'api', now)
    await intake.take(
      [
        track('Order Completed', 'importer', sale('imported', { total: 1 })),
        track('Order Cancelled', 'importer', { order_id: 'imported' }),
      ],
      server,
    )
    expect(await findOrderByNumber(db, 'IMPORTED')).toMatchObject({
      status: 'cancelled',
      total: { amount: 4200 },
      lines: [{ title: 'Mug' }],
    })
  })

  test('a bad event is set aside with its reason, and costs the others nothing', async () => {
    const taken = await intake.take(
      [search('mixed', 'tent'), track('product viewed', 'mixed'), 'nonsense', search('mixed', 'stove')],
      server,
    )
    expect(outcomes(taken)).toEqual(['stored', 'unknown_event', 'malformed', 'stored'])
    const kept = await listSetAside(db, { name: 'product viewed' }, 10)
    expect(kept).toMatchObject([
      {
        source: 'till',
        code: 'unknown_event',
        field: 'event',
        body: { event: 'product viewed', userId: 'mixed' },
      },
    ])
    expect(kept[0]?.message).toContain('Product Viewed')
    expect((await listSetAside(db, { code: 'malformed' }, 10)).map(({ body }) => body)).toEqual(['nonsense'])
  })

  test('sent again, what is set aside is set aside once', async () => {
    const call = track('Grill Polished', 'again')
    for (let time = 0; time < 3; time++) await intake.take([call], server)
    expect(await listSetAside(db, { name: 'Grill Polished' }, 10)).toHaveLength(1)
  })

  test('once its name is declared it is replayed as of when it came, once', async () => {
    const calls = [track('Grill Lit', 'cook', { coals: 12 }), track('Grill Lit', 'cook')]
    await intake.take(calls, server)
    expect(await intake.replay({ name: 'Grill Lit' })).toEqual({
      tried: 2,
      stored: 0,
      duplicate: 0,
      refused: 2,
    })
    await declareName(db, { name: 'Grill Lit', note: 'the smart grill', by: null }, later)
    intake.namesChanged()
    expect(await intake.replay({ name: 'Grill Lit' })).toEqual({
      tried: 2,
      stored: 2,
      duplicate: 0,
      refused: 0,
    })
    expect(await intake.replay({ name: 'Grill Lit' })).toEqual({
      tried: 0,
      stored: 0,
      duplicate: 0,
      refused: 0,
    })
    const story = await storyOf('cook')
    expect(story.map(({ name, occurredAt }) => `${name} ${occurredAt.toISOString()}`)).toEqual([
      'Grill Lit 2026-03-02T09:00:00.000Z',
      'Grill Lit 2026-03-02T09:00:00.000Z',
    ])
    expect(await intake.take(calls, server)).toEqual([
      { ok: true, outcome: 'repeated' },
      { ok: true, outcome: 'repeated' },
    ])
    expect(await intake.take([track('Grill Lit', 'cook')], server)).toEqual([stored])
    expect(await withdrawName(db, 'Grill Lit')).toBe(true)
    await expect(declareName(db, { name: 'Product Viewed', note: '', by: null }, later)).rejects.toThrow(
      /already/,
    )
  })

  test('an event whose only identifier stands for nobody waits until it may', async () => {
    const [taken] = await intake.take([search('anonymous', 'tent')], server)
    expect(taken).toMatchObject({ ok: false, refusal: { code: 'blocked_identifier' } })
    expect(await listSetAside(db, { code: 'blocked_identifier' }, 10)).toHaveLength(1)
  })

  test('what a page may not say is refused and not kept', async () => {
    const [taken] = await intake.take(
      [{ type: 'page', anonymousId: 'a', userId: 'boss', messageId: 'p1' }],
      page,
    )
    expect(taken).toMatchObject({
      ok: false,
      refusal: { code: 'not_proved', field: 'userId' },
      setAsideId: null,
    })
    expect(await listSetAside(db, { code: 'not_proved' }, 10)).toEqual([])
  })

  test('an event that cannot be stored is set aside, and the rest of its group commits', async () => {
    await sql`alter table events add constraint no_poison check (properties->>'query' <> 'poison')`.execute(
      db,
    )
    const calls = Array.from({ length: 20 }, (_, at) => search('group', at === 13 ? 'poison' : `q${at}`))
    const taken = await intake.take(calls, server)
    await sql`alter table events drop constraint no_poison`.execute(db)
    expect(outcomes(taken).filter((outcome) => outcome === 'stored')).toHaveLength(19)
    expect(taken[13]).toMatchObject({ ok: false, refusal: { code: 'not_storable' } })
    expect(await storyOf('group')).toHaveLength(19)
    expect(warned).toContain('an event could not be stored and was set aside')
    expect(await intake.replay({ code: 'not_storable' })).toMatchObject({ tried: 1, stored: 1 })
    expect(await storyOf('group')).toHaveLength(20)
  })

  test('SQL, HTML, NUL and strange characters in every field are stored as the text they are', async () => {
    const nasty = `'); drop table events; -- <script>alert(1)</script> \\ " ' ${'\u202e'} 😀 $1 {{x}}`
    const call = {
      type: 'track',
      event: 'Products Searched',
      userId: nasty,
      messageId: nasty,
      properties: { query: `${nasty}\0`, [nasty]: nasty },
      context: { locale: nasty, page: { path: nasty, title: `\0${nasty}` }, userAgent: nasty },
    }
    expect(await intake.take([call], { ...server, source: nasty })).toEqual([stored])
    const [event] = await storyOf(nasty)
    expect(event?.properties).toEqual({ query: nasty, [nasty]: nasty })
    expect(event?.context).toEqual({ locale: nasty, page: { path: nasty, title: nasty }, userAgent: nasty })
    const odd = { ...call, event: nasty, messageId: 'nasty name', traits: { email: nasty } }
    const [refused] = await intake.take([odd], server)
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'unknown_event' } })
    expect(await listSetAside(db, { name: nasty }, 10)).toHaveLength(1)
  })

  test('the address of a page’s caller reaches the rooms and is not stored', async () => {
    const context = { ip: '203.0.113.7', gpc: true }
    await intake.take([{ type: 'page', anonymousId: 'v-ip', messageId: 'ip1' }], { ...page, context })
    const { rows } = await sql<{ context: object }>`
      select context from events where message_id = 'ip1'`.execute(db)
    expect(rows).toEqual([{ context: { gpc: true } }])
  })

  test('a file of events is taken in without a server, and what is bad is told, not kept', async () => {
    const calls = [search('filed', 'tent'), track('Nonsense Done', 'filed')]
    const from = { source: 'import', trust: 'secret', receivedAt: now } as const
    const { results } = await importEvents(db, calls, from, now)
    expect(results).toMatchObject([
      { ok: true, outcome: 'created' },
      { ok: false, code: 'unknown_event', field: 'event' },
    ])
    expect((await importEvents(db, calls, from, now)).results[0]).toEqual({ ok: true, outcome: 'known' })
    expect(await listSetAside(db, { name: 'Nonsense Done' }, 10)).toEqual([])
  })

  test('a source shows what came of its events, who is known, and of whom consent is', async () => {
    const clock = { ...server, source: 'shop', receivedAt: now }
    const consent = { channel: 'email', purpose: 'marketing', evidence: 'at the till' }
    await intake.take(
      [
        search('known', 'tent'),
        track('Consent Given', 'known', consent),
        { type: 'page', anonymousId: 'somebody', messageId: 'sp1' },
        { type: 'page', anonymousId: 'somebody', messageId: 'sp1' },
        track('Order Complete', 'known'),
      ],
      clock,
    )
    await countOutcomes(
      db,
      [{ source: 'shop', outcome: 'stored', events: 5 }],
      1,
      new Date('2026-03-01T10:00:00Z'),
    )
    const found = (await sourcePage(db, 30, later)).find(({ source }) => source === 'shop')
    expect(found).toMatchObject({
      lastAt: now,
      days: [
        { day: '2026-03-02', stored: 3, duplicates: 1, refused: 1 },
        { day: '2026-03-01', stored: 5, duplicates: 0, refused: 0 },
      ],
      refusals: [{ code: 'unknown_event', events: 1 }],
      consent: { share: 0.5, of: 2 },
    })
    expect(found?.identified?.share).toBeCloseTo(2 / 3)
    expect(await setAsideGroups(db)).toContainEqual(
      expect.objectContaining({ source: 'shop', code: 'unknown_event', name: 'Order Complete', events: 1 }),
    )
  })

  test('a person’s events are exported and erased, and so is what was set aside of them', async () => {
    const traits = { email: 'Quentin@Example.com', phone: '+49301234567' }
    await intake.take([{ type: 'identify', userId: 'quentin-1', messageId: 'q1', traits }], server)
    await intake.take([track('Order Completed', 'quentin-1', sale('Q-1'))], server)
    const others = track('Moon Landed', 'other', { note: 'met quentin@example.com' })
    const theirs = track('Moon Landed', 'quentin-1')
    const { userId: _, ...byPhone } = track('Moon Landed', '')
    const context = { traits: { phone: '+49 (30) 123-45 67' } }
    await intake.take([others, theirs, { ...byPhone, context }, track('Moon Landed', 'other')], server)
    const customer = await findByIdentifier(db, 'user_id', 'quentin-1')
    const members = await membersOf(db, customer?.customerId ?? '')
    const exported = await exportPerson(db, members)
    const sizes = Object.fromEntries(Object.entries(exported).map(([table, rows]) => [table, rows.length]))
    expect(sizes).toEqual({ events: 2, event_conversions: 1, events_set_aside: 3 })
    await erasePerson(db, members, later)
    for (const rows of Object.values(await exportPerson(db, members))) expect(rows).toEqual([])
    expect(await listSetAside(db, { name: 'Moon Landed' }, 10)).toHaveLength(1)
  })
})
