import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import type { TrackedEvent } from '#domain/events/index.ts'
import { createCustomer, linkCustomer } from '#domain/identity/index.ts'
import {
  applyEvents,
  endContract,
  forgetTraits,
  readTraits,
  recordContract,
  screenEvents,
  setTrait,
  type TraitInput,
} from '#domain/profile/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const day = (date: string) => new Date(`${date}T09:00:00Z`)

let messages = 0
function event(change: Partial<TrackedEvent>): TrackedEvent {
  return {
    messageId: `m${++messages}`,
    type: 'track',
    name: 'Product Viewed',
    occurredAt: day('2026-03-01'),
    receivedAt: now,
    identifiers: [],
    properties: {},
    traits: {},
    context: {},
    source: 'web shop',
    trust: 'secret',
    ...change,
  }
}

describeOnBoth('what is known of a customer', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  const customer = async () => (await createCustomer(store.db, { source: 'test' }, now)).customerId
  const said = (customerId: string, change: Partial<TraitInput> = {}): TraitInput => ({
    customerId,
    name: 'size',
    value: 'M',
    source: 'chat',
    party: 'zero',
    evidence: 'I wear size M',
    at: day('2026-02-01'),
    ...change,
  })
  const values = async (customerId: string, purpose: Parameters<typeof readTraits>[2] = 'service') => {
    const { traits } = await readTraits(store.db, customerId, purpose, now)
    return Object.fromEntries(traits.map((trait) => [trait.name, trait.value]))
  }

  test('what the customer said stands before what was observed, and the latest before the earlier', async () => {
    const id = await customer()
    await setTrait(store.db, said(id), now)
    await setTrait(store.db, said(id, { value: 'L', at: day('2026-02-10') }), now)
    await setTrait(
      store.db,
      said(id, { value: 'XL', party: 'first', source: 'web shop', at: day('2026-02-20') }),
      now,
    )
    const { traits } = await readTraits(store.db, id, 'service', now)
    expect(traits).toMatchObject([
      {
        name: 'size',
        value: 'L',
        party: 'zero',
        why: 'The customer said so in the chat on 2026-02-10: “I wear size M”.',
        history: [{ value: 'XL' }, { value: 'M' }],
      },
    ])
  })

  test('a reader gets only what may serve its purpose, and is told what is withheld', async () => {
    const id = await customer()
    await setTrait(store.db, said(id), now)
    await setTrait(store.db, said(id, { name: 'Shoe size', value: 42, purposes: ['marketing'] }), now)
    expect(await readTraits(store.db, id, 'marketing', now)).toMatchObject({
      traits: [{ name: 'shoe_size', value: 42 }],
      withheld: [{ name: 'size', reason: 'other_purpose' }],
    })
  })

  test('any order of the same events, and any repetition, leaves the same', async () => {
    const calls = [
      event({ type: 'identify', occurredAt: day('2026-01-01'), traits: { colour: 'navy', vip: true } }),
      event({ type: 'identify', occurredAt: day('2026-01-02'), traits: { colour: 'red' } }),
      event({ type: 'identify', occurredAt: day('2026-01-03'), traits: { colour: 'navy' } }),
    ]
    const [a, b, c] = [await customer(), await customer(), await customer()]
    const rows = (customerId: string) => calls.map((entry) => ({ event: entry, customerId }))
    await applyEvents(store.db, rows(a), now)
    for (const row of rows(b).reverse()) await applyEvents(store.db, [row], now)
    await applyEvents(store.db, [...rows(c), ...rows(c).reverse()], now)
    const [first, second, third] = await Promise.all(
      [a, b, c].map((id) => readTraits(store.db, id, 'service', now)),
    )
    expect(first?.traits.map(({ name, value }) => [name, value])).toEqual([
      ['colour', 'navy'],
      ['vip', true],
    ])
    expect(second).toEqual(first)
    expect(third).toEqual(first)
  })

  test('what a partner tells needs a running contract that covers it, and the customer’s yes', async () => {
    const id = await customer()
    const told = said(id, { name: 'hobby', value: 'sailing', party: 'second', source: 'acme' })
    const verdict = async () => {
      const answer = await setTrait(store.db, told, now)
      return answer.ok ? 'kept' : answer.refusal.reason
    }
    expect(await verdict()).toBe('no_contract')
    const contract = await recordContract(
      store.db,
      {
        partner: 'acme',
        reference: 'file 12',
        purposes: ['personalisation'],
        traits: ['hobby'],
        startsAt: day('2026-01-01'),
        expiresAt: day('2026-06-01'),
      },
      'ada',
      now,
    )
    expect(await verdict()).toBe('no_consent')
    await recordConsent(
      store.db,
      {
        customerId: id,
        channel: 'web',
        purpose: 'personalisation',
        state: 'granted',
        source: 'test',
        evidence: 'ticked',
      },
      now,
    )
    expect(await verdict()).toBe('kept')
    const later = await setTrait(store.db, { ...told, name: 'city' }, now)
    expect(later).toEqual({ ok: false, refusal: { reason: 'not_in_contract' } })
    expect(await values(id, 'personalisation')).toEqual({ hobby: 'sailing' })
    expect((await readTraits(store.db, id, 'marketing', now)).withheld).toMatchObject([
      { name: 'hobby', reason: 'other_purpose' },
    ])
    const after = await readTraits(store.db, id, 'personalisation', day('2026-06-02'))
    expect(after).toMatchObject({ traits: [], withheld: [{ name: 'hobby', reason: 'contract_over' }] })
    await endContract(store.db, contract.contractId, now)
    expect(await values(id, 'personalisation')).toEqual({})
    expect(await verdict()).toBe('contract_over')
  })

  test('what the customer wants forgotten is gone, and an old word that comes late does not bring it back', async () => {
    const id = await customer()
    await setTrait(store.db, said(id), now)
    expect(await forgetTraits(store.db, id, ['size'], day('2026-02-15'))).toBe(1)
    await applyEvents(
      store.db,
      [{ customerId: id, event: event({ type: 'identify', traits: { size: 'S' } }) }],
      now,
    )
    await setTrait(store.db, said(id, { at: day('2026-02-14') }), now)
    expect(await values(id)).toEqual({})
    await setTrait(store.db, said(id, { value: 'L', at: day('2026-02-16') }), now)
    expect(await values(id)).toEqual({ size: 'L' })
  })

  test('sensitive traits and answers are taken out of events before they are kept, with the reason', async () => {
    const id = await customer()
    const rows = [
      event({ type: 'identify', traits: { religion: 'any', colour: 'navy', note: 'she is pregnant' } }),
      event({
        name: 'Quiz Completed',
        properties: {
          answers: [
            { question: 'Are you pregnant?', answer: 'no' },
            { question: 'Which fabric do you like?', answer: 'wool', trait: 'fabric' },
            { question: 'Anything else?', answer: 'soy diabético' },
          ],
        },
      }),
    ].map((entry) => ({ event: entry, customerId: id }))
    const [identify, quiz] = await screenEvents(store.db, rows, now)
    expect(identify?.event.traits).toEqual({ colour: 'navy' })
    expect(identify?.removed).toEqual([
      { field: 'traits.religion', reason: 'sensitive: religion' },
      { field: 'traits.note', reason: 'sensitive: pregnancy' },
    ])
    expect(quiz?.event.properties.answers).toEqual([
      { question: 'Which fabric do you like?', answer: 'wool', trait: 'fabric' },
    ])
    await applyEvents(store.db, rows, now)
    const { traits } = await readTraits(store.db, id, 'service', now)
    expect(traits.map(({ name, party }) => `${name} ${party}`)).toEqual(['colour first', 'fabric zero'])
    expect(traits[1]?.why).toBe('The customer said so in a quiz on 2026-03-01: “Which fabric do you like?”.')
  })

  test('a no of a merged record keeps a partner’s words out, at writing and at reading', async () => {
    const [first, second] = [await customer(), await customer()]
    await recordContract(
      store.db,
      {
        partner: 'beacon',
        reference: 'file 13',
        purposes: ['personalisation'],
        traits: ['hobby'],
        startsAt: day('2026-01-01'),
        expiresAt: day('2027-01-01'),
      },
      'ada',
      now,
    )
    const say = (customerId: string, state: 'granted' | 'denied') =>
      recordConsent(
        store.db,
        {
          customerId,
          channel: 'web',
          purpose: 'personalisation',
          state,
          source: 'test',
          evidence: 'said so',
        },
        now,
      )
    const told = said(first, { name: 'hobby', value: 'chess', party: 'second', source: 'beacon' })
    await say(first, 'granted')
    expect((await setTrait(store.db, told, now)).ok).toBe(true)
    await say(second, 'denied')
    await linkCustomer(store.db, second, first, 'test', now)
    expect(await setTrait(store.db, told, now)).toEqual({ ok: false, refusal: { reason: 'no_consent' } })
    expect(await readTraits(store.db, first, 'personalisation', now)).toMatchObject({
      traits: [],
      withheld: [{ name: 'hobby', reason: 'no_consent' }],
    })
  })

  test('a position is kept only where the app’s permission is on record', async () => {
    const id = await customer()
    const at = (date: string) =>
      event({
        name: 'Store Visited',
        occurredAt: day(date),
        properties: { latitude: 1.5, store_id: 's1' },
        context: { device: { id: 'phone' }, location: { city: 'Oslo', longitude: 2 } },
      })
    const permission = (name: string, date: string) =>
      event({ name, occurredAt: day(date), properties: { device_id: 'phone' } })
    const [before] = await screenEvents(store.db, [{ event: at('2026-02-01'), customerId: id }], now)
    expect(before?.event.properties).toEqual({ store_id: 's1' })
    expect(before?.event.context).toEqual({ device: { id: 'phone' }, location: { city: 'Oslo' } })
    expect(before?.removed.map(({ field }) => field)).toEqual([
      'properties.latitude',
      'context.location.longitude',
    ])
    const granted = permission('Location Permission Granted', '2026-02-02')
    const denied = permission('Location Permission Denied', '2026-02-04')
    await applyEvents(
      store.db,
      [denied, granted].map((one) => ({ event: one, customerId: id })),
      now,
    )
    const allowed = await screenEvents(store.db, [{ event: at('2026-02-05'), customerId: id }], now)
    expect(allowed[0]?.removed).toHaveLength(2)
  })
})
