import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  applyEvents,
  type ConsentChannel,
  type ConsentEvent,
  type ConsentPurpose,
  type ConsentRelationRow,
  type ConsentState,
  consentCoverage,
  consentOf,
  consentPage,
  consentPurposes,
  consentRelation,
  contactPreferences,
  entriesOf,
  isSuppressed,
  mayUse,
  noteGrounds,
  recordConsent,
  recordForPerson,
  resume,
  setContactPreferences,
  suppress,
  withdraw,
} from '#domain/consent/index.ts'
import {
  createCustomer,
  erasePerson,
  type Identifier,
  linkCustomer,
  membersOf,
  mergeCustomers,
  unmergeCustomers,
} from '#domain/identity/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-11-20T10:00:00Z')
const suppressionKey = 'a key for the tests, long enough to be one'
const said = { source: 'test', evidence: 'said so' }
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)

describeOnBoth('consent', (open) => {
  let store: Store
  let count = 0
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  /** A customer record with one address, living there. */
  async function somebody(
    kind: 'email' | 'phone' | 'none' = 'email',
    home?: { country: string; region?: string },
  ): Promise<{ customerId: string; address: string }> {
    const n = ++count
    const value = kind === 'email' ? `p${n}@example.com` : `+1555${String(1_000_000 + n)}`
    const identifiers: Identifier[] = kind === 'none' ? [] : [{ kind, value }]
    const address = home
      ? { line1: 'A', line2: undefined, city: 'B', postcode: '1', region: undefined, ...home }
      : null
    const made = await createCustomer(store.db, { identifiers, address, source: 'test' }, now)
    return { customerId: made.customerId, address: value }
  }
  const say = (
    customerId: string,
    channel: ConsentChannel,
    state: ConsentState,
    at: Date,
    more: { purpose?: ConsentPurpose | 'all'; address?: string } = {},
  ) =>
    recordConsent(store.db, { customerId, channel, purpose: 'marketing', state, at, ...said, ...more }, now)
  const may = (
    customerId: string,
    channel: ConsentChannel,
    purpose: ConsentPurpose = 'marketing',
    address?: string,
    at = now,
  ) => mayUse(store.db, customerId, { channel, purpose, suppressionKey, ...(address && { address }) }, at)
  async function stateOf(customerId: string, channel: ConsentChannel, purpose: ConsentPurpose = 'marketing') {
    const { lines } = await consentOf(store.db, customerId)
    return lines.find((line) => line.channel === channel && line.purpose === purpose)?.state
  }
  const allowed = (basis: string) => ({ allowed: true, basis })
  const refused = (reason: string) => ({ allowed: false, reason })

  describe('the ledger', () => {
    test('is only added to', async () => {
      const { customerId } = await somebody()
      await say(customerId, 'email', 'granted', ago(1))
      const change = sql`update consent_entries set state = 'denied' where customer_id = ${customerId}`
      await expect(change.execute(store.db)).rejects.toThrow(/only ever added to/)
      expect(await stateOf(customerId, 'email')).toBe('granted')
    })

    test('the latest word of a customer holds, in whatever order it comes to us; of one moment the no', async () => {
      const word = fc.record({
        day: fc.integer({ min: 1, max: 6 }),
        state: fc.constantFrom<ConsentState>('granted', 'denied'),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 6 }), async (words) => {
          const { customerId } = await somebody('none')
          for (const { day, state } of words) await say(customerId, 'email', state, ago(day))
          const last = Math.min(...words.map(({ day }) => day))
          const ofLastDay = words.filter(({ day }) => day === last).map(({ state }) => state)
          const expected = ofLastDay.includes('denied') ? 'denied' : 'granted'
          expect(await stateOf(customerId, 'email')).toBe(expected)
          const { rows } = await sql<ConsentRelationRow>`
            select * from (${consentRelation}) r where customer_id = ${customerId}`.execute(store.db)
          expect(rows).toEqual([
            { customer_id: customerId, channel: 'email', purpose: 'marketing', state: expected },
          ])
        }),
        { numRuns: 25 },
      )
    })

    test('waiting for a confirmation takes no yes away, and gives none', async () => {
      const { customerId } = await somebody()
      await say(customerId, 'email', 'pending', ago(3))
      expect(await may(customerId, 'email')).toEqual(refused('not_confirmed'))
      await say(customerId, 'email', 'granted', ago(2))
      await say(customerId, 'email', 'pending', ago(1))
      expect(await may(customerId, 'email')).toEqual(allowed('granted'))
    })

    test('nothing is dated later than we heard it', async () => {
      const { customerId } = await somebody()
      await say(customerId, 'email', 'granted', new Date('2099-01-01'))
      await recordConsent(
        store.db,
        { customerId, channel: 'email', purpose: 'marketing', state: 'denied', ...said },
        new Date(now.getTime() + 1000),
      )
      expect(await stateOf(customerId, 'email')).toBe('denied')
    })

    test('the same key is written once', async () => {
      const { customerId } = await somebody()
      for (let i = 0; i < 3; i++)
        await withdraw(store.db, customerId, ['sms'], { ...said, key: 'msg_1' }, now)
      expect(await entriesOf(store.db, [customerId])).toHaveLength(4)
    })

    test('hostile text stays text', async () => {
      const { customerId } = await somebody()
      const evidence = `'; drop table consent_entries; -- \u0000 <script>${'x'.repeat(9000)}`
      await recordConsent(
        store.db,
        { customerId, channel: 'web', purpose: 'all', state: 'denied', source: "o'\u0000k", evidence },
        now,
      )
      const entries = await entriesOf(store.db, [customerId])
      expect(entries).toHaveLength(5)
      expect(entries[0]?.evidence).toHaveLength(2000)
    })
  })

  describe('one person of several records', () => {
    test('the strictest wins while they are one, and each has its own again when they are parted', async () => {
      const states = fc.constantFrom<ConsentState | 'unknown'>('granted', 'denied', 'pending', 'unknown')
      const order = ['denied', 'granted', 'pending', 'unknown']
      await fc.assert(
        fc.asyncProperty(states, states, fc.boolean(), async (one, other, turned) => {
          const [a, b] = [await somebody('none'), await somebody('none')]
          if (one !== 'unknown') await say(a.customerId, 'email', one, ago(1))
          if (other !== 'unknown') await say(b.customerId, 'email', other, ago(2))
          const pair = {
            customerId: a.customerId,
            otherId: b.customerId,
            staffId: 'stf_1',
            reason: 'same person',
          }
          if (turned) [pair.customerId, pair.otherId] = [pair.otherId, pair.customerId]
          await mergeCustomers(store.db, pair, now)
          expect(await membersOf(store.db, a.customerId)).toHaveLength(2)
          const expected = order.find((state) => state === one || state === other)
          expect([await stateOf(a.customerId, 'email'), await stateOf(b.customerId, 'email')]).toEqual([
            expected,
            expected,
          ])
          await unmergeCustomers(
            store.db,
            { customerId: a.customerId, apart: [b.customerId], staffId: 'stf_1', reason: 'two people' },
            now,
          )
          expect([await stateOf(a.customerId, 'email'), await stateOf(b.customerId, 'email')]).toEqual([
            one,
            other,
          ])
        }),
        { numRuns: 16 },
      )
    })

    test('a stop while they are one holds for each of them afterwards', async () => {
      const [a, b] = [await somebody('phone'), await somebody('none')]
      await linkCustomer(store.db, a.customerId, b.customerId, 'test', now)
      await withdraw(store.db, a.customerId, ['sms'], said, now)
      for (const { customerId } of [a, b])
        expect(
          await entriesOf(store.db, [customerId], { channel: 'sms', purpose: 'marketing' }),
        ).toHaveLength(1)
    })

    test('after a stop, a START opens the one address it came from', async () => {
      const [a, b] = [await somebody('phone'), await somebody('phone')]
      await linkCustomer(store.db, a.customerId, b.customerId, 'test', now)
      await withdraw(store.db, a.customerId, ['sms'], said, ago(1))
      await resume(store.db, b.customerId, 'sms', b.address, said, now)
      expect(await may(a.customerId, 'sms', 'marketing', b.address)).toEqual(allowed('granted'))
      expect(await may(a.customerId, 'sms', 'marketing', a.address)).toEqual(refused('denied'))
      expect(await may(a.customerId, 'sms')).toEqual(allowed('granted'))
      const { lines } = await consentOf(store.db, a.customerId)
      expect(lines.find((line) => line.channel === 'sms' && line.purpose === 'marketing')?.addresses).toEqual(
        [b.address],
      )
    })
  })

  describe('whose no it is', () => {
    /** Two mailboxes that one shared phone has made one person. */
    async function joined() {
      const [one, other] = [await somebody(), await somebody()]
      await linkCustomer(store.db, one.customerId, other.customerId, 'shared phone', ago(9))
      return { one, other }
    }
    const yes = (address?: string) =>
      ({ channel: 'email', purpose: 'marketing', state: 'granted', address, ...said }) as const

    test('one mailbox’s yes opens that mailbox and leaves the other’s no', async () => {
      const { one, other } = await joined()
      await withdraw(store.db, one.customerId, ['email'], said, ago(2))
      await recordForPerson(store.db, other.customerId, [yes(other.address)], ago(1))
      expect(await may(one.customerId, 'email', 'marketing', one.address)).toEqual(refused('denied'))
      expect(await may(one.customerId, 'email', 'marketing', other.address)).toEqual(allowed('granted'))
    })

    test('a yes for no address in particular takes back only the no of whoever said it', async () => {
      const { one, other } = await joined()
      await withdraw(store.db, one.customerId, ['email'], said, ago(3))
      await recordForPerson(store.db, other.customerId, [yes()], ago(2))
      expect(await may(one.customerId, 'email')).toEqual(refused('denied'))
      await recordForPerson(store.db, one.customerId, [yes()], ago(1))
      expect(await may(other.customerId, 'email')).toEqual(allowed('granted'))
    })

    test('who signs in speaks for all the account’s records', async () => {
      const { one, other } = await joined()
      await withdraw(store.db, one.customerId, ['email'], said, ago(3))
      await recordForPerson(store.db, other.customerId, [yes()], ago(2), [other.customerId, one.customerId])
      expect(await may(one.customerId, 'email')).toEqual(allowed('granted'))
    })

    test('a yes gives nothing to a record that was parted from whoever said it', async () => {
      const { one, other } = await joined()
      await recordForPerson(store.db, other.customerId, [yes(other.address)], ago(1))
      const apart = { customerId: one.customerId, apart: [other.customerId], staffId: 's', reason: 'two' }
      await unmergeCustomers(store.db, apart, now)
      expect(await may(one.customerId, 'email')).toEqual(refused('never_asked'))
      expect(await may(other.customerId, 'email')).toEqual(allowed('granted'))
    })

    test('what is told of one record later takes back what that record refused, and nothing of another', async () => {
      const { one, other } = await joined()
      await withdraw(store.db, one.customerId, ['email'], said, ago(3))
      await recordConsent(store.db, { ...yes(), customerId: other.customerId }, ago(2))
      expect(await may(one.customerId, 'email')).toEqual(refused('denied'))
      await recordConsent(store.db, { ...yes(), customerId: one.customerId }, ago(1))
      expect(await may(one.customerId, 'email')).toEqual(allowed('granted'))
    })
  })

  describe('what may be used', () => {
    test.each([
      ['Germany', undefined, refused('never_asked')],
      ['FR', undefined, refused('never_asked')],
      ['United Kingdom', undefined, allowed('implied')],
      ['Canada', undefined, allowed('implied')],
      ['USA', 'Texas', allowed('not_required')],
      ['IN', undefined, refused('never_asked')],
      ['Atlantis', undefined, refused('never_asked')],
    ] as const)('promotion by e-mail to a buyer in %s who said nothing', async (country, region, answer) => {
      const { customerId } = await somebody('email', { country, ...(region && { region }) })
      await noteGrounds(store.db, [{ customerId, ground: 'purchase', at: ago(100) }])
      expect(await may(customerId, 'email')).toEqual(answer)
      expect(await may(customerId, 'email', 'transactional')).toEqual(allowed('not_required'))
      await say(customerId, 'email', 'denied', now)
      expect(await may(customerId, 'email')).toEqual(refused('denied'))
    })

    test('in Canada a purchase counts for 24 months, an enquiry for six; in any order', async () => {
      const buyer = await somebody('email', { country: 'CA' })
      const bought = new Date('2024-11-20T10:00:00Z')
      for (const at of [bought, new Date('2020-01-01'), bought])
        await noteGrounds(store.db, [{ customerId: buyer.customerId, ground: 'purchase', at }])
      const just = (ms: number) =>
        may(buyer.customerId, 'email', 'marketing', undefined, new Date(now.getTime() + ms))
      expect([await just(-1), await just(0)]).toEqual([allowed('implied'), refused('ground_expired')])
      const asker = await somebody('email', { country: 'CA' })
      await noteGrounds(store.db, [{ customerId: asker.customerId, ground: 'enquiry', at: ago(170) }])
      expect(await may(asker.customerId, 'email')).toEqual(allowed('implied'))
      await noteGrounds(store.db, [{ customerId: asker.customerId, ground: 'enquiry', at: ago(400) }])
      expect(await may(asker.customerId, 'email')).toEqual(allowed('implied'))
    })

    test('a pause holds promotion back and lets the rest through; no address is no way', async () => {
      const { customerId } = await somebody()
      await say(customerId, 'email', 'granted', ago(1), { purpose: 'all' })
      const pausedUntil = new Date(now.getTime() + 1000)
      const wish = {
        frequency: { email: 'weekly' as const },
        categories: ['Tents'],
        language: 'de',
        pausedUntil,
      }
      await setContactPreferences(store.db, customerId, wish, now)
      expect(await contactPreferences(store.db, customerId)).toEqual(wish)
      expect(await may(customerId, 'email')).toEqual(refused('paused'))
      expect(await may(customerId, 'email', 'transactional')).toEqual(allowed('granted'))
      expect(await may(customerId, 'email', 'marketing', undefined, pausedUntil)).toEqual(allowed('granted'))
      await say(customerId, 'sms', 'granted', ago(1))
      expect(await may(customerId, 'sms')).toEqual(refused('no_address'))
    })

    test('the four states are views of the ledger', async () => {
      const overall = async (customerId: string) => (await consentOf(store.db, customerId)).overall
      const visitor = await somebody('none')
      const { customerId } = await somebody()
      expect([await overall(visitor.customerId), await overall(customerId)]).toEqual(['none', 'soft'])
      await say(customerId, 'email', 'granted', ago(3))
      expect(await overall(customerId)).toBe('partial')
      for (const channel of ['email', 'sms', 'whatsapp', 'push', 'web'] as const)
        await say(customerId, channel, 'granted', ago(2), { purpose: 'all' })
      expect(await overall(customerId)).toBe('full')
      await say(customerId, 'sms', 'denied', ago(1), { purpose: 'all' })
      expect(await overall(customerId)).toBe('partial')
      const { lines } = await consentPage(store.db, customerId, suppressionKey, now)
      for (const { channel, purpose, use } of lines)
        expect({ channel, purpose, use }).toEqual({
          channel,
          purpose,
          use: await may(customerId, channel, purpose),
        })
    })

    test('of a source: how many have said anything, and yes to what', async () => {
      const [a, b, c] = [await somebody(), await somebody(), await somebody()]
      await say(a.customerId, 'email', 'granted', ago(1))
      await say(b.customerId, 'email', 'denied', ago(1))
      const ids = [a, b, c].map(({ customerId }) => customerId)
      expect(await consentCoverage(store.db, ids)).toMatchObject({
        customers: 3,
        said: 2,
        marketing: { email: 1, sms: 0 },
      })
    })
  })

  describe('suppression', () => {
    test('outlives an erasure, and holds for whoever comes back under that address', async () => {
      const gone = await somebody()
      await say(gone.customerId, 'email', 'granted', ago(1), { purpose: 'all' })
      await suppress(store.db, suppressionKey, [{ kind: 'email', value: gone.address }], 'erased', now)
      await erasePerson(store.db, [gone.customerId], now)
      const spelled = gone.address.toUpperCase()
      const back = await createCustomer(
        store.db,
        { identifiers: [{ kind: 'email', value: spelled }], source: 'import' },
        now,
      )
      await say(back.customerId, 'email', 'granted', now, { purpose: 'all' })
      for (const purpose of consentPurposes)
        expect(await may(back.customerId, 'email', purpose)).toEqual(refused('suppressed'))
      expect(await isSuppressed(store.db, suppressionKey, [{ kind: 'email', value: ` ${spelled} ` }])).toBe(
        true,
      )
      expect(await isSuppressed(store.db, 'another key', [{ kind: 'email', value: spelled }])).toBe(false)
      const { rows } = await sql<{ text: string }>`select s::text as text from suppressions s`.execute(
        store.db,
      )
      expect(rows.some(({ text }) => text.includes('example.com'))).toBe(false)
    })

    test('twice is once', async () => {
      const identifiers: Identifier[] = [
        { kind: 'phone', value: '+15559998888' },
        { kind: 'email', value: 'twice@example.com' },
        { kind: 'email', value: 'no address' },
      ]
      expect(await suppress(store.db, suppressionKey, identifiers, 'erased', now)).toBe(2)
      expect(await suppress(store.db, suppressionKey, identifiers, 'erased', now)).toBe(0)
    })
  })

  describe('events', () => {
    const event = (name: string, more: Partial<ConsentEvent> = {}): ConsentEvent => ({
      name,
      messageId: `m${++count}`,
      occurredAt: ago(1),
      trust: 'secret',
      source: 'shop',
      properties: {},
      context: {},
      ...more,
    })
    const apply = (customerId: string, events: ConsentEvent[]) =>
      inTransaction(store.db, (tx) =>
        applyEvents(
          tx,
          events.map((entry) => ({ event: entry, customerId })),
          now,
        ),
      )

    test('a browser may take consent away and never give it', async () => {
      const { customerId } = await somebody()
      const properties = { channel: 'email', purpose: 'all' }
      await apply(customerId, [event('Consent Given', { trust: 'public', properties })])
      expect(await stateOf(customerId, 'email')).toBe('unknown')
      await apply(customerId, [event('Consent Given', { properties, occurredAt: ago(2) })])
      expect(await stateOf(customerId, 'email')).toBe('granted')
      await apply(customerId, [event('Consent Withdrawn', { trust: 'public', properties })])
      expect(await stateOf(customerId, 'email')).toBe('denied')
    })

    test.each([
      ['Unsubscribed', 'email', 'marketing', 'transactional'],
      ['Email Marked as Spam', 'email', 'service', 'transactional'],
      ['SMS Unsubscribed', 'sms', 'transactional', 'personalisation'],
      ['Push Permission Denied', 'push', 'marketing', 'personalisation'],
    ] as const)('%s', async (name, channel, ends, stays) => {
      const { customerId } = await somebody()
      await apply(customerId, [event(name)])
      expect([await stateOf(customerId, channel, ends), await stateOf(customerId, channel, stays)]).toEqual([
        'denied',
        'unknown',
      ])
    })

    test('Sec-GPC is one denial of personalisation a day, however the events come', async () => {
      const { customerId } = await somebody('none')
      const hours = [1, 9, 23].map((hour) => new Date(Date.UTC(2026, 10, 10, hour)))
      for (const occurredAt of [hours[2], hours[0], hours[1]])
        await apply(customerId, [
          event('Page Viewed', { trust: 'public', context: { gpc: true }, occurredAt }),
        ])
      await apply(customerId, [event('Page Viewed', { context: { gpc: false } })])
      const entries = await entriesOf(store.db, [customerId])
      expect(entries).toHaveLength(5)
      expect(new Set(entries.map(({ purpose, source }) => `${purpose} ${source}`))).toEqual(
        new Set(['personalisation gpc']),
      )
      expect(await may(customerId, 'web', 'personalisation')).toEqual(refused('denied'))
    })

    test('an order is a ground, and nonsense is nothing', async () => {
      const { customerId } = await somebody('email', { country: 'GB' })
      await apply(customerId, [
        event('Consent Given', { properties: { channel: 'pigeon', purpose: { evil: true } } }),
        event('Consent Given', { properties: {} }),
        event('Order Completed', { trust: 'public' }),
      ])
      expect(await entriesOf(store.db, [customerId])).toEqual([])
      expect(await may(customerId, 'email')).toEqual(refused('never_asked'))
      await apply(customerId, [event('Order Completed')])
      expect(await may(customerId, 'email')).toEqual(allowed('implied'))
    })
  })

  test('stops and merges at once: every stop holds for every member', async () => {
    const people = await Promise.all(Array.from({ length: 8 }, () => somebody('phone')))
    const [first] = people
    if (!first) throw new Error('nobody')
    await Promise.all(
      people.flatMap(({ customerId }, at) => [
        linkCustomer(store.db, customerId, first.customerId, 'test', now),
        recordForPerson(
          store.db,
          customerId,
          [{ channel: 'sms', purpose: 'marketing', state: 'denied', ...said, key: `k${at}` }],
          now,
        ),
      ]),
    )
    for (const { customerId } of people) {
      expect(await may(customerId, 'sms')).toEqual(refused('denied'))
      expect(await entriesOf(store.db, [customerId], { channel: 'sms' })).not.toEqual([])
    }
  })
})
