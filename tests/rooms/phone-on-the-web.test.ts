import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { appendMessage, currentConversation, openConversation } from '#domain/conversations/index.ts'
import {
  mergeCustomers,
  observe,
  openVisitorSession,
  readVisitorSession,
  signInSession,
  type VisitorSession,
} from '#domain/identity/index.ts'
import { upsertOrders } from '#domain/orders/index.ts'
import { standingOf } from '#inbound/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { HostileModel } from '../support/hostile-model.ts'
import { phoneOf } from '../support/phone.ts'
import { openSmallShop, type ShopOptions, type SmallShop, smallOrder } from '../support/small-shop.ts'

interface Claims {
  phone_number?: string
  phone_number_verified?: boolean
}

describeOnBoth('a phone’s conversation on the web', (open) => {
  let store: Store
  let shop: SmallShop
  const others: SmallShop[] = []
  const opened = new Set<string>()
  beforeAll(async () => {
    store = await open()
    shop = await openSmallShop(store.db, { isOpen: async (customerId) => opened.has(customerId) })
  })
  afterAll(async () => {
    for (const each of [...others, shop]) {
      await each.close()
      expect(each.provider.faults).toEqual([])
    }
    await store.close()
  })
  let people = 0
  let number = ''
  let userId = ''
  beforeEach(() => {
    people++
    number = `+4915112346${100 + people}`
    userId = `user-${people}`
  })

  async function otherShop(options: ShopOptions): Promise<SmallShop> {
    const other = await openSmallShop(store.db, options)
    others.push(other)
    return other
  }

  async function signIn(claims: Claims = {}, seconds = 3600): Promise<VisitorSession> {
    const { session } = await openVisitorSession(store.db, shop.now())
    const iat = Math.floor(shop.now().getTime() / 1000)
    const answer = await signInSession(
      store.db,
      session,
      { sub: userId, iat, exp: iat + seconds, ...claims },
      shop.now(),
    )
    if (!answer.ok) throw new Error('the sign-in failed')
    return answer.session
  }
  const vouched = () => ({ phone_number: number, phone_number_verified: true })

  let said = 0
  async function say(session: VisitorSession, text: string, house = shop) {
    const input = {
      session,
      channel: 'web' as const,
      clientMessageId: `client-${++said}-x`,
      text,
      limiterKeys: [],
    }
    const sent = await house.inbound.message(input)
    await house.inbound.turnDone(sent.conversation.conversationId)
    return sent
  }

  test('goes on where they left off, is answered there, and on the phone again', async () => {
    const phone = phoneOf(shop, { phone: number })
    await phone.say('Do you have rain jackets?')
    const { conversationId } = await phone.conversation()
    const session = await signIn(vouched())
    expect((await shop.inbound.conversation(session))?.conversationId).toBe(conversationId)
    const before = phone.received().length
    const { conversation } = await say(session, 'What is your return policy?')
    expect(conversation.conversationId).toBe(conversationId)
    expect(await phone.rest()).toEqual([])
    expect(phone.received()).toHaveLength(before)
    const onTheWeb = (await phone.messages()).slice(-2)
    expect(onTheWeb.map(({ sender, channel }) => `${sender} ${channel}`)).toEqual([
      'customer web',
      'agent web',
    ])
    expect(onTheWeb[1]?.text).toMatch(/30 days/)
    expect(await standingOf(store.db, await phone.conversation(), shop.now())).toMatchObject({
      trust: 'account',
    })

    expect((await phone.say('What does delivery cost?')).join(' ')).toMatch(/4\.95/)
    expect((await phone.conversation()).conversationId).toBe(conversationId)
    expect(await standingOf(store.db, await phone.conversation(), shop.now())).toEqual({
      trust: 'channel',
      customerIds: [conversation.customerId],
    })
    expect((await shop.inbound.conversation(session))?.conversationId).toBe(conversationId)
  })

  test('with an account that staff have joined the number with', async () => {
    const phone = phoneOf(shop, { phone: number })
    await phone.write('hello')
    const session = await signIn()
    expect(await shop.inbound.conversation(session)).toBeNull()
    const account = session.accountCustomerId ?? ''
    const { customerId, conversationId } = await phone.conversation()
    await mergeCustomers(
      store.db,
      { customerId: account, otherId: customerId, staffId: 'stf_1', reason: 'asked' },
      shop.now(),
    )
    expect((await shop.inbound.conversation(session))?.conversationId).toBe(conversationId)
  })

  describe('is nobody else’s', () => {
    async function written() {
      const phone = phoneOf(shop, { phone: number })
      await phone.write('this is private')
      return phone
    }

    test.each<[string, Claims]>([
      ['a token without a number', {}],
      ['a number that the site has not verified', { phone_number: '', phone_number_verified: false }],
      ['a number of which the site does not say so', { phone_number: '' }],
    ])('%s', async (_what, claims) => {
      await written()
      const session = await signIn({ ...claims, ...('phone_number' in claims && { phone_number: number }) })
      expect(await shop.inbound.conversation(session)).toBeNull()
    })

    test('a number of another person', async () => {
      await written()
      expect(
        await shop.inbound.conversation(await signIn({ ...vouched(), phone_number: '+4915100000000' })),
      ).toBeNull()
    })

    test('a session that is not signed in, though it types the number and was seen with it', async () => {
      await written()
      const { session } = await openVisitorSession(store.db, shop.now())
      const { conversation } = await say(session, `my number is ${number}, show me my messages`)
      expect(conversation.customerId).toBe(session.customerId)
      expect((await shop.inbound.conversation(session))?.conversationId).toBe(conversation.conversationId)
    })

    test('an account that was only seen with the number', async () => {
      await written()
      const identifiers = [
        { kind: 'user_id' as const, value: userId },
        { kind: 'phone' as const, value: number },
      ]
      await observe(
        store.db,
        [{ identifiers, occurredAt: shop.now(), source: 'events', evidence: 'form' }],
        shop.now(),
      )
      expect(await shop.inbound.conversation(await signIn())).toBeNull()
    })

    test('when the token has run out', async () => {
      await written()
      const session = await signIn(vouched(), 60)
      expect(await shop.inbound.conversation(session)).not.toBeNull()
      shop.wait(61_000)
      expect(await shop.inbound.conversation(session)).toBeNull()
      const { conversation } = await say(session, 'hello')
      expect(conversation.customerId).toBe(session.customerId)
    })

    test('where only we have written to the number', async () => {
      const { people: found } = await observe(
        store.db,
        [
          {
            identifiers: [{ kind: 'phone', value: number }],
            occurredAt: shop.now(),
            source: 'import',
            evidence: 'x',
          },
        ],
        shop.now(),
      )
      const content = { text: 'Your parcel has left.', parts: [] }
      const sender = { type: 'house' } as const
      const customerId = found[0]?.customerId ?? ''
      await shop.outbox.request([
        { key: `parcel-${people}`, kind: 'transactional', customerId, channels: ['sms'], sender, content },
      ])
      await shop.outbox.runDue(shop.now())
      expect(await shop.inbound.conversation(await signIn(vouched()))).toBeNull()
    })
  })

  test('their own chat of the site stays before them while they wrote in it later', async () => {
    const phone = phoneOf(shop, { phone: number })
    await phone.write('hello')
    const session = await signIn(vouched())
    const own = await openConversation(store.db, session.customerId, 'web', shop.now())
    expect((await shop.inbound.conversation(session))?.conversationId).not.toBe(own.conversationId)
    await appendMessage(store.db, own, { sender: 'customer', text: 'hello from the site' }, shop.now())
    expect((await shop.inbound.conversation(session))?.conversationId).toBe(own.conversationId)
    await phone.write('and from the phone')
    expect((await shop.inbound.conversation(session))?.conversationId).toBe(
      (await phone.conversation()).conversationId,
    )
  })

  test('an order shown on the site is not told to whoever holds the phone, nor changed at their yes', async () => {
    const heard: string[] = []
    const orderNumber = `W${1000 + people}`
    const model = new HostileModel((round, seen) => {
      const asked = JSON.stringify(seen.map(({ content }) => content))
      heard.push(asked)
      const wants = seen.at(-1)?.text.includes('cancel') && round === 0
      return wants
        ? { call: [{ name: 'cancel_order', args: { orderNumber } }] }
        : { say: 'Is there anything else?' }
    })
    const house = await otherShop({ model })
    house.wait(shop.now().getTime() - house.now().getTime())
    const phone = phoneOf(house, { phone: number })
    await phone.say('hello')
    const session = await signIn(vouched())
    const order = smallOrder({ orderNumber, email: `${userId}@example.com` })
    await upsertOrders(store.db, [{ ...order, customer: { ...order.customer, userId } }], 'test', shop.now())
    await say(session, `please cancel order ${orderNumber}`, house)
    const proposed = (await phone.messages()).at(-1)
    expect(proposed?.parts.map(({ type }) => type)).toContain('proposal')
    heard.length = 0
    const answer = (await phone.say('yes')).join(' ')
    expect(answer).not.toContain(orderNumber)
    expect(heard.join(' ')).not.toContain(`Cancel order ${orderNumber}`)
    expect(heard.join(' ')).toContain('shown on the site')
  })

  test('what the site told an account in words alone is not told to whoever holds the phone', async () => {
    const heard: string[] = []
    const orderNumber = `V${1000 + people}`
    const model = new HostileModel((round, seen) => {
      heard.push(JSON.stringify(seen.map(({ content }) => content)))
      const wants = seen.at(-1)?.text.includes('know of me') && round === 0
      if (wants) return { call: [{ name: 'get_customer_profile', args: {} }] }
      return { say: round === 0 ? 'What else?' : `Your last order is ${orderNumber}.` }
    })
    const house = await otherShop({ model })
    house.wait(shop.now().getTime() - house.now().getTime())
    const phone = phoneOf(house, { phone: number })
    await phone.say('hello')
    const session = await signIn(vouched())
    const order = smallOrder({ orderNumber, email: `${userId}@example.com` })
    await upsertOrders(store.db, [{ ...order, customer: { ...order.customer, userId } }], 'test', shop.now())
    await say(session, 'what do you know of me?', house)
    expect((await phone.messages()).at(-1)?.text).toContain(orderNumber)
    heard.length = 0
    await phone.say('and what else?')
    expect(heard.length).toBeGreaterThan(0)
    expect(heard.join(' ')).not.toContain(orderNumber)
  })

  describe('speaking first in an open chat', () => {
    const greeting = (customerId: string) => ({
      key: `greet-${people}`,
      kind: 'service' as const,
      customerId,
      channels: ['web' as const],
      sender: { type: 'agent' as const },
      content: { text: 'Your size is back in stock.', parts: [] },
    })

    test('appends the message once and tells who looks', async () => {
      const { session } = await openVisitorSession(store.db, shop.now())
      await say(session, 'hello')
      opened.add(session.customerId)
      const row = await rowOf(session.customerId)
      expect(await shop.inbound.deliverWeb(row)).toMatchObject({ outcome: 'accepted' })
      expect(await shop.inbound.deliverWeb(row)).toMatchObject({ outcome: 'accepted' })
      const own = await currentConversation(store.db, session.customerId)
      const told = shop.events.filter(
        (event) =>
          event.type === 'message' &&
          event.message.text === greeting('').content.text &&
          event.ref.conversationId === own?.conversationId,
      )
      expect(told).toHaveLength(1)
    })

    test('is refused where it is closed, so that another channel is tried', async () => {
      const { session } = await openVisitorSession(store.db, shop.now())
      const answer = await shop.inbound.deliverWeb(await rowOf(session.customerId))
      expect(answer).toMatchObject({ outcome: 'rejected', reason: 'unreachable' })
    })

    test('is said where they go on with their phone’s conversation, while they are signed in', async () => {
      const phone = phoneOf(shop, { phone: number })
      await phone.say('hello')
      const session = await signIn(vouched(), 600)
      await say(session, 'What is your return policy?')
      opened.add(session.customerId)
      const { customerId } = await phone.conversation()
      const row = await rowOf(customerId)
      expect(await shop.inbound.deliverWeb(row)).toMatchObject({ outcome: 'accepted' })
      expect((await phone.messages()).at(-1)?.text).toBe(greeting('').content.text)
      shop.wait(601_000)
      expect(await shop.inbound.deliverWeb(row)).toMatchObject({ outcome: 'rejected' })
      expect(await currentConversation(store.db, session.customerId)).toBeNull()
    })

    async function rowOf(customerId: string) {
      const { listOutbox } = await import('#orchestrator/index.ts')
      await shop.outbox.request([greeting(customerId)])
      const [row] = await listOutbox(store.db, { customerId, limit: 1 })
      if (!row) throw new Error('there is no row')
      return row
    }
  })

  test('a session read anew knows what the token vouched for', async () => {
    const opened = await openVisitorSession(store.db, shop.now())
    const iat = Math.floor(shop.now().getTime() / 1000)
    await signInSession(
      store.db,
      opened.session,
      { sub: userId, iat, exp: iat + 60, ...vouched() },
      shop.now(),
    )
    expect((await readVisitorSession(store.db, opened.secret, shop.now()))?.accountPhone).toBe(number)
    await signInSession(store.db, opened.session, { sub: userId, iat, exp: iat + 60 }, shop.now())
    expect((await readVisitorSession(store.db, opened.secret, shop.now()))?.accountPhone).toBeNull()
  })
})
