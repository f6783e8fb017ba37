import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { customerInput, findByIdentifier, upsertCustomers } from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import { refreshDue, trainPredictions } from '#domain/segments/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { daysAgo } from '../support/people-story.ts'
import { type Answer, at, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

const now = new Date()
const buyers = 12
const roles = ['associate', 'support', 'crm', 'admin'] as const
let server: RunningServer
const people: string[] = []
const staff = new Map<(typeof roles)[number], StaffClient>()

beforeAll(async () => {
  server = await startTestServer(await openTestStore())
  const { db } = server.store
  for (const role of roles) staff.set(role, await signedIn(server, [role], role))
  const emails = Array.from({ length: 20 }, (_, i) => `buyer-${i}@example.com`)
  const customers = emails.map((email, i) =>
    customerInput.parse({ email, name: `Buyer ${i}`, createdAt: daysAgo(now, 200) }),
  )
  await upsertCustomers(db, customers, 'customer file', now)
  const orders = emails.flatMap((email, i) =>
    Array.from({ length: i < buyers ? 2 : 1 }, (_, order) =>
      orderInput.parse({
        orderNumber: `S-${i}-${order}`,
        status: 'delivered',
        customer: { email },
        currency: 'USD',
        total: 1500,
        lines: [{ productId: 'mug', variantId: 'mug-1', title: 'Mug', quantity: 1, unitPrice: 1500 }],
        placedAt: daysAgo(now, 10 + order * 30),
      }),
    ),
  )
  await upsertOrders(db, orders, 'test', now)
  for (const email of emails) people.push((await findByIdentifier(db, 'email', email))?.customerId ?? '')
})
afterAll(() => server.close())

function as(role: (typeof roles)[number]): StaffClient {
  const client = staff.get(role)
  if (!client) throw new Error(role)
  return client
}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const twice = { type: 'orders', measure: 'count', op: 'at_least', value: 2 }
const make = (body: Record<string, unknown>): Promise<Answer> =>
  as('crm').call('post', '/api/segments', { body: { name: 'Twice', rule: twice, ...body } })
const count = (rule: unknown, purpose = 'marketing') =>
  as('crm').call('post', '/api/segments/count', { body: { rule, purpose } })
const idOf = (answer: Answer) => String(at(answer.body, 'segmentId'))

/** Somebody's timers may be at the same work: the membership is there when either is done. */
const worked = () => refreshDue(server.store.db, new Date())

describe('a segment', () => {
  test('is counted while it is written, and said in words', async () => {
    const { status, body } = await count({ all: [twice] })
    expect(status).toBe(200)
    expect(body).toEqual({
      words: 'At least 2 orders',
      count: { members: buyers, of: 20, exact: true, asked: 20, low: buyers, high: buyers },
    })
  })

  test('is made, read with its checks and members, changed and archived', async () => {
    const made = await make({ name: 'Bought twice', description: 'For thanks' })
    expect(made.status).toBe(201)
    const id = idOf(made)
    await worked()
    const page = await as('admin').call('get', `/api/segments/${id}`)
    expect(page.body).toMatchObject({
      name: 'Bought twice',
      description: 'For thanks',
      words: 'At least 2 orders',
      purpose: 'marketing',
      version: 1,
      namedBy: [],
      checks: { size: { members: buyers, customers: 20, verdict: 'poor', words: 'too small to test' } },
    })
    const members = list(at(page.body, 'members'))
    expect(members.map((one) => at(one, 'customerId')).sort()).toEqual(people.slice(0, buyers).sort())
    expect(at(members[0], 'name')).toMatch(/^Buyer \d+$/)
    const row = list(at((await as('crm').call('get', '/api/segments')).body, 'segments'))[0]
    expect(row).toMatchObject({ segmentId: id, members: buyers, joined: buyers, left: 0 })

    const change = { name: 'Bought thrice', rule: { ...twice, value: 3 } }
    expect((await as('crm').call('put', `/api/segments/${id}`, { body: change })).status).toBe(200)
    await worked()
    expect((await as('admin').call('get', `/api/segments/${id}`)).body).toMatchObject({
      name: 'Bought thrice',
      version: 2,
      checks: { size: { members: 0 } },
    })
    expect((await as('crm').call('post', `/api/segments/${id}/archive`, { body: {} })).status).toBe(204)
    expect((await as('admin').call('get', `/api/segments/${id}`)).status).toBe(404)
    expect((await as('crm').call('put', `/api/segments/${id}`, { body: change })).status).toBe(404)
  })

  test('its members come a page at a time, each once', async () => {
    const numbers = Array.from({ length: 60 }, (_, i) => `LC-${i + 1000}`)
    const customers = numbers.map((loyaltyNumber) => customerInput.parse({ loyaltyNumber, createdAt: now }))
    await upsertCustomers(server.store.db, customers, 'customer file', now)
    const rule = { type: 'identifier', kind: 'loyalty_number', present: true }
    const id = idOf(await make({ name: 'With a loyalty number', rule }))
    await worked()
    const first = await as('crm').call('get', `/api/segments/${id}/members`)
    const next = String(at(first.body, 'next'))
    const second = await as('crm').call(
      'get',
      `/api/segments/${id}/members?${new URLSearchParams({ cursor: next })}`,
    )
    const ids = [first, second].flatMap(({ body }) =>
      list(at(body, 'members')).map((one) => at(one, 'customerId')),
    )
    expect(list(at(first.body, 'members'))).toHaveLength(50)
    expect(at(second.body, 'next')).toBeNull()
    expect(new Set(ids).size).toBe(60)
    expect(ids).toHaveLength(60)
    for (const cursor of ['nonsense', '2026-01-01T00:00:00Z', "2026-13-45T99:99:99Z '--"]) {
      const path = `/api/segments/${id}/members?${new URLSearchParams({ cursor })}`
      expect([200, 400]).toContain((await as('crm').call('get', path)).status)
    }
  })

  test('that another is made of says so, and stays', async () => {
    const inner = idOf(await make({ name: 'Inner' }))
    const outer = idOf(await make({ name: 'Outer', rule: { type: 'segment', segmentId: inner } }))
    const page = await as('crm').call('get', `/api/segments/${inner}`)
    expect(at(page.body, 'namedBy')).toEqual([{ segmentId: outer, name: 'Outer' }])
    expect((await as('crm').call('post', `/api/segments/${inner}/archive`, { body: {} })).status).toBe(409)
    const circle = { name: 'Inner', rule: { type: 'segment', segmentId: outer } }
    expect((await as('crm').call('put', `/api/segments/${inner}`, { body: circle })).status).toBe(400)
  })
})

describe('who sees what', () => {
  test('a segment made for a purpose is seen by those who read customers for it', async () => {
    const ids: Record<string, string> = {}
    for (const purpose of ['service', 'clienteling', 'marketing', 'personalisation'])
      ids[purpose] = idOf(await make({ name: `For ${purpose}`, purpose }))
    const seen = async (role: (typeof roles)[number]) => {
      const { body } = await as(role).call('get', '/api/segments')
      const names = list(at(body, 'segments')).map((row) => at(row, 'segmentId'))
      return Object.keys(ids).filter((purpose) => names.includes(ids[purpose]))
    }
    expect(await seen('support')).toEqual(['service'])
    expect(await seen('associate')).toEqual(['clienteling'])
    expect(await seen('crm')).toHaveLength(4)
    expect(await seen('admin')).toHaveLength(4)
    for (const path of ['', '/checks', '/members']) {
      const of = (purpose: string) => as('associate').call('get', `/api/segments/${ids[purpose]}${path}`)
      expect((await of('clienteling')).status).toBe(200)
      expect((await of('marketing')).status).toBe(404)
    }
  })

  test('writing needs the role and the CSRF token', async () => {
    const body = { name: 'Mine', rule: twice }
    expect((await as('support').call('post', '/api/segments', { body })).status).toBe(403)
    expect(
      (await as('associate').call('post', '/api/segments/count', { body: { rule: twice } })).status,
    ).toBe(403)
    const bare = { body, headers: { 'x-csrf-token': '' } }
    expect((await as('crm').call('post', '/api/segments', bare)).status).toBe(403)
  })
})

describe('hostile input', () => {
  const nasty = ["'; drop table customers; --", '%', '\\', '<script>alert(1)</script>', '🧨', '(a|b)*']
  test.each(nasty)('“%s” is only a text, in every field of a rule', async (text) => {
    const rules = [
      { type: 'trait', name: text, is: { op: 'is', value: text } },
      { type: 'trait', name: text, is: { op: 'contains', value: text } },
      { type: 'event', name: text, where: [{ property: text, is: { op: 'is', value: text } }] },
      { type: 'orders', measure: 'count', op: 'at_least', value: 1, channel: text, storeId: text },
      { type: 'tier', tiers: [text] },
      { type: 'identifier', kind: text, present: true },
      { type: 'cluster', cluster: text },
    ]
    for (const rule of rules) {
      const answer = await count(rule)
      expect([answer.status, at(answer.body, 'count', 'members')]).toEqual([200, 0])
    }
  })

  test('what is no rule is refused, and nothing is stored', async () => {
    const deep = Array.from({ length: 40 }).reduce<unknown>((rule) => ({ all: [rule] }), twice)
    const wrong = [
      null,
      [],
      'select 1',
      {},
      { all: [] },
      { ...twice, value: 'many' },
      { ...twice, sql: '1=1' },
      { type: 'trait', name: 'size\u0000', is: { op: 'known' } },
      { any: Array.from({ length: 61 }, () => twice) },
      deep,
    ]
    for (const rule of wrong) {
      expect((await count(rule)).status).toBe(400)
      expect((await make({ name: 'Wrong', rule })).status).toBe(400)
    }
    expect((await make({ name: '  ' })).status).toBe(400)
    expect((await make({ name: 'Wrong', rule: { type: 'segment', segmentId: 'nobody' } })).status).toBe(400)
    const { body } = await as('crm').call('get', '/api/segments')
    expect(list(at(body, 'segments')).map((row) => at(row, 'name'))).not.toContain('Wrong')
    for (const path of ['', '/checks', '/members'])
      expect(
        (await as('crm').call('get', `/api/segments/${encodeURIComponent("x' or 1=1")}${path}`)).status,
      ).toBe(404)
  })
})

describe('what a form offers, and where everybody stands', () => {
  test('the fields are this shop’s own', async () => {
    const { body } = await as('crm').call('get', '/api/segment-fields')
    expect(at(body, 'currencies')).toEqual(['USD'])
    expect(list(at(body, 'events')).map((event) => at(event, 'name'))).toContain('Product Viewed')
    expect(list(at(body, 'rfmGroups'))).toHaveLength(10)
  })

  test('the squares of RFM hold every buyer once, and a model that cannot be trained says why', async () => {
    await trainPredictions(server.store.db, now)
    const { body } = await as('crm').call('get', '/api/scores')
    const sum = (rows: unknown[]) =>
      rows.reduce<number>((total, row) => total + Number(at(row, 'customers')), 0)
    expect(list(at(body, 'cells'))).toHaveLength(25)
    expect(sum(list(at(body, 'cells')))).toBe(20)
    expect(sum(list(at(body, 'groups')))).toBe(20)
    expect(at(body, 'customers')).toBe(20)
    for (const group of list(at(body, 'groups'))) {
      // the square that is shown is the group that a rule means
      const meant = await count({ type: 'rfm', groups: [at(group, 'group')] })
      expect([at(group, 'group'), at(meant.body, 'count', 'members')]).toEqual([
        at(group, 'group'),
        at(group, 'customers'),
      ])
    }
    expect(at(body, 'currency')).toBe('USD')
    const models = list(at(body, 'models'))
    expect(models.length).toBeGreaterThan(4)
    for (const model of models) {
      expect(at(model, 'inUse')).toBe(false)
      expect(at(model, 'verdict')).toMatch(/^not /)
      expect(at(model, 'scores')).toEqual([])
    }
  })
})
