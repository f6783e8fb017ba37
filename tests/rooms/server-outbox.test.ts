import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findRow } from '#orchestrator/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { putOutboxRow } from '../support/outbox-rows.ts'
import { addClient, noon, onlyInTheEvening, openOutreachShop } from '../support/outreach-shop.ts'
import { at, type StaffClient, signedIn, startTestServer } from '../support/server.ts'

let now = noon
let server: RunningServer
let jonas: StaffClient
let lea: StaffClient
let mia: StaffClient
let crm: StaffClient

beforeAll(async () => {
  server = await startTestServer(await openTestStore('pglite'), { clock: () => now })
  await openOutreachShop(server.store.db, noon)
  jonas = await signedIn(server, ['associate'], 'Jonas')
  lea = await signedIn(server, ['associate'], 'Lea')
  mia = await signedIn(server, ['support'], 'Mia')
  crm = await signedIn(server, ['crm'], 'Carl')
  await onlyInTheEvening(db(), true, now)
})
afterAll(() => server.close())

const db = () => server.store.db
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const read = async (path: string, as = mia) => (await as.call('get', `/api/outbox${path}`)).body
const idsOf = (page: unknown) => list(at(page, 'messages')).map((each) => String(at(each, 'outboxId')))

/** A message that waits for the evening. */
async function held(as: StaffClient, name = 'Anna Berg') {
  const { customerId, phone } = await addClient(db(), { name }, now)
  const body = { clientMessageId: randomUUID(), channel: 'sms', text: 'Your boots are here.' }
  const answer = await as.call('post', `/api/customers/${customerId}/outreach`, { body })
  expect(answer.status).toBe(200)
  return { customerId, phone, outboxId: String(at(answer.body, 'outboxId')) }
}

const act = (outboxId: string, what: string, as = mia, body?: object) =>
  as.call('post', `/api/outbox/${outboxId}/${what}`, { body })

describe('the list', () => {
  test('a row says to whom, by whom, what, and until when on the customer’s own clock', async () => {
    const { customerId, phone, outboxId } = await held(jonas)
    const [row] = list(at(await read(`?customer=${customerId}`), 'messages'))
    expect(row).toMatchObject({
      outboxId,
      customerId,
      customerName: 'Anna Berg',
      address: phone,
      channel: 'sms',
      kind: 'clienteling',
      sender: 'associate',
      senderName: 'Jonas',
      excerpt: 'Your boots are here.',
      state: 'held',
      reason: 'quiet_hours',
      words: 'Quiet hours',
    })
    expect(at(row, 'dueThere')).toMatch(/^\w{3},? 18:00$/) // Berlin, by the number
  })

  test('an associate reads and changes what they wrote, and nothing of others', async () => {
    const hers = await held(lea)
    const his = await held(jonas)
    expect(idsOf(await read('', jonas))).toContain(his.outboxId)
    expect(idsOf(await read('', jonas))).not.toContain(hers.outboxId)
    expect(idsOf(await read('', crm))).toEqual(expect.arrayContaining([his.outboxId, hers.outboxId]))
    expect((await jonas.call('get', `/api/outbox/${hers.outboxId}`)).status).toBe(404)
    expect((await act(hers.outboxId, 'cancel', jonas)).status).toBe(404)
    expect((await findRow(db(), hers.outboxId))?.state).toBe('held')
    const own = list(at(await read('/counts', lea), 'states'))
    expect(own).toEqual([{ state: 'held', count: 1 }])
  })

  test('each filter leaves what it names; pages follow each other without a gap', async () => {
    const { customerId } = await addClient(db(), {}, now)
    for (const channel of ['sms', 'email', 'whatsapp'] as const)
      for (const state of ['sent', 'dead'])
        await putOutboxRow(db(), { customerId, channel, state, createdAt: new Date(now.getTime() - 60_000) })
    const all = idsOf(await read(`?customer=${customerId}`))
    expect(all).toHaveLength(6)
    expect(idsOf(await read(`?customer=${customerId}&state=dead`))).toHaveLength(3)
    expect(idsOf(await read(`?customer=${customerId}&state=dead&channel=email`))).toHaveLength(1)
    expect(idsOf(await read(`?customer=${customerId}&sender=associate`))).toEqual([])
    expect(idsOf(await read(`?customer=${customerId}&reason=quiet_hours`))).toEqual([])
    const found: string[] = []
    let before = ''
    for (let page = 0; page < 3; page += 1) {
      const answer = await read(`?customer=${customerId}&limit=2${before}`)
      found.push(...idsOf(answer))
      before = `&before=${encodeURIComponent(String(at(answer, 'next')))}`
    }
    expect(found).toEqual(all)
    expect(before).toBe('&before=null')
    expect((await mia.call('get', '/api/outbox?before=never')).status).toBe(400)
    expect((await mia.call('get', '/api/outbox?state=lost')).status).toBe(400)
  })
})

describe('what may be done', () => {
  test('what is held is taken back once; whoever comes second is told how it stands', async () => {
    const { outboxId } = await held(jonas)
    const story = (await jonas.call('get', `/api/outbox/${outboxId}`)).body
    expect(story).toMatchObject({ mayCancel: true, maySettle: false, mayReplay: false })
    expect(list(at(story, 'times')).map((time) => at(time, 'step'))).toContain('asked')
    const answers = await Promise.all([act(outboxId, 'cancel', jonas), act(outboxId, 'cancel', mia)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const late = answers.find(({ status }) => status === 409)
    expect(at(late?.body, 'detail')).toBe('This message was taken back by now.')
    expect(await findRow(db(), outboxId)).toMatchObject({ state: 'cancelled', reason: 'taken_back' })
  })

  test('an unknown outcome is settled by support, never by an associate; what was not sent may be replayed', async () => {
    const { customerId } = await addClient(db(), {}, now)
    const outboxId = await putOutboxRow(db(), {
      customerId,
      state: 'unknown',
      createdAt: now,
      startedAt: now,
    })
    expect((await act(outboxId, 'settle', jonas, { as: 'sent' })).status).toBe(403)
    expect((await act(outboxId, 'settle', mia, { as: 'perhaps' })).status).toBe(400)
    expect((await act(outboxId, 'replay', mia)).status).toBe(409)
    const settled = await act(outboxId, 'settle', mia, { as: 'not_sent' })
    expect(settled.body).toMatchObject({ state: 'dead', settledBy: 'Mia', mayReplay: true })
    expect((await act(outboxId, 'settle', crm, { as: 'sent' })).status).toBe(409)
    const replayed = await act(outboxId, 'replay', crm)
    expect(replayed.body).toMatchObject({ settledBy: 'Carl' })
    expect((await findRow(db(), outboxId))?.state).not.toBe('dead')
    expect((await act('obx_none', 'replay', crm)).status).toBe(404)
  })
})

describe('contact rules', () => {
  const rules = '/api/contact-rules'

  test('everyone reads them with the people they are about; crm writes, and each change is noted', async () => {
    const seen = (await jonas.call('get', rules)).body
    expect(at(seen, 'reachable')).toBeGreaterThan(0)
    expect((await mia.call('put', rules, { body: { onePromotionADay: false } })).status).toBe(403)
    now = new Date(now.getTime() + 1000)
    const holdouts = { global: 10, associates: 0, journeys: 10 }
    const written = await crm.call('put', rules, { body: { holdouts, maxAttempts: 5 } })
    expect(at(written.body, 'rules')).toMatchObject({ holdouts, maxAttempts: 5, caps: [] })
    const { body } = await mia.call('get', '/api/setting-changes?area=contact_rules')
    const changes = list(at(body, 'changes'))
    expect(changes.find((change) => at(change, 'field') === 'maxAttempts')).toMatchObject({
      before: 8,
      after: 5,
      changedByName: 'Carl',
    })
    expect((await jonas.call('get', '/api/setting-changes')).status).toBe(403)
  })

  test('a wrong rule is refused at its field, and nothing of the change is kept', async () => {
    const caps = [
      { channel: 'sms', purpose: 'all', limit: 2, hours: 24 },
      { channel: 'sms', purpose: 'all', limit: 0, hours: 168 },
    ]
    const answer = await crm.call('put', rules, { body: { caps, maxAttempts: 7 } })
    expect(answer.status).toBe(400)
    expect(list(at(answer.body, 'errors')).map((error) => at(error, 'path'))).toEqual(['caps.1.limit'])
    expect(at((await crm.call('get', rules)).body, 'rules', 'maxAttempts')).toBe(5)
  })
})
