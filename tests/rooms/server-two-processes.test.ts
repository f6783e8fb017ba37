import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ConversationRow } from '#contract/staff-api.ts'
import { findConversation } from '#domain/conversations/index.ts'
import { type RunningServer, startServer } from '#server/index.ts'
import { connectShopper } from '../support/chat-client.ts'
import { createTestDatabase } from '../support/database.ts'
import { eventually, type StaffClient, signedIn } from '../support/server.ts'

const absent = !process.env.TEST_DATABASE_URL
if (absent && process.env.CI === 'true') throw new Error('CI needs TEST_DATABASE_URL')

describe.skipIf(absent)(`two servers on one PostgreSQL${absent ? ' (no TEST_DATABASE_URL)' : ''}`, () => {
  let left: RunningServer
  let right: RunningServer
  let drop: () => Promise<void>
  let mia: StaffClient
  let desk: Socket
  const rows: ConversationRow[] = []

  beforeAll(async () => {
    const database = await createTestDatabase()
    drop = database.drop
    const env = {
      LOG_LEVEL: 'silent',
      IDENTITY_SECRET: 'i'.repeat(40),
      SERVER_SECRET: 's'.repeat(40),
      SUPPRESSION_KEY: 'x'.repeat(40),
      LINK_KEY: 'l'.repeat(40),
    }
    const options = {
      host: '127.0.0.1',
      port: 0,
      databaseUrl: database.url,
      env,
      embedder: null,
      model: null,
    }
    const both = await Promise.all([startServer(options), startServer(options)])
    left = both[0]
    right = both[1]
    mia = await signedIn(right, ['support'])
    desk = io(`${right.url}/staff`, {
      transports: ['websocket'],
      forceNew: true,
      extraHeaders: { cookie: mia.cookie },
    })
    desk.on('conversation.changed', (row: ConversationRow) => rows.push(row))
    await new Promise<void>((resolve) => desk.once('connect', resolve))
  })
  afterAll(async () => {
    desk.close()
    await Promise.all([left.close(), right.close()])
    await drop()
  })

  test('starting together they make one set of accounts and one public key', () => {
    expect([left.firstStart, right.firstStart].filter(Boolean)).toHaveLength(1)
    expect(left.publicKey).toBe(right.publicKey)
  })

  test('a handoff in one is live at the desk of the other, and the reply comes back', async () => {
    const ada = await connectShopper(left)
    const sent = await ada.send('can I talk to a person?')
    const id = sent.ok ? sent.conversation.conversationId : ''
    await eventually(() => rows.some((row) => row.conversationId === id && row.status === 'queued'))
    expect((await mia.call('post', `/api/conversations/${id}/take`)).status).toBe(200)
    await eventually(() => ada.conversations.some((view) => view.status === 'with_staff'))
    const body = { clientMessageId: 'reply-00001', text: `Hello. ${'A long answer. '.repeat(250)}` } // more than a NOTIFY carries
    expect((await mia.call('post', `/api/conversations/${id}/reply`, { body })).status).toBe(200)
    await eventually(() => ada.heard.some((message) => message.sender === 'support'))
    ada.close()
  })

  test('a shopper who comes back to the other server goes on in the same conversation', async () => {
    const ada = await connectShopper(left)
    const first = await ada.send('hello')
    ada.close()
    const back = await connectShopper(right, { session: ada.session() })
    const second = await back.send('still there?')
    if (!first.ok || !second.ok) throw new Error('refused')
    expect(second.conversation.conversationId).toBe(first.conversation.conversationId)
    await eventually(async () => {
      const conversation = await findConversation(right.store.db, second.conversation.conversationId)
      return conversation && conversation.answeredSeq >= second.message.seq
    })
    const all = await back.resume(0)
    const answers = all.ok ? all.messages.filter((message) => message.sender === 'agent') : []
    expect(answers.length).toBeGreaterThanOrEqual(1)
    expect(answers.length).toBeLessThanOrEqual(2)
    back.close()
  })

  test('two tabs at two servers see the same messages, each once', async () => {
    const one = await connectShopper(left)
    await one.send('hello')
    const two = await connectShopper(right, { session: one.session() })
    await two.resume(0)
    const sent = await one.send('do you have tents?')
    const seq = sent.ok ? sent.message.seq : 0
    await eventually(() => two.heard.some((message) => message.seq === seq))
    await eventually(() => two.heard.some((message) => message.sender === 'agent' && message.seq > seq))
    const states = two.heard.map((message) => `${message.messageId} ${message.rev}`)
    expect(new Set(states).size).toBe(states.length)
    one.close()
    two.close()
  })
})
