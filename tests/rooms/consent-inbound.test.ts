import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Message } from '#contract/message.ts'
import type { ConsentChannel } from '#domain/consent/index.ts'
import { consentOf, entriesOf } from '#domain/consent/index.ts'
import { type Conversation, findConversation, messagesAfter } from '#domain/conversations/index.ts'
import { createCustomer, type Identifier, linkCustomer } from '#domain/identity/index.ts'
import { addStaff } from '#domain/staff/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { openSmallShop, type SmallShop, shopNow } from '../support/small-shop.ts'

describe('a stop on its way in', () => {
  let store: Store
  let shop: SmallShop
  let count = 0
  beforeAll(async () => {
    store = await openTestStore()
    shop = await openSmallShop(store.db)
  })
  afterAll(async () => {
    await shop.close()
    await store.close()
  })

  /** Somebody who writes from a number of their own. */
  async function writer(channel: 'sms' | 'whatsapp' | 'web' = 'sms') {
    const identifiers: Identifier[] =
      channel === 'web' ? [] : [{ kind: 'phone', value: `+1555000${1000 + ++count}` }]
    const { customerId } = await createCustomer(store.db, { identifiers, source: 'test' }, shopNow)
    let conversation: Conversation | null = null
    const say = async (text: string, clientMessageId = `client-${++count}`): Promise<Message[]> => {
      const sent = await shop.inbound.message({
        session: { customerId },
        channel,
        clientMessageId,
        text,
        limiterKeys: [],
      })
      conversation = sent.conversation
      await shop.inbound.turnDone(sent.conversation.conversationId)
      const all = await messagesAfter(store.db, sent.conversation, 0)
      return all.filter((message) => message.seq > sent.message.seq)
    }
    return { customerId, say, conversation: () => conversation }
  }
  const state = async (customerId: string, channel: ConsentChannel) =>
    (await consentOf(store.db, customerId)).lines.find(
      (line) => line.channel === channel && line.purpose === 'marketing',
    )?.state
  const senders = (messages: Message[]) => messages.map((message) => message.sender)

  test('is recorded with the words and the message, confirmed once, and not answered by selling', async () => {
    const { customerId, say, conversation } = await writer()
    const answer = await say('Stop texting me!!')
    expect(senders(answer)).toEqual(['system'])
    expect(answer[0]?.text).toBe('You will get no more texts from us. Write START to get them again.')
    expect([await state(customerId, 'sms'), await state(customerId, 'email')]).toEqual(['denied', 'unknown'])
    const [entry] = await entriesOf(store.db, [customerId], { channel: 'sms', purpose: 'marketing' })
    expect(entry).toMatchObject({
      source: 'words',
      evidence: expect.stringMatching(/^msg_\w+: Stop texting me!!$/),
    })
    const after = await findConversation(store.db, conversation()?.conversationId ?? '')
    expect(after?.answeredSeq).toBe(after?.lastCustomerSeq)
    expect(senders(await say('STOP'))).toEqual([]) // again within five minutes: heard, not confirmed again
  })

  test('sent again, because its acknowledgement was lost, is one stop', async () => {
    const { customerId, say } = await writer()
    await say('STOP', 'client-lost-ack')
    const again = await say('STOP', 'client-lost-ack')
    expect(senders(again)).toEqual(['system'])
    expect(await entriesOf(store.db, [customerId], { purpose: 'marketing' })).toHaveLength(1)
  })

  test('beside a question does both', async () => {
    const { customerId, say } = await writer()
    const answer = await say('stop texting me. And what does the Tarn tent cost?')
    expect(await state(customerId, 'sms')).toBe('denied')
    expect(senders(answer)).toEqual(['system', 'agent'])
    expect(answer[1]?.text).toContain('$299')
  })

  test('after which they write, they are answered; nothing else is held against them', async () => {
    const { say } = await writer()
    await say('STOP')
    const answer = await say('how much is the Tarn tent?')
    expect(senders(answer)).toEqual(['agent'])
    expect(answer[0]?.text).toContain('$299')
  })

  test('holds for all who are that person', async () => {
    const { customerId, say } = await writer()
    const account = await createCustomer(
      store.db,
      { identifiers: [{ kind: 'email', value: 'both@example.com' }], source: 'test' },
      shopNow,
    )
    await linkCustomer(store.db, customerId, account.customerId, 'test', shopNow)
    await say('leave me alone')
    for (const id of [customerId, account.customerId])
      expect(await entriesOf(store.db, [id], { channel: 'email', purpose: 'marketing' })).toHaveLength(1)
  })

  test('is recorded and confirmed while a person has the conversation', async () => {
    const { customerId, say, conversation } = await writer('web')
    await say('I want to talk to a person')
    const { staff } = await addStaff(
      store.db,
      { email: 'mia@example.com', name: 'Mia', roles: ['support'] },
      shopNow,
    )
    await shop.inbound.take(staff, conversation()?.conversationId ?? '')
    const answer = await say('and please unsubscribe me from your newsletter')
    expect(await state(customerId, 'email')).toBe('denied')
    expect(answer.map((message) => message.text)).toEqual(['You will get no more e-mails from us.'])
  })

  describe('yes and no', () => {
    test('YES counts for who has left, from the address it came from, and for nobody else', async () => {
      const { customerId, say } = await writer()
      expect(senders(await say('YES'))).toEqual(['agent'])
      expect(await state(customerId, 'sms')).toBe('unknown')
      await say('STOP')
      const answer = await say('Yes!')
      expect(answer[0]?.text).toContain('again')
      expect(await state(customerId, 'sms')).toBe('granted')
      const [grant] = (await entriesOf(store.db, [customerId], { purpose: 'marketing' })).filter(
        (entry) => entry.state === 'granted',
      )
      expect(grant?.address).toMatch(/^\+1555/)
    })

    test('never while a proposal is open: there it is the answer to that', async () => {
      const { customerId, say } = await writer()
      await say('STOP')
      const asked = await say('cancel my order A1001, my e-mail is ada@example.com')
      expect(asked.flatMap((message) => message.parts).map((part) => part.type)).toContain('proposal')
      await say('YES')
      expect(await state(customerId, 'sms')).toBe('denied')
    })

    test('START opens WhatsApp again and only it', async () => {
      const { customerId, say } = await writer('whatsapp')
      await say('STOPALL')
      expect(await state(customerId, 'email')).toBe('denied')
      await say('start')
      expect([await state(customerId, 'whatsapp'), await state(customerId, 'email')]).toEqual([
        'granted',
        'denied',
      ])
    })

    test('HELP says who we are and how to stop; in a chat it is a question like any other', async () => {
      const text = await (await writer()).say('HELP')
      expect(senders(text)).toEqual(['system'])
      expect(text[0]?.text).toMatch(/Fellside.*STOP/)
      expect(senders(await (await writer('web')).say('help'))).toEqual(['agent'])
    })

    test('CANCEL stops a text message and not a chat', async () => {
      const [byText, inChat] = [await writer(), await writer('web')]
      await byText.say('Cancel')
      await inChat.say('Cancel')
      expect([await state(byText.customerId, 'sms'), await state(inChat.customerId, 'email')]).toEqual([
        'denied',
        'unknown',
      ])
    })
  })

  test('in Spanish is confirmed in Spanish', async () => {
    const { customerId, say } = await writer('whatsapp')
    const answer = await say('por favor no me escriban más')
    expect(answer.map((message) => message.text)).toEqual([
      'Ya no recibirá más mensajes de WhatsApp nuestros. Escriba START para volver a recibirlos.',
    ])
    expect(await state(customerId, 'whatsapp')).toBe('denied')
  })
})
