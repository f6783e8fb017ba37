import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { recordConsent, withdraw } from '#domain/consent/index.ts'
import { conversationsOf, recentMessages } from '#domain/conversations/index.ts'
import { membersOf } from '#domain/identity/index.ts'
import { upsertOrders } from '#domain/orders/index.ts'
import { writeContactRules } from '#domain/settings/index.ts'
import { setStaff } from '#domain/staff/index.ts'
import { listOutbox } from '#orchestrator/index.ts'
import type { RunningServer } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import {
  addClient,
  addTemplate,
  evening,
  noon,
  onlyInTheEvening,
  openOutreachShop,
} from '../support/outreach-shop.ts'
import {
  type Answer,
  at,
  eventually,
  request,
  type StaffClient,
  signedIn,
  startTestServer,
} from '../support/server.ts'
import { smallOrder } from '../support/small-shop.ts'

let now = noon
let server: RunningServer
let jonas: StaffClient
let lea: StaffClient
let mia: StaffClient
let crm: StaffClient
let admin: StaffClient

beforeAll(async () => {
  server = await startTestServer(await openTestStore('pglite'), {
    clock: () => now,
    env: { LOG_LEVEL: 'error' },
  })
  await openOutreachShop(server.store.db, noon)
  await server.house.search.refresh()
  await server.house.recommender.follow()
  jonas = await signedIn(server, ['associate'], 'Jonas')
  lea = await signedIn(server, ['associate'], 'Lea')
  mia = await signedIn(server, ['support'], 'Mia')
  crm = await signedIn(server, ['crm'], 'Carl')
  admin = await signedIn(server, ['admin'], 'Ada')
})
afterAll(() => server.close())

const db = () => server.store.db
const client = (given: Parameters<typeof addClient>[1] = {}) => addClient(db(), given, now)
const path = (customerId: string, rest: string) => `/api/customers/${customerId}/${rest}`
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function write(customerId: string, body: object, as = jonas): Promise<Answer> {
  const clientMessageId = randomUUID()
  return as.call('post', path(customerId, 'outreach'), { body: { clientMessageId, ...body } })
}

/** What the team wrote, as soon as something stands so; `sent` is also what has arrived by then. */
function written(customerId: string, state: string): Promise<unknown> {
  const wanted = state === 'sent' ? ['sent', 'delivered'] : [state]
  return eventually(async () => {
    const answer = await jonas.call('get', path(customerId, 'outreach'))
    return list(at(answer.body, 'outreach')).find((each) => wanted.includes(String(at(each, 'state'))))
  })
}

async function transcriptOf(customerId: string) {
  const [conversation] = await conversationsOf(db(), await membersOf(db(), customerId), 1)
  return conversation ? recentMessages(db(), conversation, 20) : []
}

/** What stands in their conversation first, as soon as something does. */
const said = (customerId: string) => eventually(async () => (await transcriptOf(customerId))[0])

const gateOf = (answer: Answer) => list(at(answer.body, 'errors')).map((error) => at(error, 'message'))

describe('what may be sent', () => {
  const standing = async (customerId: string, channel: string, as = jonas) => {
    const answer = await as.call('get', path(customerId, 'may-send'))
    expect(answer.status).toBe(200)
    const kinds = list(at(answer.body, 'kinds'))
    const own = kinds.find((kind) => at(kind, 'kind') === 'clienteling')
    return list(at(own, 'channels')).find((each) => at(each, 'channel') === channel)
  }

  test('every channel says where it stands, and every gate what it says', async () => {
    const { customerId, phone } = await client({ yesTo: ['sms', 'whatsapp'] })
    expect(await standing(customerId, 'sms')).toMatchObject({ standing: 'open', address: phone, words: '' })
    expect(await standing(customerId, 'whatsapp')).toMatchObject({ standing: 'template_only' })
    const mail = await standing(customerId, 'email')
    expect(mail).toMatchObject({ standing: 'refused', words: 'They have not said yes' })
    const consent = list(at(mail, 'gates')).find((gate) => at(gate, 'gate') === 'consent')
    expect(consent).toMatchObject({ allowed: false, reason: 'never_asked', until: null })
    expect(await standing(customerId, 'web')).toMatchObject({ standing: 'refused', address: null })
  })

  test('outside the hours a phone waits for its hour, with the hour in words', async () => {
    const { customerId } = await client()
    await onlyInTheEvening(db(), true, now)
    const sms = await standing(customerId, 'sms')
    expect(at(sms, 'standing')).toBe('held')
    expect(at(sms, 'words')).toMatch(/^Quiet hours: until \w{3},? 18:00 in Berlin$/)
    expect(await standing(customerId, 'email')).toMatchObject({ standing: 'open' })
    await onlyInTheEvening(db(), false, now)
  })

  test('CRM reads it too; nobody reads it of somebody who is not there', async () => {
    const { customerId } = await client()
    expect(await standing(customerId, 'sms', crm)).toMatchObject({ standing: 'open' })
    expect((await jonas.call('get', path('cus_none', 'may-send'))).status).toBe(404)
  })
})

describe('writing', () => {
  test('it leaves, and stands in the conversation as this person’s word', async () => {
    const { customerId } = await client()
    const answer = await write(customerId, { channel: 'sms', text: 'Your boots are here, Anna.' })
    expect(answer.status).toBe(200)
    const sent = await written(customerId, 'sent')
    expect(sent).toMatchObject({ channel: 'sms', staffName: 'Jonas', text: 'Your boots are here, Anna.' })
    expect(await said(customerId)).toMatchObject({
      sender: 'associate',
      staffName: 'Jonas',
      text: 'Your boots are here, Anna.',
    })
    const conversationId = String(at(await written(customerId, 'sent'), 'conversationId'))
    const detail = await mia.call('get', `/api/conversations/${conversationId}`)
    expect(at(detail.body, 'messages', 0, 'delivery', 'state')).toMatch(/^(sent|delivered)$/)
  })

  test('sent again with the same id it is the same message', async () => {
    const { customerId } = await client()
    const body = { clientMessageId: randomUUID(), channel: 'sms', text: 'Once only.' }
    const answers = await Promise.all([1, 2, 3].map(() => write(customerId, body)))
    expect(new Set(answers.map((answer) => at(answer.body, 'outboxId'))).size).toBe(1)
    await written(customerId, 'sent')
    expect(await listOutbox(db(), { customerId, limit: 10 })).toHaveLength(1)
    // the same id from somebody else is somebody else's message
    const other = await write(customerId, body, lea)
    expect(at(other.body, 'outboxId')).not.toBe(at(answers[0]?.body, 'outboxId'))
  })

  test('what a gate refuses is told with gate and reason, is on record, and was never said', async () => {
    const { customerId } = await client({ yesTo: [] })
    const answer = await write(customerId, { channel: 'sms', text: 'Hello.' })
    expect(answer.status).toBe(409)
    expect(at(answer.body, 'detail')).toBe('They have not said yes.')
    expect(gateOf(answer)).toEqual(['consent', 'never_asked'])
    expect(await written(customerId, 'refused')).toMatchObject({ gate: 'consent', mayTakeBack: false })
    expect(await transcriptOf(customerId)).toEqual([])
  })

  test('after a stop nothing more leaves', async () => {
    const { customerId } = await client()
    await withdraw(db(), customerId, ['sms'], { source: 'words', evidence: 'STOP' }, now)
    expect(gateOf(await write(customerId, { channel: 'sms', text: 'Hello.' }))).toEqual(['consent', 'denied'])
  })

  test('a limit counts associates together', async () => {
    const { customerId } = await client()
    const caps = [{ channel: 'all', purpose: 'all', limit: 2, hours: 168 }]
    await writeContactRules(db(), { caps }, null, now)
    expect((await write(customerId, { channel: 'sms', text: 'One.' })).status).toBe(200)
    expect((await write(customerId, { channel: 'email', text: 'Two.' }, lea)).status).toBe(200)
    const third = await write(customerId, { channel: 'sms', text: 'Three.' }, mia)
    expect(gateOf(third)).toEqual(['caps', 'cap_reached'])
    await writeContactRules(db(), { caps: [] }, null, now)
  })

  test('somebody who is held out is not written to, and nobody is told more than that', async () => {
    const { customerId } = await client()
    await writeContactRules(db(), { holdouts: { global: 50, associates: 50, journeys: 0 } }, null, now)
    const people = await Promise.all([...Array(12)].map(() => client()))
    const answers = await Promise.all(
      people.map((person) => write(person.customerId, { channel: 'sms', text: 'Hi.' })),
    )
    const refused = answers.filter(({ status }) => status === 409)
    expect(refused.length).toBeGreaterThan(0)
    for (const answer of refused) {
      expect(gateOf(answer)).toEqual(['holdout', 'held_out'])
      expect(at(answer.body, 'detail')).toBe('Not to be contacted now (experiment).')
    }
    await writeContactRules(db(), { holdouts: { global: 0, associates: 0, journeys: 0 } }, null, now)
    expect((await write(customerId, { channel: 'sms', text: 'Hello.' })).status).toBe(200)
  })

  test.each([
    ['nothing', { text: '  ' }, 400],
    ['a channel that there is none of', { channel: 'pigeon', text: 'Hello.' }, 400],
    ['a text that is too long', { text: 'x'.repeat(4001) }, 400],
    ['a template beside a text', { text: 'Hello.', template: { templateId: 'tpl_1', parameters: {} } }, 400],
    ['a field that nobody knows', { text: 'Hello.', force: true }, 400],
  ])('%s is refused with its field', async (_what, body, status) => {
    const { customerId } = await client()
    const answer = await write(customerId, { channel: 'sms', ...body })
    expect(answer.status).toBe(status)
    expect(list(at(answer.body, 'errors')).length).toBeGreaterThan(0)
    expect(await listOutbox(db(), { customerId, limit: 10 })).toEqual([])
  })

  test('card numbers are taken out before anything is stored', async () => {
    const { customerId } = await client()
    await write(customerId, { channel: 'sms', text: 'Was it 4111 1111 1111 1111?' })
    expect(at(await written(customerId, 'sent'), 'text')).toBe('Was it [card]?')
  })
})

describe('products', () => {
  test('they are found, and go as cards with the price of now', async () => {
    const found = await jonas.call('get', '/api/products?q=heron')
    expect(at(found.body, 'products', 0)).toMatchObject({ productId: 'heron', price: { amount: 12900 } })
    const { customerId } = await client()
    await write(customerId, {
      channel: 'email',
      text: 'For the wet days.',
      productIds: ['heron', 'fell', 'heron'],
    })
    expect(await written(customerId, 'sent')).toMatchObject({
      products: ['Heron Rain Jacket', 'Fell Wool Sweater'],
    })
    const [row] = await listOutbox(db(), { customerId, limit: 1 })
    expect(at(row?.content.parts, 0, 'products', 0, 'price', 'amount')).toBe(12900)
  })

  test('one that is gone, or sold out, is refused by its name', async () => {
    const { customerId } = await client()
    const found = await jonas.call('get', '/api/products?q=faded')
    expect(at(found.body, 'products', 0)).toMatchObject({ availability: 'out_of_stock' })
    const soldOut = await write(customerId, { channel: 'sms', text: 'Look.', productIds: ['faded'] })
    expect(at(soldOut.body, 'errors', 0)).toEqual({
      path: 'productIds',
      message: 'Faded Camp Lamp is sold out',
    })
    const answer = await write(customerId, { channel: 'sms', text: 'Look.', productIds: ['phoenix'] })
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).toContain('phoenix')
  })
})

describe('what may suit a customer', () => {
  const recommended = (customerId: string, as = jonas) => as.call('get', path(customerId, 'recommendations'))
  const idsOf = (answer: Answer) =>
    list(at(answer.body, 'items')).map((item) => at(at(item, 'product'), 'productId'))

  test('with their consent by what they bought, without it by what is there, and never what is sold out', async () => {
    const { customerId, email } = await client()
    const lines = [
      {
        productId: 'heron',
        variantId: 'heron-navy-m',
        title: 'Heron Rain Jacket',
        options: '',
        quantity: 1,
        unitPrice: 12900,
      },
    ]
    const order = smallOrder({ orderNumber: 'S9001', email, lines })
    await upsertOrders(db(), [order], 'test', now)
    const before = await recommended(customerId)
    expect(before.status).toBe(200)
    expect(at(before.body, 'withheld')).toBe('never_asked')
    expect(idsOf(before)).not.toContain('faded')
    await recordConsent(
      db(),
      {
        customerId,
        channel: 'web',
        purpose: 'personalisation',
        state: 'granted',
        source: 'test',
        evidence: 'said so',
      },
      now,
    )
    const after = await recommended(customerId)
    expect(at(after.body, 'withheld')).toBeNull()
    expect(idsOf(after)).not.toContain('heron')
    expect(idsOf(after).length).toBeGreaterThan(0)
    const [first] = list(at(after.body, 'items'))
    expect(typeof at(first, 'because')).toBe('string')
    expect(at(first, 'detail')).toMatch(/^[a-z_]+: score /)
  })

  test('support, who reads for service alone, is not told; nobody is told of somebody who is not there', async () => {
    const { customerId } = await client()
    expect((await recommended(customerId, mia)).status).toBe(403)
    expect((await recommended(customerId, crm)).status).toBe(200)
    expect((await recommended('cus_nobody')).status).toBe(404)
  })
})

describe('held', () => {
  test('it waits for its hour, is in no conversation until then, and leaves when the hour comes', async () => {
    const { customerId } = await client()
    await onlyInTheEvening(db(), true, now)
    const answer = await write(customerId, { channel: 'sms', text: 'Good evening.' })
    expect(answer.body).toMatchObject({
      state: 'held',
      words: 'Quiet hours',
      mayTakeBack: true,
    })
    expect(await transcriptOf(customerId)).toEqual([])
    await server.house.outbox.runDue(evening)
    expect(await written(customerId, 'sent')).toMatchObject({ mayTakeBack: false, dueAt: null })
    await said(customerId)
    await onlyInTheEvening(db(), false, now)
  })

  test('taken back it never leaves; a colleague’s stays unless an admin takes it', async () => {
    const { customerId } = await client()
    await onlyInTheEvening(db(), true, now)
    const held = await write(customerId, { channel: 'sms', text: 'Good evening.' })
    const id = String(at(held.body, 'outboxId'))
    const back = (as: StaffClient) => as.call('delete', path(customerId, `outreach/${id}`))
    expect((await back(lea)).status).toBe(409)
    expect((await back(crm)).status).toBe(403)
    const { customerId: stranger } = await client()
    expect((await admin.call('delete', path(stranger, `outreach/${id}`))).status).toBe(404)
    expect(at((await back(admin)).body, 'state')).toBe('cancelled')
    expect(at((await back(jonas)).body, 'state')).toBe('cancelled')
    await server.house.outbox.runDue(evening)
    expect(await written(customerId, 'cancelled')).toMatchObject({ words: 'Taken back by staff' })
    expect(await transcriptOf(customerId)).toEqual([])
    await onlyInTheEvening(db(), false, now)
  })

  test('what has left cannot be taken back', async () => {
    const { customerId } = await client()
    const id = String(at((await write(customerId, { channel: 'sms', text: 'Gone.' })).body, 'outboxId'))
    await written(customerId, 'sent')
    expect((await jonas.call('delete', path(customerId, `outreach/${id}`))).status).toBe(409)
  })
})

describe('WhatsApp outside its window', () => {
  test('free words are refused; a whole template goes, and reads as it was filled', async () => {
    const { customerId } = await client()
    const templateId = await addTemplate(db(), 'Hello {{first_name}}, we have news.', 'news', now)
    const free = await write(customerId, { channel: 'whatsapp', text: 'Hello.' })
    expect(gateOf(free)).toEqual(['channel_rules', 'window_closed'])
    const withName = (first_name: string) =>
      write(customerId, { channel: 'whatsapp', template: { templateId, parameters: { first_name } } })
    expect(gateOf(await withName('  '))).toEqual(['channel_rules', 'template_parameter'])
    expect((await withName('Anna')).status).toBe(200)
    expect(await written(customerId, 'sent')).toMatchObject({ text: 'Hello Anna, we have news.' })
    const listed = await crm.call('get', '/api/templates')
    const own = list(at(listed.body, 'templates')).find((each) => at(each, 'templateId') === templateId)
    expect(own).toMatchObject({ status: 'approved', parameters: ['first_name'], uses: 1 })
  })
})

describe('the preview', () => {
  const preview = (customerId: string, body: object) =>
    jonas.call('post', '/api/outreach/preview', { body: { customerId, ...body } })

  test('it is drawn by the channel, counts what an SMS takes, and writes nothing', async () => {
    const { customerId } = await client()
    const short = await preview(customerId, { channel: 'sms', text: 'Hello.' })
    expect(short.body).toMatchObject({ problem: null, characters: 6, segments: 1 })
    expect(at(short.body, 'messages', 0, 'text')).toContain('Hello.')
    expect((await preview(customerId, { channel: 'sms', text: 'a'.repeat(200) })).body).toMatchObject({
      segments: 2,
    })
    expect((await preview(customerId, { channel: 'sms', text: '雨'.repeat(71) })).body).toMatchObject({
      segments: 2,
    })
    const long = await preview(customerId, { channel: 'sms', text: 'a'.repeat(700) })
    expect(at(long.body, 'problem')).toMatch(/^This takes \d SMS\. The most is 3\.$/)
    const mail = await preview(customerId, { channel: 'email', text: 'Hello.', subject: 'News' })
    expect(at(mail.body, 'messages', 0)).toMatchObject({ type: 'email', title: 'News' })
    expect(await listOutbox(db(), { customerId, limit: 10 })).toEqual([])
  })

  test('what cannot be drawn says why', async () => {
    const { customerId } = await client()
    const template = { templateId: 'tpl_none', parameters: {} }
    const answer = await preview(customerId, { channel: 'whatsapp', template })
    expect(answer.status).toBe(200)
    expect(String(at(answer.body, 'problem'))).not.toBe('')
  })
})

describe('the draft', () => {
  test('it is a text and nothing more: nothing is asked of the outbox', async () => {
    const { customerId } = await client()
    const body = { purpose: 'recommend', channel: 'sms', productIds: ['heron'] }
    const answer = await jonas.call('post', path(customerId, 'draft'), { body })
    expect(answer.body).toMatchObject({ writtenBy: 'offline', withheld: 0 })
    expect(at(answer.body, 'text')).toContain('Hello Anna, this is Jonas')
    expect(at(answer.body, 'text')).toContain('$129.00')
    expect(await listOutbox(db(), { customerId, limit: 10 })).toEqual([])
  })
})

describe('the answer comes back to whoever wrote', () => {
  beforeEach(() => {
    now = noon
  })
  const answer = async (phone: string, text: string) => {
    const stored = await server.house.inbound.channelMessage({
      provider: 'sandbox',
      providerMessageId: randomUUID(),
      channel: 'sms',
      from: { phone, whatsappId: null, name: null },
      to: '+15005550006',
      text,
      choiceId: null,
      media: [],
      at: null,
    })
    await server.house.inbound.turnDone(stored.conversationId)
    return stored
  }
  const detail = async (conversationId: string) =>
    (await jonas.call('get', `/api/conversations/${conversationId}`)).body

  async function outreach(as = jonas) {
    const person = await client()
    await write(person.customerId, { channel: 'sms', text: 'Shall I keep one for you?' }, as)
    await written(person.customerId, 'sent')
    await said(person.customerId)
    return person
  }

  test('the conversation is theirs, in their own view, and the agent is silent', async () => {
    const { phone } = await outreach()
    const { conversationId } = await answer(phone, 'Yes please')
    const read = await detail(conversationId)
    expect(at(read, 'row')).toMatchObject({
      status: 'with_staff',
      staffId: jonas.staffId,
      staffName: 'Jonas',
    })
    expect(list(at(read, 'messages')).map((message) => at(message, 'sender'))).toEqual([
      'associate',
      'customer',
    ])
    const mine = await jonas.call('get', '/api/conversations?view=mine')
    expect(JSON.stringify(mine.body)).toContain(conversationId)
  })

  test('once it is settled, the agent answers again', async () => {
    const { phone } = await outreach()
    const { conversationId } = await answer(phone, 'Yes please')
    await jonas.call('post', `/api/conversations/${conversationId}/resolve`, { body: {} })
    await answer(phone, 'When do you open?')
    const agent = await eventually(async () => {
      now = new Date(now.getTime() + 3000)
      await server.house.inbound.sweep()
      const messages = list(at(await detail(conversationId), 'messages'))
      return messages.find((message) => at(message, 'sender') === 'agent')
    })
    expect(at(agent, 'seq')).toEqual(expect.any(Number))
    expect(at(await detail(conversationId), 'row', 'status')).not.toBe('with_staff')
    now = noon
  })

  test('after 72 hours, or when the account is closed, nobody is waited for', async () => {
    const { phone } = await outreach()
    now = new Date(noon.getTime() + 72 * 3_600_000 + 60_000)
    const late = await answer(phone, 'Yes please')
    now = noon
    expect(at(await detail(late.conversationId), 'row', 'staffId')).toBeNull()
    const gone = await signedIn(server, ['associate'], 'Gone')
    const second = await outreach(gone)
    await setStaff(db(), gone.staffId, { disabled: true }, now)
    const unheard = await answer(second.phone, 'Yes please')
    expect(at(await detail(unheard.conversationId), 'row', 'staffId')).toBeNull()
  })

  test('who answers with a stop is not handed to anybody', async () => {
    const { phone, customerId } = await outreach()
    const { conversationId } = await answer(phone, 'STOP')
    expect(at(await detail(conversationId), 'row', 'status')).toBe('agent')
    expect(gateOf(await write(customerId, { channel: 'sms', text: 'Sorry.' }))).toEqual(['consent', 'denied'])
  })
})

describe('who may', () => {
  test('CRM reads what was written and writes nothing; nobody without a session', async () => {
    const { customerId } = await client()
    expect((await crm.call('get', path(customerId, 'outreach'))).status).toBe(200)
    expect((await write(customerId, { channel: 'sms', text: 'Hello.' }, crm)).status).toBe(403)
    const body = { purpose: 'thank', channel: 'sms' }
    expect((await crm.call('post', path(customerId, 'draft'), { body })).status).toBe(403)
    for (const rest of ['may-send', 'outreach'])
      expect((await request(`${server.url}${path(customerId, rest)}`, 'get')).status).toBe(401)
    const bare = await jonas.call('post', path(customerId, 'outreach'), {
      body: { clientMessageId: randomUUID(), channel: 'sms', text: 'Hello.' },
      headers: { 'x-csrf-token': '' },
    })
    expect(bare.status).toBe(403)
    expect(await listOutbox(db(), { customerId, limit: 10 })).toEqual([])
  })
})

describe('templates', () => {
  const input = {
    name: 'restock',
    language: 'en',
    category: 'marketing',
    body: 'It is back, {{name}}.',
    references: {},
  }

  test('CRM writes one; it is approved by hand, and a draft again with another text', async () => {
    const made = await crm.call('post', '/api/templates', { body: input })
    expect(made).toMatchObject({ status: 201, body: { status: 'draft', parameters: ['name'] } })
    const own = `/api/templates/${at(made.body, 'templateId')}`
    const approved = await crm.call('post', `${own}/status`, { body: { status: 'approved' } })
    expect(at(approved.body, 'status')).toBe('approved')
    const changed = await mia.call('put', own, { body: { ...input, body: 'It is here, {{name}}.' } })
    expect(at(changed.body, 'status')).toBe('draft')
    expect((await crm.call('put', '/api/templates/tpl_none', { body: input })).status).toBe(404)
  })

  test('associates read them; a wrong one is told by its field', async () => {
    expect((await jonas.call('get', '/api/templates')).status).toBe(200)
    expect((await jonas.call('post', '/api/templates', { body: input })).status).toBe(403)
    const wrong = await crm.call('post', '/api/templates', {
      body: { ...input, name: 'other', body: 'Hi {{first name}}.' },
    })
    expect(wrong.status).toBe(400)
    expect(at(wrong.body, 'errors', 0, 'path')).toBe('body')
  })
})
