import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#contract/ids.ts'
import {
  type ConsentChannel,
  type ConsentPurpose,
  consentPurposes,
  mayUse,
  noteGrounds,
  recordConsent,
  recordForPerson,
  setContactPreferences,
  suppress,
} from '#domain/consent/index.ts'
import { openConversation, setConversationStatus } from '#domain/conversations/index.ts'
import { type Fields, storeEvents } from '#domain/events/index.ts'
import { holdouts, recordExposures } from '#domain/experiments/index.ts'
import {
  createCustomer,
  erasePerson,
  type Identifier,
  mergeCustomers,
  unmergeCustomers,
} from '#domain/identity/index.ts'
import { setTrait } from '#domain/profile/index.ts'
import { defaultContactRules } from '#domain/settings/index.ts'
import { addressFor, decide, maySend, type OutboundMessage, readPeople } from '#orchestrator/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { putOutboxRow } from '../support/outbox-rows.ts'

const now = new Date('2026-11-20T15:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const DAY = 24 * 60
const suppressionKey = 'a key for the tests, long enough to be one'
const rules = defaultContactRules
const deps = { suppressionKey, rules }
const denver = { line1: 'A', city: 'B', postcode: '1', region: 'Colorado', country: 'US' }

describeOnBoth('what the gates are told', (open) => {
  let store: Store
  let count = 0
  beforeAll(async () => {
    store = await open({ poolSize: 4 })
  })
  afterAll(() => store.close())

  async function somebody(kinds: Identifier['kind'][] = ['phone', 'email']): Promise<string> {
    const n = ++count
    const values = { email: `g${n}@example.com`, phone: `+1303${5_550_000 + n}`, whatsapp_id: `US.77${n}` }
    const identifiers = kinds.map((kind) => ({ kind, value: values[kind as 'email'] }))
    const address = { ...denver, line2: undefined }
    return (await createCustomer(store.db, { identifiers, address, source: 'test' }, now)).customerId
  }
  const personOf = async (customerId: string, at = now) =>
    (await readPeople(store.db, deps, [customerId], at))(customerId)
  const point = (customerId: string, channel: string, kind: string, address: string, fields: Fields = {}) =>
    sql`insert into contact_points (customer_id, channel, address, kind, last_inbound_at, blocked_reason, blocked_at,
        rest_until, push, seen_at)
      values (${customerId}, ${channel}, ${address}, ${kind}, ${fields.last_inbound_at ?? null},
        ${fields.blocked_reason ?? null}, ${fields.blocked_reason ? now : null}, ${fields.rest_until ?? null},
        ${fields.push ? JSON.stringify(fields.push) : null}, ${now})`.execute(store.db)
  const happened = (
    customerId: string,
    name: string,
    at: Date,
    more: { properties?: Fields; context?: Fields } = {},
  ) =>
    storeEvents(
      store.db,
      [
        {
          customerId,
          event: {
            messageId: newId('event', at),
            type: 'track',
            name,
            occurredAt: at,
            receivedAt: at,
            identifiers: [],
            properties: {},
            traits: {},
            context: {},
            source: 'test',
            trust: 'secret',
            ...more,
          },
        },
      ],
      now,
    )

  describe('who they are', () => {
    test('every member of a person is read with it, its root first, and an address keeps its owner', async () => {
      const [a, b] = [await somebody(['phone']), await somebody(['email'])]
      await mergeCustomers(store.db, { customerId: a, otherId: b, staffId: 'stf_mia', reason: 'one' }, now)
      const person = await personOf(b)
      expect(person.members).toHaveLength(2)
      expect(person.members[0]).toBe(person.rootId)
      const owners = Object.fromEntries(
        person.addresses.map(({ channel, customerId }) => [channel, customerId]),
      )
      expect(owners).toEqual({ sms: a, whatsapp: a, email: b })
      await unmergeCustomers(store.db, { customerId: a, apart: [b], staffId: 'stf_mia', reason: 'two' }, now)
      expect((await personOf(b)).members).toEqual([b])
    })

    test('whoever was erased is known as nobody, and several are read at once', async () => {
      const [gone, here] = [await somebody(), await somebody()]
      await erasePerson(store.db, [gone], now)
      const people = await readPeople(store.db, deps, [gone, here, 'cus_never'], now)
      expect([gone, here, 'cus_never'].map((id) => people(id).exists)).toEqual([false, true, false])
      expect(() => people('cus_nobody_asked_for')).toThrow(/nobody read/)
    })

    test('the zone they named themselves counts, the latest of several, and no other words', async () => {
      const customerId = await somebody()
      const say = (value: string, party: 'zero' | 'first', minutes: number) =>
        setTrait(
          store.db,
          { customerId, name: 'time_zone', value, party, source: 'chat', evidence: 'said', at: ago(minutes) },
          now,
        )
      await say('Asia/Tokyo', 'first', 1)
      expect((await personOf(customerId)).confirmedZone).toBeNull()
      await say('Europe/Berlin', 'zero', 20)
      await say('America/Chicago', 'zero', 10)
      await say('home', 'zero', 5)
      expect((await personOf(customerId)).confirmedZone).toBe('America/Chicago')
    })
  })

  describe('consent', () => {
    test('says of any ledger of any member exactly what mayUse says', async () => {
      const word = fc.record({
        member: fc.nat(1),
        whole: fc.boolean(),
        channel: fc.constantFrom<ConsentChannel>('sms', 'email', 'whatsapp'),
        purpose: fc.constantFrom<ConsentPurpose>('marketing', 'clienteling', 'service'),
        state: fc.constantFrom('granted' as const, 'denied' as const, 'pending' as const),
        minutes: fc.integer({ min: 0, max: 5 }),
        addressed: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(word, { maxLength: 6 }), fc.boolean(), async (words, merged) => {
          const members = [await somebody(['phone']), await somebody(['phone', 'email'])]
          const [a = '', b = ''] = members
          if (merged)
            await mergeCustomers(
              store.db,
              { customerId: a, otherId: b, staffId: 'stf_mia', reason: 'one' },
              now,
            )
          for (const { member, whole, channel, purpose, state, minutes, addressed } of words) {
            const customerId = members[member] ?? a
            const [own] = (await personOf(customerId)).addresses.filter((each) => each.channel === channel)
            const said = { channel, purpose, state, source: 'test', evidence: 'said', at: ago(minutes) }
            const line = { ...said, address: addressed ? (own?.value ?? null) : null }
            await (whole
              ? recordForPerson(store.db, customerId, [line], now)
              : recordConsent(store.db, { customerId, ...line }, now))
          }
          const person = await personOf(a)
          for (const channel of ['sms', 'email', 'whatsapp'] as const)
            for (const purpose of ['marketing', 'clienteling', 'service'] as const) {
              const to = addressFor(person, { kind: purpose, channel }, now)
              const address = to ? { address: to.value } : {}
              const asked = await mayUse(store.db, a, { channel, purpose, suppressionKey, ...address }, now)
              const { allowed } = asked
              const answer = decide(message({ kind: purpose, channel, to }), factsOf(person))
              const byConsent = !answer.allowed && answer.gate === 'consent' ? answer.reason : null
              expect(byConsent).toBe(allowed ? null : asked.reason)
            }
        }),
        { numRuns: 12 },
      )
    })

    test('is read of the kinds that will be decided, and of no other', async () => {
      const customerId = await somebody()
      for (const purpose of ['marketing', 'service'] as const)
        await recordConsent(
          store.db,
          { customerId, channel: 'sms', purpose, state: 'granted', source: 'test', evidence: 'yes' },
          now,
        )
      const people = await readPeople(store.db, { ...deps, kinds: ['marketing', 'reply'] }, [customerId], now)
      const { ledgerOf, consent } = people(customerId)
      expect(ledgerOf).toEqual(['marketing'])
      expect(consent.entries.map(({ purpose }) => purpose)).toEqual(['marketing'])
      expect((await personOf(customerId)).consent.entries).toHaveLength(2)
    })

    test('grounds, a pause, wishes of how often, and the list of those who are never written to', async () => {
      const customerId = await somebody(['email', 'phone'])
      await noteGrounds(store.db, [{ customerId, ground: 'purchase', at: ago(DAY) }])
      const paused = {
        frequency: { sms: 'weekly' as const },
        categories: [],
        language: null,
        pausedUntil: now,
      }
      await setContactPreferences(store.db, customerId, paused, now)
      const before = (await personOf(customerId)).consent
      expect(before.grounds.purchase).toEqual(ago(DAY))
      expect(before.preferences).toMatchObject({ frequency: { sms: 'weekly' }, pausedUntil: now })
      expect([before.region, before.suppressed]).toEqual(['US', false])
      await suppress(
        store.db,
        suppressionKey,
        [{ kind: 'email', value: `g${count}@example.com` }],
        'asked',
        now,
      )
      expect((await personOf(customerId)).consent.suppressed).toBe(true)
      const other = await readPeople(
        store.db,
        { ...deps, suppressionKey: `${suppressionKey}x` },
        [customerId],
        now,
      )
      expect(other(customerId).consent.suppressed).toBe(false)
    })
  })

  describe('addresses', () => {
    test('carry what providers have said, of whichever record, and quarantined ones are only answered', async () => {
      const customerId = await somebody(['phone', 'whatsapp_id'])
      const phone = `+1303${5_550_000 + count}`
      await point(customerId, 'whatsapp', 'phone', phone, { last_inbound_at: ago(30) })
      await point(customerId, 'sms', 'phone', phone, {
        blocked_reason: 'provider_opted_out',
        rest_until: ago(-60),
      })
      await point(customerId, 'push', 'push_token', `token${count}`, { push: { service: 'fcm' } })
      await point(customerId, 'sms', 'phone', '+13035559999', { last_inbound_at: ago(5) })
      const person = await personOf(customerId)
      const sms = addressFor(person, { kind: 'marketing', channel: 'sms' }, now)
      expect(sms).toMatchObject({
        value: phone,
        blocked: 'provider_opted_out',
        restUntil: ago(-60),
        own: true,
      })
      expect(addressFor(person, { kind: 'marketing', channel: 'whatsapp' }, now)).toMatchObject({
        value: phone,
        lastInboundAt: ago(30),
      })
      expect(addressFor(person, { kind: 'marketing', channel: 'push' }, now)).toMatchObject({
        kind: 'push_token',
        push: { service: 'fcm' },
      })
      const lent = { channel: 'sms', address: '+13035559999' } as const
      expect(addressFor(person, { kind: 'marketing', ...lent }, now)).toBeNull()
      expect(addressFor(person, { kind: 'reply', ...lent }, now)?.value).toBe('+13035559999')
      await sql`update identifiers set quarantined_at = ${now} where value = ${phone}`.execute(store.db)
      const kiosk = await personOf(customerId)
      expect(addressFor(kiosk, { kind: 'clienteling', channel: 'sms' }, now)).toBeNull()
      expect(addressFor(kiosk, { kind: 'reply', channel: 'sms', address: phone }, now)?.value).toBe(phone)
    })

    test('a chat of the site is one while it is open and in use', async () => {
      const customerId = await somebody()
      expect(addressFor(await personOf(customerId), { kind: 'marketing', channel: 'web' }, now)).toBeNull()
      const chat = await openConversation(store.db, customerId, 'web', ago(10))
      const asked = { kind: 'marketing', channel: 'web' } as const
      expect(addressFor(await personOf(customerId), asked, now)?.value).toBe(customerId)
      expect(addressFor(await personOf(customerId, ago(-2 * DAY)), asked, now)).toBeNull()
      await setConversationStatus(store.db, chat, { status: 'queued', staffId: null }, now)
      expect((await personOf(customerId)).withStaff).toEqual([
        { customerId, conversationId: chat.conversationId, staffId: null },
      ])
    })
  })

  describe('what was sent', () => {
    test('touches of all members: what went out within reach of a rule, and what waits; nothing else', async () => {
      const [a, b] = [await somebody(['phone']), await somebody(['email'])]
      await mergeCustomers(store.db, { customerId: a, otherId: b, staffId: 'stf_mia', reason: 'one' }, now)
      const put = (
        customerId: string,
        minutes: number,
        more: Partial<Parameters<typeof putOutboxRow>[1]> = {},
      ) => putOutboxRow(store.db, { customerId, createdAt: ago(minutes), startedAt: ago(minutes), ...more })
      const counted = [
        await put(a, 10, { state: 'unknown', kind: 'clienteling', subject: 'boots' }),
        await put(b, 80 * DAY, { state: 'failed', channel: 'email' }),
        await put(b, 5, { state: 'queued', startedAt: null, dueAt: ago(5), priority: 7, expectedValue: 900 }),
        await put(b, 6, { state: 'held', startedAt: null, dueAt: ago(-60) }),
        await put(a, 2, { kind: 'confirmation', state: 'delivered' }),
      ]
      await put(a, 200 * DAY)
      await put(a, 5, { kind: 'reply' })
      for (const state of ['refused', 'dead', 'cancelled']) await put(a, 5, { state, startedAt: null })
      const { touches } = await personOf(a)
      expect(touches.map(({ outboxId }) => outboxId).sort()).toEqual(counted.sort())
      expect(touches.find(({ priority }) => priority === 7)).toMatchObject({
        expectedValue: 900,
        startedAt: null,
      })
      expect(touches.filter(({ held }) => held)).toHaveLength(1)
      expect(touches.find(({ subject }) => subject === 'boots')).toMatchObject({ startedAt: ago(10) })
    })

    test('exposures of all members', async () => {
      const [a, b] = [await somebody(['phone']), await somebody(['email'])]
      const { global } = holdouts({ global: 5, associates: 0, journeys: 0 })
      const one = { rootId: a, experiment: global, outboxId: null }
      await recordExposures(store.db, [{ customerId: a, variation: 'treated', ...one }], now)
      await recordExposures(store.db, [{ customerId: b, variation: 'control', ...one }], now)
      await mergeCustomers(store.db, { customerId: a, otherId: b, staffId: 'stf_mia', reason: 'one' }, now)
      const { exposures } = await personOf(a)
      expect(exposures.map(({ variation }) => variation).sort()).toEqual(['control', 'treated'])
    })
  })

  describe('tickets and signs of life', () => {
    test('a ticket is open until it is closed, and again when it is opened again', async () => {
      const customerId = await somebody()
      const ticket = (name: string, id: string, minutes: number) =>
        happened(customerId, `Service Ticket ${name}`, ago(minutes), { properties: { ticket_id: id } })
      await ticket('Opened', 'T1', 50)
      await ticket('Opened', 'T2', 49)
      await ticket('Closed', 'T2', 40)
      expect((await personOf(customerId)).openTickets).toEqual(['T1'])
      await ticket('Closed', 'T1', 30)
      expect((await personOf(customerId)).openTickets).toEqual([])
      await ticket('Reopened', 'T2', 20)
      expect((await personOf(customerId)).openTickets).toEqual(['T2'])
    })

    test('a click, a message or an order ends a silence; a mail that a machine opened does not', async () => {
      const tiredOf = async (sign?: (customerId: string) => Promise<unknown>) => {
        const customerId = await somebody()
        for (let i = 0; i < 6; i++)
          await putOutboxRow(store.db, { customerId, createdAt: ago(9 * DAY), startedAt: ago((9 - i) * DAY) })
        await sign?.(customerId)
        return (await personOf(customerId)).engagedAt
      }
      const opened =
        (context: Fields, properties: Fields = {}) =>
        (customerId: string) =>
          happened(customerId, 'Email Opened', ago(DAY), { context, properties })
      expect(await tiredOf()).toBeNull()
      expect(await tiredOf(opened({ userAgent: 'Mozilla/5.0' }))).toBeNull()
      expect(await tiredOf(opened({}, { sg_machine_open: true }))).toBeNull()
      expect(await tiredOf(opened({ userAgent: 'Mozilla/5.0 (Windows NT 10.0)' }))).toEqual(ago(DAY))
      expect(await tiredOf((id) => happened(id, 'SMS Link Clicked', ago(DAY)))).toEqual(ago(DAY))
      expect(
        await tiredOf((id) => point(id, 'sms', 'phone', `+44${id.length}1`, { last_inbound_at: ago(60) })),
      ).toEqual(ago(60))
      const few = await somebody()
      await happened(few, 'SMS Link Clicked', ago(DAY))
      expect((await personOf(few)).engagedAt).toBeNull() // nobody asks before a rest is near
    })
  })

  describe('maySend', () => {
    test('shows every gate of every channel and kind, with words', async () => {
      const customerId = await somebody(['phone'])
      const { channels } = await maySend(store.db, { ...deps, shopZone: 'UTC' }, customerId, now)
      expect(channels.map(({ channel }) => channel)).toEqual(['web', 'sms', 'whatsapp', 'email', 'push'])
      const answer = (channel: string, kind: string) =>
        channels.find((each) => each.channel === channel)?.kinds.find((each) => each.kind === kind)
      const no = (channel: string, kind: string) =>
        answer(channel, kind)
          ?.gates.filter(({ allowed }) => !allowed)
          .map(({ gate, reason, words }) => ({ gate, reason, words }))
      expect(no('sms', 'marketing')).toEqual([
        { gate: 'consent', reason: 'never_asked', words: 'They have not said yes' },
        // 15:00 in London is 8:00 in Denver, and the shop speaks from 9
        expect.objectContaining({ gate: 'quiet_hours', words: 'Quiet hours: until Fri 09:00 in Denver' }),
      ])
      expect(answer('sms', 'service')).toMatchObject({ allowed: true, until: null })
      expect(no('email', 'service')).toContainEqual(expect.objectContaining({ reason: 'no_address' }))
      for (const purpose of consentPurposes)
        await recordConsent(
          store.db,
          { customerId, channel: 'sms', purpose, state: 'granted', source: 'test', evidence: 'yes' },
          now,
        )
      const after = await maySend(store.db, { ...deps, shopZone: 'UTC' }, customerId, now)
      const sms = after.channels.find(({ channel }) => channel === 'sms')?.kinds[2]
      expect(sms).toMatchObject({
        kind: 'marketing',
        allowed: false,
        until: new Date('2026-11-20T16:00:00Z'),
      })
    })
  })
})

const factsOf = (person: Parameters<typeof addressFor>[0]) => ({ person, rules, shopZone: 'UTC', now })

function message(more: Partial<OutboundMessage>): OutboundMessage {
  return {
    kind: 'marketing',
    channel: 'sms',
    to: null,
    sender: { type: 'agent' },
    subject: null,
    experiment: null,
    template: null,
    resolved: { ok: true },
    offer: null,
    winnerId: null,
    composed: { ok: true, segments: 1 },
    conversationId: null,
    outboxId: null,
    createdAt: now,
    priority: 0,
    expectedValue: 0,
    ...more,
  }
}
