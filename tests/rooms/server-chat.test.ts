import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findConversation, recentMessages } from '#domain/conversations/index.ts'
import { signIdentityToken } from '#domain/identity/index.ts'
import { writeSettings } from '#domain/settings/index.ts'
import type { RunningServer } from '#server/index.ts'
import { connectShopper, newest, type Shopper } from '../support/chat-client.ts'
import { describeOnBoth } from '../support/database.ts'
import { at, eventually, signedIn, startTestServer } from '../support/server.ts'

const shoppers: Shopper[] = []
async function shopper(server: RunningServer, options = {}): Promise<Shopper> {
  const made = await connectShopper(server, options)
  shoppers.push(made)
  return made
}

/** The agent's complete answer after this many messages. */
const answered = (from: Shopper, after = 0) =>
  eventually(() =>
    newest(from.heard).find(
      (each) => each.sender === 'agent' && each.status === 'complete' && each.seq > after,
    ),
  )

describeOnBoth('a shopper’s socket', (open) => {
  let server: RunningServer
  beforeAll(async () => {
    server = await startTestServer(await open(), { limits: { messageBurst: 50 } })
    await writeSettings(server.store.db, { origins: ['https://shop.example'] }, null, new Date())
  })
  afterAll(async () => {
    for (const each of shoppers.splice(0)) each.close()
    await server.close()
  })

  test('nothing is identified before the first message; its answer carries the session', async () => {
    const ada = await shopper(server)
    expect(await ada.resume()).toEqual({ ok: true, conversation: null, messages: [], cart: null })
    expect(ada.session()).toBeUndefined()
    const sent = await ada.send('hello')
    if (!sent.ok) throw new Error(sent.problem.title)
    expect(sent.session).toMatch(/^vs_/)
    expect(sent.message).toMatchObject({ sender: 'customer', text: 'hello', seq: 1 })
    expect(sent.conversation).toMatchObject({ status: 'agent', staffName: null, signedIn: false })
    expect((await answered(ada)).text).not.toBe('')
    const again = await ada.send('thanks') // told until it has been shown: the first answer may have got lost
    expect(again.ok && again.session).toBe(sent.session)
    const shown = await shopper(server, { session: ada.session() })
    const later = await shown.send('hello again')
    expect(later.ok && later.session).toBeUndefined()
  })

  test('a later visit with the session finds its history, and another one does not', async () => {
    const ada = await shopper(server)
    await ada.send('hello')
    await answered(ada)
    ada.close()
    const later = await shopper(server, { session: ada.session() })
    const found = await later.resume()
    expect(found.ok && found.messages.map((each) => each.sender)).toEqual(['customer', 'agent'])
    const other = await shopper(server)
    expect(await other.resume()).toMatchObject({ conversation: null, messages: [] })
  })

  test('resume gives what is after the rev, in its newest state', async () => {
    const ada = await shopper(server)
    await ada.send('hello')
    const first = await answered(ada)
    const last = await ada.resume(first.rev)
    expect(last.ok && last.messages).toEqual([])
    const all = await ada.resume(0)
    expect(all.ok && all.messages.map((each) => each.seq)).toEqual([1, 2])
    expect(all.ok && all.conversation?.rev).toBeGreaterThanOrEqual(first.rev)
  })

  test('the same message sent again is the same message', async () => {
    const ada = await shopper(server)
    const id = randomUUID()
    const first = await ada.send('hello', id)
    const second = await ada.send('hello', id)
    if (!first.ok || !second.ok) throw new Error('refused')
    expect(second.message.messageId).toBe(first.message.messageId)
    await answered(ada)
    const all = await ada.resume(0)
    expect(all.ok && all.messages.filter((each) => each.sender === 'customer')).toHaveLength(1)
  })

  test('a first message whose answer got lost opens one session, not two', async () => {
    const id = randomUUID()
    const cut = await shopper(server)
    const first = await cut.send('hello', id)
    cut.close()
    const back = await shopper(server) // it never learned of its session
    const second = await back.send('hello', id)
    if (!first.ok || !second.ok) throw new Error('refused')
    expect(second.session).toBe(first.session)
    expect(second.conversation.conversationId).toBe(first.conversation.conversationId)
  })

  test('messages sent at once are stored in the order they were sent', async () => {
    const ada = await shopper(server)
    const texts = Array.from({ length: 15 }, (_, index) => `message ${index}`)
    await Promise.all(texts.map((text) => ada.send(text)))
    const all = await ada.resume(0)
    const mine = all.ok ? all.messages.filter((each) => each.sender === 'customer') : []
    expect(mine.map((each) => each.text)).toEqual(texts)
  })

  test('every message gets an answer, also those that arrive while the agent is at work', async () => {
    const ada = await shopper(server)
    await Promise.all(
      ['hello', 'do you have jackets?', 'what is your return policy?'].map((text) => ada.send(text)),
    )
    const { conversationId } = (await ada.resume(0).then((all) => all.ok && all.conversation)) || {
      conversationId: '',
    }
    await server.house.inbound.turnDone(conversationId)
    const conversation = await findConversation(server.store.db, conversationId)
    expect(conversation?.answeredSeq).toBe(conversation?.lastCustomerSeq)
    const messages = conversation ? await recentMessages(server.store.db, conversation, 50) : []
    expect(messages.at(-1)?.sender).not.toBe('customer')
    expect(messages.every((each) => each.status === 'complete')).toBe(true)
  })

  describe('bad input', () => {
    test('too long, empty, and nothing but control characters are clear problems, and nothing is stored', async () => {
      const ada = await shopper(server)
      const problems = []
      for (const text of ['x'.repeat(10_001), '', ' \n ', '\u0000\u0007'])
        problems.push((await ada.send(text)) as { problem?: { status: number; detail?: string } })
      expect(problems.map((each) => each.problem?.status)).toEqual([413, 400, 400, 400])
      expect(problems[0]?.problem?.detail).toContain('10,000')
      expect(ada.session()).toBeUndefined()
    })

    test('control characters are taken out of a text that has more', async () => {
      const ada = await shopper(server)
      const sent = await ada.send('do you\u0000 have \u001b[31mtents?')
      expect(sent.ok && sent.message.text).toBe('do you have [31mtents?')
    })

    test('what does not fit the protocol is a problem that names the field, and the socket goes on', async () => {
      const ada = await shopper(server)
      const odd: [string, unknown][] = [
        ['send', { clientMessageId: 'short', text: 'hello' }],
        ['send', { clientMessageId: randomUUID() }],
        ['send', 'hello'],
        ['send', null],
        ['resume', { afterRev: -1 }],
        ['resume', { afterRev: '0; drop table messages' }],
        ['identify', {}],
        ['cart', { variantId: 'v', productId: 'p', quantity: 1e9, mode: 'add' }],
      ]
      for (const [event, input] of odd) {
        const answer = await ada.call(event, input)
        expect(answer, event).toMatchObject({ ok: false, problem: { status: 400 } })
        expect(at(answer, 'problem', 'errors', 0, 'path'), event).toBeTypeOf('string')
      }
      ada.socket.emit('send') // no input, no acknowledgement
      ada.socket.emit('read', { seq: 'all' })
      ada.socket.emit('no-such-event', {})
      expect((await ada.send('still here')).ok).toBe(true)
    })

    test('a hundred messages at once: a polite limit, nothing accepted is lost, nothing refused is stored', async () => {
      const polite = await connectShopper(limited())
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => polite.send(`message ${index}`)),
      )
      const accepted = answers.flatMap((answer) => (answer.ok ? [answer.message.text] : []))
      const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem]))
      expect(accepted.length).toBeGreaterThanOrEqual(20)
      expect(refused.length).toBeGreaterThan(50)
      for (const problem of refused) {
        expect(problem.status).toBe(429)
        expect(problem.retryAfterSeconds).toBeGreaterThanOrEqual(1)
      }
      const all = await polite.resume(0)
      const stored = all.ok ? all.messages.filter((each) => each.sender === 'customer') : []
      expect(stored.map((each) => each.text)).toEqual(accepted)
      polite.close()
    })
    test('a line that goes on after two hundred refusals is cut', async () => {
      const rude = await connectShopper(limited())
      const cut = new Promise((resolve) => rude.socket.once('disconnect', resolve))
      for (let each = 0; each < 400; each++) rude.socket.emit('typing', { on: true })
      expect(await cut).toBe('io server disconnect')
    })
    const limited = () => polite
    let polite: RunningServer
    beforeAll(async () => {
      polite = await startTestServer(await open())
    })
    afterAll(() => polite.close())
  })

  describe('who may connect', () => {
    const refusal = (options: object) =>
      connectShopper(server, options).then(
        (made) => {
          made.close()
          return 'connected'
        },
        (error: { data?: { status?: number } }) => error.data?.status ?? 'refused',
      )

    test('the public key, from the shop’s origins', async () => {
      expect(await refusal({ origin: 'https://shop.example' })).toBe('connected')
      expect(await refusal({ origin: 'https://evil.example' })).not.toBe('connected')
      expect(await refusal({ key: 'pk_unknown' })).toBe(401)
      expect(await refusal({ key: '' })).toBe(401)
    })

    test('an unknown session is refused, so that the browser drops it', async () => {
      expect(await refusal({ session: 'vs_unknown' })).toBe(401)
    })
  })

  describe('identity tokens', () => {
    const secret = () => server.house.secrets.identity

    test('a signed one raises the visit to the account', async () => {
      const ada = await shopper(server)
      await ada.send('hello')
      const token = await signIdentityToken(secret(), { sub: 'user-1', name: 'Ada' }, new Date())
      expect(await ada.call('identify', { token })).toMatchObject({ ok: true, signedIn: true })
      const now = await ada.resume(0)
      expect(now.ok && now.conversation?.signedIn).toBe(true)
    })

    test('forged, expired and malformed ones are a problem, and the visitor goes on as a session', async () => {
      const ada = await shopper(server)
      await ada.send('hello')
      const past = new Date(Date.now() - 3 * 3_600_000)
      const bad = [
        await signIdentityToken('another secret of at least 32 characters', { sub: 'user-1' }, new Date()),
        await signIdentityToken(secret(), { sub: 'user-1' }, past),
        'not.a.token',
        '',
        `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"user-1"}').toString('base64url')}.`,
      ]
      for (const token of bad)
        expect(await ada.call('identify', { token })).toMatchObject({ ok: false, problem: { status: 401 } })
      const now = await ada.resume(0)
      expect(now.ok && now.conversation?.signedIn).toBe(false)
      expect((await ada.send('still here')).ok).toBe(true)
    })

    test('one shown before the first message identifies nobody until then', async () => {
      const token = await signIdentityToken(secret(), { sub: 'user-2' }, new Date())
      const ada = await shopper(server, { identityToken: token })
      expect(ada.session()).toBeUndefined()
      const sent = await ada.send('hello')
      expect(sent.ok && sent.conversation.signedIn).toBe(true)
    })

    test('another person in the same browser gets a session and a conversation of their own', async () => {
      const ada = await shopper(server)
      await ada.send('my secret question')
      await ada.call('identify', { token: await signIdentityToken(secret(), { sub: 'user-3' }, new Date()) })
      const adas = ada.session()
      await ada.call('identify', { token: await signIdentityToken(secret(), { sub: 'user-4' }, new Date()) })
      expect(ada.session()).not.toBe(adas)
      const now = await ada.resume(0)
      expect(now).toMatchObject({ conversation: null, messages: [] })
      const sent = await ada.send('hello')
      expect(sent.ok && sent.message.seq).toBe(1)
    })
  })

  test('a handoff reaches the desk, silences the agent, and after resolve it answers again', async () => {
    const { db } = server.store
    const mia = await signedIn(server, ['support'])
    const ada = await shopper(server)
    const sent = await ada.send('can I talk to a person?')
    if (!sent.ok) throw new Error(sent.problem.title)
    const { conversationId } = sent.conversation
    await eventually(async () => (await findConversation(db, conversationId))?.status === 'queued')
    const queue = await mia.call('get', '/api/conversations?view=queue')
    const rows = at(queue.body, 'conversations')
    const row = Array.isArray(rows)
      ? rows.find((each) => at(each, 'conversationId') === conversationId)
      : null
    expect(at(row, 'handoff', 'reason')).toBe('asked_for_person')
    expect(at(row, 'handoff', 'summary')).not.toBe('')

    const taken = await mia.call('post', `/api/conversations/${conversationId}/take`)
    expect(taken.body).toMatchObject({ status: 'with_staff', staffName: 'Mia' })
    const agentWords = async () => {
      const all = await ada.resume(0)
      return all.ok ? all.messages.filter((each) => each.sender === 'agent').length : -1
    }
    const before = await agentWords()
    await ada.send('are you there?')
    await server.house.inbound.turnDone(conversationId)
    expect(await agentWords()).toBe(before)

    const id = randomUUID()
    const reply = { body: { clientMessageId: id, text: 'Yes, I am Mia.' } }
    expect((await mia.call('post', `/api/conversations/${conversationId}/reply`, reply)).status).toBe(200)
    await mia.call('post', `/api/conversations/${conversationId}/reply`, reply)
    const heard = await eventually(() => ada.heard.find((each) => each.sender === 'support'))
    expect(heard).toMatchObject({ text: 'Yes, I am Mia.', staffName: 'Mia' })
    const all = await ada.resume(0)
    expect(all.ok && all.messages.filter((each) => each.sender === 'support')).toHaveLength(1)

    const detail = await mia.call('get', `/api/conversations/${conversationId}`)
    const shown = at(detail.body, 'messages')
    const ids = Array.isArray(shown)
      ? shown.filter((each) => at(each, 'sender') === 'customer').map((each) => at(each, 'clientMessageId'))
      : []
    expect(ids).toEqual([null, null])

    await mia.call('post', `/api/conversations/${conversationId}/resolve`)
    const last = await ada.send('hello again')
    const seq = last.ok ? last.message.seq : 0
    expect((await answered(ada, seq)).seq).toBeGreaterThan(seq)
  })

  test('only the person who has a conversation replies, and nobody takes it from them', async () => {
    const mia = await signedIn(server, ['support'])
    const jonas = await signedIn(server, ['associate'], 'Jonas')
    const ada = await shopper(server)
    const sent = await ada.send('can I talk to a person?')
    const id = sent.ok ? sent.conversation.conversationId : ''
    const reply = { body: { clientMessageId: randomUUID(), text: 'Hello' } }
    expect((await jonas.call('post', `/api/conversations/${id}/reply`, reply)).status).toBe(409)
    expect((await mia.call('post', `/api/conversations/${id}/take`)).status).toBe(200)
    for (const action of ['take', 'release', 'resolve'])
      expect((await jonas.call('post', `/api/conversations/${id}/${action}`)).status, action).toBe(409)
    expect((await jonas.call('post', `/api/conversations/${id}/reply`, reply)).status).toBe(409)
    expect((await mia.call('post', `/api/conversations/none/take`)).status).toBe(404)
  })

  test('the shopper can end the wait, and the agent answers again', async () => {
    const ada = await shopper(server)
    await ada.send('can I talk to a person?')
    await eventually(() => ada.conversations.some((each) => each.status === 'queued'))
    expect(await ada.call('handoff.end')).toMatchObject({ ok: true, conversation: { status: 'agent' } })
    const sent = await ada.send('hello')
    expect((await answered(ada, sent.ok ? sent.message.seq : 0)).text).not.toBe('')
  })
})
