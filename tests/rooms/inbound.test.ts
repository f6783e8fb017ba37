import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Message } from '#contract/message.ts'
import type { StaffView } from '#contract/staff-api.ts'
import {
  appendMessage,
  type Conversation,
  findConversation,
  finishTurn,
  openConversation,
  recentMessages,
  releaseAgentText,
  takeTurn,
  toolCallsOf,
} from '#domain/conversations/index.ts'
import { openHandoff } from '#domain/handoff/index.ts'
import { findOrderByNumber, orderChanges } from '#domain/orders/index.ts'
import { addStaff } from '#domain/staff/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { eventually } from '../support/eventually.ts'
import { HeldModel } from '../support/held-model.ts'
import { HostileModel } from '../support/hostile-model.ts'
import { openSmallShop, type ShopOptions, type SmallShop, shopNow } from '../support/small-shop.ts'

describeOnBoth('inbound', (open) => {
  let store: Store
  const shops: SmallShop[] = []
  beforeEach(async () => {
    store = await open()
  })
  afterEach(async () => {
    for (const shop of shops.splice(0)) await shop.close()
    await store.close()
  })

  async function shopOf(options: ShopOptions = {}): Promise<SmallShop> {
    const shop = await openSmallShop(store.db, options)
    shops.push(shop)
    return shop
  }

  const mia = async (): Promise<StaffView> => {
    const input = { email: 'mia@example.com', name: 'Mia', roles: ['support' as const] }
    return (await addStaff(store.db, input, shopNow)).staff
  }
  const ago = (seconds: number) => new Date(shopNow.getTime() - seconds * 1000)

  /** A message that is stored, and whose process died before it did anything about it. */
  async function leftBehind(shop: SmallShop, text: string): Promise<Conversation> {
    const visit = await shop.visit()
    const conversation = await openConversation(store.db, visit.customerId, 'web', ago(200))
    const stored = await appendMessage(store.db, conversation, { sender: 'customer', text }, ago(200))
    return stored.conversation
  }

  async function state(ref: Conversation): Promise<{ conversation: Conversation; messages: Message[] }> {
    const conversation = await findConversation(store.db, ref.conversationId)
    if (!conversation) throw new Error('the conversation is gone')
    return { conversation, messages: await recentMessages(store.db, conversation, 100) }
  }
  const agentWords = (messages: Message[]) => messages.filter((message) => message.sender === 'agent')

  describe('turns that were left behind', () => {
    test('a message nobody answered is answered by the next sweep', async () => {
      const shop = await shopOf()
      const left = await leftBehind(shop, 'hello')
      await shop.inbound.sweep()
      await shop.inbound.turnDone(left.conversationId)
      const { conversation, messages } = await state(left)
      expect(agentWords(messages)).toHaveLength(1)
      expect(conversation.answeredSeq).toBe(conversation.lastCustomerSeq)
    })

    test('a turn that is held is left alone; when its lease has run out it is taken up', async () => {
      const shop = await shopOf()
      const left = await leftBehind(shop, 'hello')
      await takeTurn(store.db, left, 30_000, new Date(shopNow.getTime() + 60_000)) // another process, alive
      await shop.inbound.sweep()
      await shop.inbound.turnDone(left.conversationId)
      expect(agentWords((await state(left)).messages)).toHaveLength(0)

      const other = await leftBehind(shop, 'hello')
      await takeTurn(store.db, other, 30_000, ago(31)) // another process, dead
      await shop.inbound.sweep()
      await shop.inbound.turnDone(other.conversationId)
      expect(agentWords((await state(other)).messages)).toHaveLength(1)
    })

    test('a turn that brings down three workers goes to a person, and the shopper is told', async () => {
      const shop = await shopOf()
      const left = await leftBehind(shop, 'hello')
      for (const seconds of [120, 80, 40])
        expect(await takeTurn(store.db, left, 30_000, ago(seconds))).not.toBeNull()
      await shop.inbound.sweep()
      await shop.inbound.turnDone(left.conversationId)
      const { conversation, messages } = await state(left)
      expect(conversation.status).toBe('queued')
      expect(agentWords(messages)).toHaveLength(1)
      expect((await openHandoff(store.db, left))?.reason).toBe('agent_failed')
    })

    test('a worker that has lost its turn can no longer hand the conversation over', async () => {
      const model = new HeldModel()
      const shop = await shopOf({ model })
      const visit = await shop.visit()
      const saying = visit.say('hello')
      await eventually(() => model.asked > 0)
      const ref = visit.conversation()
      const later = new Date(shopNow.getTime() + 120_000) // its lease ran out, and another process took over
      const taken = await takeTurn(store.db, ref, 30_000, later)
      if (!taken) throw new Error('the turn was not free')
      const words = { text: 'Hello there.', complete: true }
      await releaseAgentText(store.db, ref, taken.turnId, words, later)
      await finishTurn(store.db, ref, taken.turnId, taken.upToSeq, later)
      const answering = setInterval(() => model.answer('I will call a person.'), 5)
      await saying
      clearInterval(answering)
      const { conversation, messages } = await state(ref)
      expect(conversation.status).toBe('agent')
      expect(agentWords(messages).map((message) => message.text)).toEqual(['Hello there.'])
    })

    test('two processes that sweep at once answer once', async () => {
      const [left, right] = [await shopOf(), await shopOf()]
      const refs = [
        await leftBehind(left, 'hello'),
        await leftBehind(left, 'do you have tents?'),
        await leftBehind(left, 'hi'),
      ]
      await Promise.all([
        left.inbound.sweep(),
        right.inbound.sweep(),
        left.inbound.sweep(),
        right.inbound.sweep(),
      ])
      for (const ref of refs) {
        await Promise.all([
          left.inbound.turnDone(ref.conversationId),
          right.inbound.turnDone(ref.conversationId),
        ])
        expect(agentWords((await state(ref)).messages)).toHaveLength(1)
      }
    })
  })

  describe('an explicit yes', () => {
    async function proposed(shop: SmallShop) {
      const visit = await shop.visit()
      const said = await visit.say('please cancel my order A1001, my e-mail is ada@example.com')
      expect(said.flatMap((message) => message.parts).map((part) => part.type)).toContain('proposal')
      expect((await findOrderByNumber(store.db, 'A1001'))?.status).not.toBe('cancelled')
      return visit
    }
    const status = async () => (await findOrderByNumber(store.db, 'A1001'))?.status

    test('does what was proposed, is answered, and is kept with the message', async () => {
      const visit = await proposed(await shopOf())
      const answer = await visit.say('Yes')
      expect(await status()).toBe('cancelled')
      expect(answer.map((message) => message.text).join(' ')).toMatch(/cancel/i)
      const calls = await toolCallsOf(store.db, visit.conversation())
      expect(calls.filter((call) => call.tool === 'cancel_order').map((call) => call.ok)).toEqual([
        true,
        true,
      ])
      await visit.say('Yes')
      expect(await orderChanges(store.db, 0, 10)).toHaveLength(1)
    })

    test.each([
      'Would you like to see our jackets?',
      `${'Here is a long story. '.repeat(110)}Do you like it?`,
    ])('answers the house’s own question, whatever a model has asked above it', async (say) => {
      const args = { orderNumber: 'A1001', email: 'ada@example.com' }
      const model = new HostileModel((round) =>
        round === 0 ? { call: [{ name: 'cancel_order', args }] } : { say },
      )
      const visit = await (await shopOf({ model })).visit()
      const [said] = await visit.say('my order is A1001, my e-mail is ada@example.com')
      expect(said?.parts.map((part) => part.type)).toContain('proposal')
      expect(said?.text).toMatch(/Cancel order A1001 .*: shall I do that\? Please answer yes or no\.$/)
    })

    test('taken up by two processes at once acts once', async () => {
      const [left, right] = [await shopOf(), await shopOf()]
      const visit = await proposed(left)
      const ref = visit.conversation()
      await appendMessage(store.db, ref, { sender: 'customer', text: 'yes please' }, left.now())
      await Promise.all([left.inbound.sweep(), right.inbound.sweep()])
      await Promise.all([
        left.inbound.turnDone(ref.conversationId),
        right.inbound.turnDone(ref.conversationId),
      ])
      expect(await status()).toBe('cancelled')
      expect(await orderChanges(store.db, 0, 10)).toHaveLength(1)
      const after = (await state(ref)).messages.at(-1)
      expect(after?.sender).toBe('agent')
    })

    test('is not a no, not a yes with a condition, and not a question', async () => {
      for (const text of ['no', 'yes but only the jacket', 'yes?', 'maybe', 'yesterday']) {
        const shop = await shopOf()
        const visit = await proposed(shop)
        await visit.say(text)
        expect(await status(), text).not.toBe('cancelled')
      }
    })

    test('may say what it is a yes to', async () => {
      const visit = await proposed(await shopOf())
      await visit.say('yes, cancel it')
      expect(await status()).toBe('cancelled')
    })

    test('after a no does nothing any more', async () => {
      const visit = await proposed(await shopOf())
      const answer = await visit.say('No')
      expect(answer.length).toBeGreaterThan(0)
      await visit.say('yes')
      expect(await status()).not.toBe('cancelled')
    })
  })

  describe('while the agent thinks', () => {
    test('a person takes over, and what the agent had to say is never heard', async () => {
      const model = new HeldModel()
      const shop = await shopOf({ model })
      const visit = await shop.visit()
      const saying = visit.say('do you have tents?')
      await eventually(() => model.asked > 0)
      const ref = await eventually(() => shop.events.find((event) => event.type === 'message')?.ref)
      await shop.inbound.take(await mia(), ref.conversationId)
      model.answer('Yes, I have many tents for you.')
      await saying
      const { conversation, messages } = await state(visit.conversation())
      expect(conversation.status).toBe('with_staff')
      expect(agentWords(messages)).toEqual([])
      expect(messages.every((message) => message.status === 'complete')).toBe(true)
    })

    test('what the shopper adds is answered too, by the next turn', async () => {
      const model = new HeldModel()
      const shop = await shopOf({ model })
      const visit = await shop.visit()
      const saying = visit.say('hello')
      await eventually(() => model.asked > 0)
      const ref = visit.conversation()
      await appendMessage(store.db, ref, { sender: 'customer', text: 'and hello again' }, shop.now())
      const answering = setInterval(() => model.answer('Hello there.'), 5)
      await saying
      clearInterval(answering)
      const { conversation, messages } = await state(ref)
      expect(conversation.answeredSeq).toBe(conversation.lastCustomerSeq)
      expect(agentWords(messages)).toHaveLength(2)
    })

    test('closing waits for its words', async () => {
      const model = new HeldModel()
      const shop = await shopOf({ model })
      const visit = await shop.visit()
      const saying = visit.say('hello')
      await eventually(() => model.asked > 0)
      const closing = shop.inbound.close()
      model.answer('Hello there.')
      await closing
      expect(agentWords((await state(visit.conversation())).messages)).toHaveLength(1)
      await saying
    })
  })

  describe('the cart', () => {
    test('a model that adds again and again cannot sell more than there are', async () => {
      const line = { productId: 'glow', variantId: 'glow', quantity: 1 }
      const calls = [0, 1, 2].map(() => ({ name: 'create_cart', args: { lines: [line] } }))
      const model = new HostileModel((round) => (round === 0 ? { call: calls } : { say: 'Done.' }))
      const visit = await (await shopOf({ model })).visit()
      await visit.say('hello')
      const told = await toolCallsOf(store.db, visit.conversation())
      // the three may be carried out in any order
      expect(told.map((call) => call.error ?? 'added').sort()).toEqual(['added', 'added', 'not_available'])
    })

    test('is changed by hand within what the shop can sell, and told', async () => {
      const shop = await shopOf()
      const visit = await shop.visit()
      const who = { customerId: visit.customerId }
      const line = { productId: 'heron', variantId: 'heron-navy-m', quantity: 2, mode: 'add' as const }
      const cart = await shop.inbound.changeCart(who, line)
      expect(cart.lines).toMatchObject([
        { variantId: 'heron-navy-m', quantity: 2, unitPrice: { amount: 12900 } },
      ])
      expect(cart.checkoutUrl).toContain('heron-navy-m')
      const wrong = [
        { ...line, variantId: 'heron-red-m' }, // sold out
        { ...line, variantId: 'nothing' },
        { ...line, productId: 'curlew' },
      ]
      for (const input of wrong) await expect(shop.inbound.changeCart(who, input)).rejects.toThrow()
      expect(await shop.inbound.cart(who)).toEqual(cart)
      const emptied = await shop.inbound.changeCart(who, { ...line, quantity: 0, mode: 'set' })
      expect(emptied).toMatchObject({ lines: [], checkoutUrl: null })
    })

    test('of one session is not seen by another', async () => {
      const shop = await shopOf()
      const ada = { customerId: (await shop.visit()).customerId }
      const bob = { customerId: (await shop.visit()).customerId }
      await shop.inbound.changeCart(ada, {
        productId: 'heron',
        variantId: 'heron-navy-m',
        quantity: 1,
        mode: 'add',
      })
      expect(await shop.inbound.cart(bob)).toBeNull()
    })
  })
})
