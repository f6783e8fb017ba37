import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { segmentInput } from '#contract/segments.ts'
import { mayUse, recordConsent } from '#domain/consent/index.ts'
import { appendMessage, openConversation } from '#domain/conversations/index.ts'
import { createCustomer, membersOf, refreshHouseholds, rootOf } from '#domain/identity/index.ts'
import { refreshAll, saveSegment } from '#domain/segments/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { addPerson, annaTwice, daysAgo, peopleTwice } from '../support/people-story.ts'
import { type Answer, at, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

const now = new Date()
let server: RunningServer
let anna = ''
let guest = ''
const staff: Record<'associate' | 'support' | 'crm' | 'admin', StaffClient | null> = {
  associate: null,
  support: null,
  crm: null,
  admin: null,
}

beforeAll(async () => {
  server = await startTestServer(await openTestStore())
  for (const role of ['associate', 'support', 'crm', 'admin'] as const)
    staff[role] = await signedIn(server, [role], role === 'support' ? 'Mia' : role)
  const people = await annaTwice(server.store.db, now)
  anna = people.anna
  guest = people.guest
})
afterAll(() => server.close())

function as(role: keyof typeof staff): StaffClient {
  const client = staff[role]
  if (!client) throw new Error(role)
  return client
}

const search = (text: string) =>
  as('associate').call('get', `/api/customers?${new URLSearchParams({ q: text })}`)
const idsIn = (answer: Answer): unknown[] =>
  list(at(answer.body, 'customers')).map((row) => at(row, 'customerId'))
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const lineOf = (consent: unknown, channel: string, purpose: string) =>
  list(at(consent, 'lines')).find(
    (line) => at(line, 'channel') === channel && at(line, 'purpose') === purpose,
  )

describe('finding a customer', () => {
  test.each([
    'anna',
    'ANN BER',
    'berg anna',
    'anna.berg@ex',
    '4915112',
    '+49 151 12345678',
    'user-118',
    'lc-0044812',
  ])('“%s” finds Anna', async (text) => {
    expect(idsIn(await search(text))).toContain(anna)
  })

  test('without a text there are all, a page at a time, each once', async () => {
    for (let i = 0; i < 35; i++) await addPerson(server.store.db, { userId: `many-${i}` }, now)
    const first = await search('')
    const next = at(first.body, 'next')
    expect(idsIn(first)).toHaveLength(30)
    expect(typeof next).toBe('string')
    const path = `/api/customers?${new URLSearchParams({ cursor: String(next) })}`
    const second = await as('associate').call('get', path)
    expect(at(second.body, 'next')).toBeNull()
    const ids = [...idsIn(first), ...idsIn(second)]
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toContain(anna)
  })

  test.each(["'; drop table customers; --", '%', '_', '\\', '\u0000', '<script>', '“”', '%27', '(a|b)*'])(
    'the text “%s” is only a text',
    async (text) => {
      const answer = await search(text)
      expect(answer.status).toBe(200)
      expect(idsIn(answer)).not.toContain(anna)
    },
  )

  test('a text without end and a cursor of none of ours are refused', async () => {
    expect((await search('x'.repeat(10_000))).status).toBe(400)
    for (const cursor of ['nonsense', '[]', '{"a":1}', '\u0000'])
      expect((await as('crm').call('get', `/api/customers?${new URLSearchParams({ cursor })}`)).status).toBe(
        400,
      )
  })
})

describe('one customer', () => {
  test('is read by any of its members, under one address', async () => {
    const members = await membersOf(server.store.db, anna)
    expect(members.length).toBeGreaterThan(1)
    for (const member of members) {
      const answer = await as('support').call('get', `/api/customers/${member}`)
      expect(at(answer.body, 'customerId')).toBe(anna)
    }
    const { body } = await as('support').call('get', `/api/customers/${anna}`)
    expect(body).toMatchObject({
      name: 'Anna Berg',
      standing: 'account',
      address: ['Torstraße 12', '10115 Berlin', 'Germany'],
      purpose: 'service',
      purposes: ['service'],
    })
    const known = list(at(body, 'identifiers'))
    expect(known.map((each) => at(each, 'value'))).toEqual([
      'user-118',
      'anna.berg@example.com',
      '+4915112345678',
      'LC-0044812',
    ])
    expect(at(known[0], 'source')).toBe('customer file')
    expect(list(at(body, 'orders'))).toHaveLength(4)
  })

  test('has its facts with unit and why', async () => {
    const { body } = await as('support').call('get', `/api/customers/${anna}`)
    const facts = new Map(list(at(body, 'facts')).map((fact) => [at(fact, 'name'), fact]))
    expect(at(facts.get('lifetime_value'), 'value')).toEqual({
      type: 'money',
      amounts: [{ amount: 22_000, currency: 'USD' }],
    })
    expect(at(facts.get('orders'), 'value', 'count')).toBe(4)
    expect(at(facts.get('rhythm'), 'value', 'days')).toBe(100)
    for (const fact of facts.values()) expect(String(at(fact, 'why')).length).toBeGreaterThan(10)
  })

  test('who is not there is not found', async () => {
    for (const path of ['', '/timeline', '/identity', '/consent', '/merge-preview?otherId=x'])
      expect((await as('admin').call('get', `/api/customers/nobody${path}`)).status, path).toBe(404)
    expect((await as('admin').call('get', `/api/customers/${'x'.repeat(500)}`)).status).toBe(400)
  })
})

describe('a reader’s purpose', () => {
  const namesFor = async (client: StaffClient, purpose?: string) => {
    const { body, status } = await client.call(
      'get',
      `/api/customers/${anna}${purpose ? `?purpose=${purpose}` : ''}`,
    )
    return {
      status,
      purpose: at(body, 'purpose'),
      traits: list(at(body, 'traits')).map((trait) => at(trait, 'name')),
      withheld: list(at(body, 'withheld')).map((trait) => `${at(trait, 'name')} ${at(trait, 'reason')}`),
    }
  }

  test('decides what is shown, and what is not is named with the reason', async () => {
    const service = { purpose: 'service', traits: ['size'], withheld: ['newsletter_topic other_purpose'] }
    const marketing = { purpose: 'marketing', traits: ['newsletter_topic'], withheld: ['size other_purpose'] }
    expect(await namesFor(as('support'))).toMatchObject(service)
    expect(await namesFor(as('associate'))).toMatchObject({ ...service, purpose: 'clienteling' })
    expect(await namesFor(as('crm'))).toMatchObject(marketing)
    expect(await namesFor(as('admin'))).toMatchObject(service)
    expect(await namesFor(as('admin'), 'marketing')).toMatchObject(marketing)
  })

  test('decides which segments are shown, too', async () => {
    const { db } = server.store
    for (const purpose of ['service', 'marketing'] as const)
      await saveSegment(
        db,
        segmentInput.parse({
          name: `Often here, for ${purpose}`,
          purpose,
          rule: { type: 'orders', measure: 'count', op: 'at_least', value: 4 },
        }),
        null,
        now,
      )
    await refreshAll(db, new Date())
    const shown = async (asked: string) => {
      const { body } = await as('admin').call('get', `/api/customers/${anna}?purpose=${asked}`)
      return list(at(body, 'segments')).map((segment) => at(segment, 'name'))
    }
    expect(await shown('service')).toEqual(['Often here, for service'])
    expect(await shown('marketing')).toEqual(['Often here, for marketing'])
    expect(await shown('clienteling')).toEqual([])
    expect(await shown('analytics')).toHaveLength(2)
  })

  test('is one of the reader’s own roles, and nothing is shown for another', async () => {
    for (const [role, purpose] of [
      ['support', 'marketing'],
      ['associate', 'analytics'],
      ['crm', 'service'],
    ] as const) {
      expect(await namesFor(as(role), purpose)).toMatchObject({ status: 403, traits: [] })
    }
    expect(await namesFor(as('admin'), 'profit')).toMatchObject({ status: 400 })
  })
})

describe('consent that staff record', () => {
  const said = (role: keyof typeof staff, customerId: string, body: unknown) =>
    as(role).call('post', `/api/customers/${customerId}/consent`, { body })
  const use = (customerId: string, channel: 'sms' | 'email') =>
    mayUse(
      server.store.db,
      customerId,
      { channel, purpose: 'marketing', suppressionKey: server.house.secrets.suppression },
      new Date(),
    )

  test('words of a conversation are for those who may read conversations, and in no id or cursor', async () => {
    const words = 'stop mailing me, I moved out of his house'
    const { customerId } = await createCustomer(
      server.store.db,
      { identifiers: [{ kind: 'email', value: 'words@example.com' }], source: 'test' },
      new Date(),
    )
    const said = {
      channel: 'email',
      purpose: 'marketing',
      state: 'denied',
      source: 'words',
      evidence: words,
    } as const
    await recordConsent(server.store.db, { customerId, ...said }, new Date())
    for (const path of ['', '/consent', '/timeline']) {
      const read = async (role: 'crm' | 'support') =>
        JSON.stringify((await as(role).call('get', `/api/customers/${customerId}${path}`)).body)
      expect(await read('crm')).toContain('denied')
      expect(await read('crm')).not.toContain('moved out')
      expect((await read('support')).split('moved out')).toHaveLength(2)
    }
  })

  test('a yes needs its evidence, and says that staff wrote it down', async () => {
    const yes = { channel: 'sms', purpose: 'marketing', state: 'granted', evidence: '  ' }
    const refused = await said('support', anna, yes)
    expect([refused.status, at(refused.body, 'errors', 0, 'path')]).toEqual([400, 'evidence'])
    const answer = await said('support', anna, { ...yes, evidence: 'Signed form 12 in the store' })
    expect(lineOf(answer.body, 'sms', 'marketing')).toMatchObject({
      state: 'granted',
      source: 'staff',
      evidence: `Recorded by staff (Mia, ${as('support').staffId}): Signed form 12 in the store`,
      allowed: true,
    })
  })

  test('a no counts at once, for one purpose or for all, and whoever hears it may write it down', async () => {
    expect(await use(anna, 'sms')).toMatchObject({ allowed: true })
    const answer = await said('crm', anna, { channel: 'sms', purpose: 'all', state: 'denied', evidence: '' })
    expect(answer.status).toBe(200)
    expect(await use(anna, 'sms')).toEqual({ allowed: false, reason: 'denied' })
    for (const purpose of ['transactional', 'service', 'clienteling', 'marketing'])
      expect(lineOf(answer.body, 'sms', purpose)).toMatchObject({ state: 'denied', allowed: false })
    expect(lineOf(answer.body, 'email', 'marketing')).toMatchObject({ allowed: true })
  })

  test('who sends campaigns may not write down a yes', async () => {
    const body = { channel: 'push', purpose: 'marketing', state: 'granted', evidence: 'She told me' }
    expect((await said('crm', anna, body)).status).toBe(403)
    expect((await said('associate', anna, body)).status).toBe(200)
  })

  test('what is none of the lists is refused at its field', async () => {
    const good = { channel: 'email', purpose: 'marketing', state: 'denied', evidence: '' }
    for (const [field, value] of [
      ['channel', 'fax'],
      ['purpose', 'profit'],
      ['state', 'pending'],
      ['evidence', 'x'.repeat(501)],
    ] as const) {
      const { status, body } = await said('support', anna, { ...good, [field]: value })
      expect([status, at(body, 'errors', 0, 'path')]).toEqual([400, field])
    }
    expect((await said('support', 'nobody', good)).status).toBe(404)
  })
})

describe('the timeline', () => {
  const read = async (role: keyof typeof staff, query: Record<string, string> = {}) => {
    const path = `/api/customers/${anna}/timeline?${new URLSearchParams(query)}`
    const { status, body } = await as(role).call('get', path)
    return { status, entries: list(at(body, 'entries')), next: at(body, 'next') }
  }

  test('has all channels newest first, or one kind', async () => {
    const conversation = await openConversation(server.store.db, anna, 'web', daysAgo(now, 2))
    const text = 'Where is my parcel?'
    await appendMessage(server.store.db, conversation, { sender: 'customer', text }, daysAgo(now, 2))
    const { entries } = await read('support')
    const times = entries.map((entry) => String(at(entry, 'at')))
    expect(times).toEqual([...times].sort().reverse())
    expect(new Set(entries.map((entry) => at(entry, 'kind')))).toEqual(
      new Set(['orders', 'conversations', 'consent']),
    )
    const orders = await read('support', { kind: 'orders' })
    expect(orders.entries).toHaveLength(4)
    const talk = (await read('support', { kind: 'conversations' })).entries[0]
    expect(talk).toMatchObject({ detail: text, conversationId: conversation.conversationId })
  })

  test('keeps the words of a conversation from those who may not read conversations', async () => {
    const [talk] = (await read('crm', { kind: 'conversations' })).entries
    expect(talk).toMatchObject({ kind: 'conversations', detail: null, conversationId: null })
    expect(JSON.stringify(await read('crm'))).not.toContain('parcel')
  })

  test('refuses a kind and a cursor of none of ours', async () => {
    expect((await read('admin', { kind: 'secrets' })).status).toBe(400)
    expect((await read('admin', { before: "' or 1=1" })).status).toBe(400)
  })
})

describe('merge and un-merge', () => {
  const preview = (otherId: string) =>
    as('support').call('get', `/api/customers/${anna}/merge-preview?${new URLSearchParams({ otherId })}`)
  const merge = (otherId: string, reason = 'Same loyalty card in the store') =>
    as('support').call('post', `/api/customers/${anna}/merge`, { body: { otherId, reason } })
  const page = async (customerId: string) =>
    (await as('admin').call('get', `/api/customers/${customerId}?purpose=service`)).body
  const kept = async (customerId: string) => {
    const body = await page(customerId)
    const { db } = server.store
    return JSON.stringify([
      at(body, 'identifiers'),
      at(body, 'orders'),
      at(body, 'traits'),
      at(body, 'consent'),
      (await membersOf(db, customerId)).sort(),
    ])
  }

  test('the preview shows both sides and which consent becomes stricter', async () => {
    const { body } = await preview(guest)
    expect(body).toMatchObject({ refusal: null, against: null })
    expect(at(body, 'sides', 0)).toMatchObject({ name: 'Anna Berg', orders: 4 })
    expect(at(body, 'sides', 1)).toMatchObject({ name: 'A. Berg', orders: 1 })
    expect(at(body, 'stricter')).toEqual([{ channel: 'email', purpose: 'marketing', side: 0 }])
    const second = await addPerson(server.store.db, { userId: 'user-7', name: 'Anna B.' }, now)
    expect(at((await preview(second)).body, 'against')).toBe('too_many_user_id')
    expect(at((await preview(anna)).body, 'refusal')).toBe('same_person')
  })

  test('a merge joins both with the stricter consent, and an un-merge gives both sides back what they had', async () => {
    const before = [await kept(anna), await kept(guest)]
    const merged = await merge(guest)
    expect([merged.status, at(merged.body, 'customerId')]).toEqual([200, anna])
    const both = await page(guest)
    expect(at(both, 'customerId')).toBe(anna)
    expect(list(at(both, 'orders'))).toHaveLength(5)
    expect(lineOf(at(both, 'consent'), 'email', 'marketing')).toMatchObject({
      state: 'denied',
      allowed: false,
    })

    const story = await as('support').call('get', `/api/customers/${anna}/identity`)
    const [verdict] = list(at(story.body, 'verdicts'))
    expect(verdict).toMatchObject({
      verdict: 'same',
      staffName: 'Mia',
      reason: 'Same loyalty card in the store',
    })
    const apart = list(at(verdict, 'sides')).find((side) => !list(side).includes(anna))
    const { visitors } = server.house.slots
    const ask = { anonymousId: null, userId: 'user-118', country: null, region: null }
    expect((await visitors.read(ask))?.members).toContain(guest)
    const parted = await as('support').call('post', `/api/customers/${anna}/unmerge`, {
      body: { apart, reason: 'The card was borrowed' },
    })
    expect(visitors.known(ask)).toBeNull() // her next page shows nothing of the other's
    expect([parted.status, parted.body]).toEqual([200, { customerId: anna, apartId: guest }])
    expect([await kept(anna), await kept(guest)]).toEqual(before)
  })

  test('a merge of somebody with several identifiers is taken back whole', async () => {
    const given = { email: 'ab@work.example', phone: '+4930123456', name: 'A. B.' }
    const other = await addPerson(server.store.db, given, now)
    const before = [await kept(anna), await kept(other)]
    expect((await merge(other)).status).toBe(200)
    const story = await as('support').call('get', `/api/customers/${anna}/identity`)
    const [verdict] = list(at(story.body, 'verdicts'))
    const apart = list(at(verdict, 'sides')).find((side) => !list(side).includes(anna))
    expect(apart).toHaveLength(2)
    const body = { apart, reason: 'A mistake' }
    const parted = await as('support').call('post', `/api/customers/${anna}/unmerge`, { body })
    expect(parted.body).toEqual({ customerId: anna, apartId: other })
    expect([await kept(anna), await kept(other)]).toEqual(before)
  })

  test('who is one customer already, oneself or nobody cannot be merged', async () => {
    expect((await merge(anna)).status).toBe(409)
    expect((await merge('nobody')).status).toBe(404)
    const [, member = ''] = await membersOf(server.store.db, anna)
    expect((await merge(member)).status).toBe(409)
  })

  test('a reason is needed, and parts that are the customer’s', async () => {
    expect(at((await merge(guest, ' ')).body, 'errors', 0, 'path')).toBe('reason')
    const unmerge = (apart: string[]) =>
      as('support').call('post', `/api/customers/${anna}/unmerge`, { body: { apart, reason: 'Two people' } })
    const members = await membersOf(server.store.db, anna)
    for (const apart of [[], members, [guest], ['nobody']])
      expect((await unmerge(apart)).status, JSON.stringify(apart)).toBe(400)
    expect(await rootOf(server.store.db, members.at(-1) ?? '')).toBe(anna)
  })
})

describe('possible duplicates', () => {
  const pairs = async (query: Record<string, string> = {}) => {
    const { status, body } = await as('support').call('get', `/api/duplicates?${new URLSearchParams(query)}`)
    return { status, pairs: list(at(body, 'pairs')), next: at(body, 'next') }
  }
  const judge = (pairId: unknown, verdict: string) =>
    as('support').call('post', `/api/duplicates/${pairId}`, { body: { verdict } })
  const sides = (pair: unknown) => [0, 1].map((side) => String(at(pair, 'sides', side, 'customerId')))

  test('show both sides with the evidence of every field', async () => {
    const waiting = await peopleTwice(server.store.db, now)
    const { pairs: found } = await pairs()
    expect(found).toHaveLength(waiting)
    const [first] = found
    const evidence = list(at(first, 'evidence'))
    expect(evidence.map((each) => at(each, 'field'))).toEqual(
      expect.arrayContaining(['given_name', 'surname', 'email', 'street']),
    )
    const street = evidence.find((each) => at(each, 'field') === 'street')
    expect(street).toMatchObject({ agreement: 'exact' })
    expect(Number(at(street, 'weight'))).toBeGreaterThan(0)
    const [left = ''] = sides(first)
    expect((await pairs({ customerId: left })).pairs).toHaveLength(1)
    const { body } = await as('admin').call('get', `/api/customers/${left}`)
    expect(at(body, 'duplicates')).toBe(1)
  })

  test('“same” merges them, “different” keeps them apart, and either is said once', async () => {
    const [first, second] = (await pairs()).pairs
    const [a = '', b = ''] = sides(first)
    const [c = '', d = ''] = sides(second)
    expect((await judge(at(first, 'pairId'), 'same')).status).toBe(204)
    expect(await rootOf(server.store.db, a)).toBe(await rootOf(server.store.db, b))
    expect((await judge(at(second, 'pairId'), 'different')).status).toBe(204)
    const preview = await as('support').call('get', `/api/customers/${c}/merge-preview?otherId=${d}`)
    expect(at(preview.body, 'against')).toMatch(/kept_apart|too_many_user_id/)
    expect((await judge(at(first, 'pairId'), 'different')).status).toBe(409)
    const left = (await pairs()).pairs.map((pair) => at(pair, 'pairId'))
    expect(left).not.toContain(at(first, 'pairId'))
    expect(left).not.toContain(at(second, 'pairId'))
  })

  test('what is no pair, no verdict and no place in the list is refused', async () => {
    expect((await judge('dup_nobody', 'same')).status).toBe(404)
    expect((await judge('dup_nobody', 'maybe')).status).toBe(400)
    expect((await pairs({ cursor: 'nonsense' })).status).toBe(400)
    expect((await pairs({ customerId: "' or true --" })).pairs).toEqual([])
  })
})

test('a household is shown as a group of customers', async () => {
  const { db } = server.store
  const address = { line1: 'Seestraße 4', city: 'Potsdam', postcode: '14467', country: 'DE' }
  const lena = await addPerson(db, { email: 'lena@wolf.example', name: 'Lena Wolf', address }, now)
  const paul = await addPerson(db, { email: 'paul@wolf.example', name: 'Paul Wolf', address }, now)
  await refreshHouseholds(db, now)
  const { body } = await as('support').call('get', `/api/customers/${lena}`)
  expect(at(body, 'households', 0)).toMatchObject({
    surname: 'Wolf',
    address: 'Seestraße 4, 14467 Potsdam, Germany',
  })
  const members = list(at(body, 'households', 0, 'members')).map((member) => at(member, 'customerId'))
  expect(members.sort()).toEqual([lena, paul].sort())
})
