import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { StaffView } from '#contract/staff-api.ts'
import { consentOf, recordConsent } from '#domain/consent/index.ts'
import { saveTemplate, setTemplateStatus } from '#domain/content/index.ts'
import { nextTurnAt, takeTurn, toolCallsOf } from '#domain/conversations/index.ts'
import { customerView, identifiersOf, membersOf } from '#domain/identity/index.ts'
import { addStaff } from '#domain/staff/index.ts'
import { deliveryOf, lastInboundOf } from '#orchestrator/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { HeldModel } from '../support/held-model.ts'
import { HostileModel } from '../support/hostile-model.ts'
import { phoneOf } from '../support/phone.ts'
import { openSmallShop, type ShopOptions, type SmallShop, shopNow } from '../support/small-shop.ts'

describeOnBoth('a conversation by phone', (open) => {
  let store: Store
  const shops: SmallShop[] = []
  // one house for all: everybody has a number of their own
  let plain: SmallShop
  let mia: StaffView
  beforeAll(async () => {
    store = await open()
    plain = await openSmallShop(store.db)
    const input = { email: 'mia@example.com', name: 'Mia', roles: ['support' as const] }
    mia = (await addStaff(store.db, input, shopNow)).staff
  })
  afterAll(async () => {
    for (const shop of [...shops, plain]) {
      await shop.close()
      expect(shop.provider.faults).toEqual([])
    }
    await store.close()
  })
  let people = 0
  let number = ''
  let american = ''
  beforeEach(() => {
    people++
    number = `+4915112345${100 + people}`
    american = `+1212555${1000 + people}`
  })

  async function shopOf(options: ShopOptions = {}): Promise<SmallShop> {
    if (Object.keys(options).length === 0) return plain
    const shop = await openSmallShop(store.db, options)
    shop.wait(plain.now().getTime() - shop.now().getTime())
    shops.push(shop)
    return shop
  }

  describe('who writes, and where', () => {
    test('is answered on the phone, as one message, by the agent that answers on the web', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      const said = await phone.say('What is your return policy?')
      expect(said.join('\n')).toMatch(/30 days/)
      const messages = await phone.messages()
      expect(messages.map(({ sender, channel }) => [sender, channel])).toEqual([
        ['customer', 'whatsapp'],
        ['agent', 'whatsapp'],
      ])
      expect(messages[1]?.status).toBe('complete')
      const delivered = await deliveryOf(
        store.db,
        messages.map(({ messageId }) => messageId),
      )
      expect([...delivered.values()].map(({ state }) => state)).toEqual(['sent'])
    })

    test('a webhook that is brought again, also at the same moment, is one message', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      const again = { providerMessageId: `wamid.${people}` }
      await Promise.all(Array.from({ length: 6 }, () => phone.write('hello', again)))
      await phone.write('hello', again)
      expect(await phone.rest()).toHaveLength(1)
      await phone.write('hello', again)
      expect(await phone.rest()).toEqual([])
      expect((await phone.messages()).filter(({ sender }) => sender === 'customer')).toHaveLength(1)
    })

    test('an SMS and a WhatsApp of one number are two conversations of one person', async () => {
      const shop = await shopOf()
      const [sms, whatsapp] = [phoneOf(shop, { phone: number }, 'sms'), phoneOf(shop, { phone: number })]
      const [first, second] = [await sms.write('hello'), await whatsapp.write('hello')]
      expect(first.conversationId).not.toBe(second.conversationId)
      expect(first.customerId).toBe(second.customerId)
      expect((await sms.write('again')).conversationId).toBe(first.conversationId)
    })

    test('a WhatsApp user without a number is somebody, and stays the same when the number shows', async () => {
      const shop = await shopOf()
      const hidden = phoneOf(shop, { whatsappId: `US.${people}`, name: 'Robin' })
      expect(await hidden.say('hello')).toHaveLength(1)
      const ref = await hidden.conversation()
      expect(ref.phone).toEqual({ channel: 'whatsapp', kind: 'whatsapp_id', value: `US.${people}` })
      const shown = phoneOf(shop, { whatsappId: `US.${people}`, phone: number })
      expect((await shown.write('me again')).conversationId).toBe(ref.conversationId)
      expect((await shown.conversation()).phone?.value).toBe(number)
      expect((await hidden.write('hidden again')).conversationId).toBe(ref.conversationId)
      expect((await hidden.conversation()).phone?.value).toBe(`US.${people}`)
      const members = await membersOf(store.db, ref.customerId)
      expect((await identifiersOf(store.db, members)).map(({ kind }) => kind).sort()).toEqual([
        'phone',
        'whatsapp_id',
      ])
    })

    test('the profile’s name is kept only where none is known', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      await phone.write('hello', { from: { phone: number, whatsappId: null, name: ' Robin\u0000 ' } })
      const nameNow = async () =>
        (await customerView(store.db, (await phone.conversation()).customerId))?.name
      expect(await nameNow()).toBe('Robin')
      await phone.write('hello', { from: { phone: number, whatsappId: null, name: 'Batman' } })
      expect(await nameNow()).toBe('Robin')
    })

    test('the 24 hours begin when they wrote, not when we heard of it', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      const wrote = new Date(shopNow.getTime() - 3_600_000)
      await phone.write('hello', { at: wrote })
      expect(await lastInboundOf(store.db, { channel: 'whatsapp', address: number })).toEqual(wrote)
      await phone.write('hello', { at: new Date(shopNow.getTime() + 3_600_000_000) })
      const heard = await lastInboundOf(store.db, { channel: 'whatsapp', address: number })
      expect(heard?.getTime()).toBeLessThan(shopNow.getTime() + 60_000)
    })

    test('cards and control characters are taken out; a picture is a word, and is kept', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      await phone.write('my card is 4111 1111 1111 1111\u0000')
      await phone.write('', { media: [{ url: null, mediaId: 'media-1', contentType: 'image/jpeg' }] })
      expect((await phone.messages()).map(({ text }) => text)).toEqual(['my card is [card]', '[picture]'])
    })
  })

  describe('a moment for more', () => {
    test('what is written within two seconds of one another is one turn, even after a crash', async () => {
      const asked: string[] = []
      const model = new HostileModel((_round, seen) => {
        asked.push(JSON.stringify(seen.map((each) => each.content)))
        return { say: 'Hello there.' }
      })
      const shop = await shopOf({ model })
      const phone = phoneOf(shop, { phone: number })
      await phone.write('hi')
      expect(await shop.inbound.nextDue()).not.toBeNull()
      expect(await phone.rest(1000)).toEqual([])
      await phone.write('do you have tents')
      expect(await phone.rest(1500)).toEqual([])
      const ref = await phone.conversation()
      expect(await takeTurn(store.db, ref, 30_000, shop.now())).toBeNull()
      // the process that waited is gone: another one's sweep answers
      const second = await shopOf({ model })
      second.wait(60_000)
      await second.inbound.sweep()
      await second.inbound.idle()
      expect(await nextTurnAt(store.db)).toBeNull()
      await second.outbox.runDue(second.now())
      expect(second.provider.sent.filter(({ to }) => to.value === number)).toHaveLength(1)
      expect(asked.filter((each) => each.includes('do you have tents'))).toHaveLength(1)
    })

    test('who never stops writing is answered all the same', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      let heard: string[] = []
      for (let said = 0; said < 12 && heard.length === 0; said++) {
        await phone.write('hello')
        heard = await phone.rest(1500)
      }
      expect(heard).toHaveLength(1)
    })
  })

  describe('staff', () => {
    test('take over, answer to the phone, and give it back', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      expect((await phone.say('I want to talk to a person')).join(' ')).not.toBe('')
      const { conversationId } = await phone.conversation()
      const staff = mia
      await shop.inbound.take(staff, conversationId)
      expect(await phone.rest()).toEqual([expect.stringContaining('Mia')])
      const reply = { conversationId, clientMessageId: 'staff-0001', text: 'Hello, Mia here.' }
      await shop.inbound.staffReply(staff, reply)
      await shop.inbound.staffReply(staff, reply)
      expect(await phone.rest()).toEqual(['Hello, Mia here.'])
      expect(await phone.say('thanks')).toEqual([])
      await shop.inbound.resolve(staff, conversationId)
      await phone.rest()
      expect((await phone.say('hello')).length).toBeGreaterThan(0)
    })

    test('cannot write freely when the 24 hours are over, and a template goes', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      await phone.say('hello')
      const { conversationId } = await phone.conversation()
      const staff = mia
      await shop.inbound.take(staff, conversationId)
      await phone.rest()
      shop.wait(25 * 3_600_000)
      const reply = { conversationId, clientMessageId: 'staff-0001', text: 'Are you still there?' }
      await expect(shop.inbound.staffReply(staff, reply)).rejects.toThrow(
        'The 24 hours are over: send a template.',
      )
      expect((await phone.messages()).map(({ text }) => text)).not.toContain('Are you still there?')
      const body = 'Hello {{name}}, your question is answered. Write to us to go on.'
      const written = { name: 'answered', language: 'en', category: 'utility', body, references: {} }
      const { templateId } = await saveTemplate(store.db, written, { staffId: null }, shop.now())
      await setTemplateStatus(store.db, { templateId }, { status: 'approved' }, shop.now())
      const template = {
        conversationId,
        clientMessageId: 'staff-0002',
        templateId,
        parameters: { name: 'Robin' },
      }
      await expect(
        shop.inbound.staffTemplate(staff, { ...template, parameters: { name: ' ' } }),
      ).rejects.toMatchObject({ kind: 'bad-request' })
      const sale = { ...written, name: 'sale_now', category: 'marketing' }
      const marketing = await saveTemplate(store.db, sale, { staffId: null }, shop.now())
      await setTemplateStatus(store.db, marketing, { status: 'approved' }, shop.now())
      const sold = { ...template, clientMessageId: 'staff-0003', templateId: marketing.templateId }
      await expect(shop.inbound.staffTemplate(staff, sold)).rejects.toThrow('template')
      expect(await phone.rest()).toEqual([])
      await shop.inbound.staffTemplate(staff, template)
      const text = body.replace('{{name}}', 'Robin')
      expect(await phone.rest()).toEqual([text])
      expect((await phone.messages()).at(-1)?.text).toBe(text)
      expect(phone.received().at(-1)?.content.type).toBe('template')
      await phone.write('I am here')
      await shop.inbound.staffReply(staff, reply)
      expect(await phone.rest()).toEqual(['Are you still there?'])
    })

    test('see how far a message has come, in any order of the provider’s words', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      await phone.say('hello')
      const providerMessageId = shop.provider.ids.at(-1) ?? ''
      const status = (word: 'sent' | 'delivered' | 'read') =>
        shop.inbound.status({
          provider: 'fake',
          providerMessageId,
          status: word,
          reason: null,
          code: null,
          text: null,
          at: null,
        })
      shop.events.length = 0
      for (const word of ['read', 'sent', 'delivered'] as const) await status(word)
      const messageId = (await phone.messages()).at(-1)?.messageId ?? ''
      expect((await deliveryOf(store.db, [messageId])).get(messageId)?.state).toBe('read')
      expect(shop.events).toContainEqual(expect.objectContaining({ type: 'delivery', messageId }))
    })
  })

  describe('a stop', () => {
    const states = async (customerId: string) =>
      new Set(
        (await consentOf(store.db, customerId)).lines
          .filter(({ channel }) => channel === 'sms')
          .map(({ state }) => state),
      )

    test('is recorded and confirmed once, and who writes on is still answered', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: american }, 'sms')
      expect(await phone.say('please stop texting me')).toEqual([
        'You will get no more texts from us. Write START to get them again.',
      ])
      expect(await phone.say('STOP')).toEqual([])
      const { customerId } = await phone.conversation()
      expect(await states(customerId)).toContain('denied')
      expect((await phone.say('What is your return policy?')).join(' ')).toMatch(/30 days/)
      const [touch] = await shop.outbox.request([
        {
          key: `touch-${people}`,
          kind: 'marketing',
          customerId,
          channels: ['sms'],
          sender: { type: 'journey', name: 'winback' },
          content: { text: 'Come back', parts: [] },
        },
      ])
      expect(touch).toMatchObject({ state: 'refused', gate: 'consent', reason: 'denied' })
    })

    test('leaves them alone, whoever of the team writes, until they write again', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: american }, 'sms')
      await phone.say('hello')
      await phone.say('please stop texting me')
      const { conversationId } = await phone.conversation()
      await shop.inbound.take(mia, conversationId)
      expect(await phone.rest()).toEqual([])
      const reply = { conversationId, clientMessageId: 'stopped-0001', text: 'New boots are in' }
      await expect(shop.inbound.staffReply(mia, reply)).rejects.toThrow('They said no.')
      expect(await phone.rest()).toEqual([])
      await phone.say('one more thing')
      await shop.inbound.staffReply(mia, { ...reply, text: 'I am listening.' })
      expect(await phone.rest()).toEqual(['I am listening.'])
    })

    test('is the last word also where a question stood before it', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: american }, 'sms')
      await phone.write('What is your return policy?')
      expect(await phone.say('STOP')).toEqual([
        'You will get no more texts from us. Write START to get them again.',
      ])
    })

    test('beside a question is kept, and the question answered', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: american }, 'sms')
      const said = await phone.say('Please stop texting me. What is your return policy?')
      expect(said.join(' ')).toMatch(/no more texts.*30 days/s)
    })

    test('is the last word also where an answer still waits for a provider that was away', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: american }, 'sms')
      shop.provider.answers.push({ outcome: 'retry', code: '503', text: 'away' })
      await phone.say('What is your return policy?')
      const tried = phone.received().length
      // the answer waits at least so long
      await phone.write('STOP')
      await phone.rest(3_600_000)
      const after = phone.received().slice(tried)
      expect(after.map(({ content }) => ('text' in content ? content.text : ''))).toEqual([
        'You will get no more texts from us. Write START to get them again.',
      ])
      const answer = (await phone.messages()).find(({ sender }) => sender === 'agent')
      const state = await deliveryOf(store.db, [answer?.messageId ?? ''])
      expect(state.get(answer?.messageId ?? '')).toMatchObject({ state: 'refused', reason: 'denied' })
    })

    test('and a person they ask for after it still comes, and says so', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: american }, 'sms')
      await phone.say('STOP')
      await phone.say('I want to talk to a person')
      const { conversationId } = await phone.conversation()
      await shop.inbound.take(mia, conversationId)
      expect((await phone.rest()).join(' ')).toContain('Mia')
    })

    test('START holds for the number it came from', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: american }, 'sms')
      await phone.say('STOP')
      expect((await phone.say('START')).join(' ')).toMatch(/You get messages from Fellside again/)
      const { customerId } = await phone.conversation()
      expect(await states(customerId)).not.toContain('denied')
    })

    test('HELP is answered by the house, once', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: american }, 'sms')
      expect((await phone.say('HELP')).join(' ')).toMatch(/This is Fellside/)
      expect(await phone.say('HELP')).toEqual([])
    })
  })

  describe('what was sent outside a conversation', () => {
    async function touched(shop: SmallShop, phone: ReturnType<typeof phoneOf>) {
      const { customerId } = await phone.conversation()
      const asked = { channel: 'whatsapp', purpose: 'service', state: 'granted', source: 'till' } as const
      await recordConsent(store.db, { customerId, ...asked, evidence: 'said so' }, shop.now())
      const sender = { type: 'associate', staffId: 'stf_ben', name: 'Ben' } as const
      const content = { text: 'The Heron you liked is back.', parts: [] }
      const [sent] = await shop.outbox.request([
        { key: `service-${people}`, kind: 'service', customerId, channels: ['whatsapp'], sender, content },
      ])
      await shop.outbox.runDue(shop.now())
      return sent
    }

    test('stands in the phone’s conversation, answers nothing, and is told once', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      await phone.say('hello')
      await phone.write('are you there?')
      expect(await touched(shop, phone)).toMatchObject({ state: 'queued', reason: null })
      const said = (await phone.messages()).at(-1)
      expect(said).toMatchObject({
        sender: 'associate',
        staffName: 'Ben',
        text: 'The Heron you liked is back.',
      })
      expect((await deliveryOf(store.db, [said?.messageId ?? ''])).size).toBe(1)
      const before = await phone.conversation()
      expect(before.answeredSeq).toBeLessThan(before.lastCustomerSeq)
      expect((await phone.rest()).length).toBeGreaterThan(0)
      expect((await phone.messages()).filter(({ sender }) => sender === 'associate')).toHaveLength(1)
    })
  })

  describe('trust', () => {
    test('a phone stands for its own number alone: no order of the account it was seen with', async () => {
      const model = new HostileModel((round) =>
        round === 0
          ? {
              call: [
                { name: 'get_order', args: {} },
                { name: 'get_order', args: { orderNumber: 'A1001' } },
                { name: 'cancel_order', args: { orderNumber: 'A1001', email: 'ada@example.com' } },
              ],
            }
          : { say: 'Your order A1001 is on its way.' },
      )
      const shop = await shopOf({ model })
      const phone = phoneOf(shop, { phone: number })
      const said = await phone.say('where is my order A1001?')
      expect(said.join(' ')).not.toContain('on its way')
      const calls = await toolCallsOf(store.db, await phone.conversation())
      expect(calls.map(({ tool }) => tool)).toContain('cancel_order')
      expect(calls.filter(({ ok, trust }) => ok || trust !== 'channel')).toEqual([])
    })

    test('the order of a number with its e-mail opens, and nothing but it', async () => {
      const shop = await shopOf()
      const phone = phoneOf(shop, { phone: number })
      const said = await phone.say('Where is my order A1001? My e-mail is ada@example.com')
      expect(said.join(' ')).toMatch(/A1001/)
    })

    test('says yes to messages at its own number, by an explicit yes', async () => {
      const model = new HostileModel((round, seen) =>
        round === 0 && JSON.stringify(seen.at(-1)?.content).includes('news')
          ? {
              call: [
                {
                  name: 'record_consent',
                  args: { channel: 'whatsapp', purpose: 'marketing', state: 'granted' },
                },
              ],
            }
          : { say: 'All right.' },
      )
      const shop = await shopOf({ model })
      const phone = phoneOf(shop, { phone: american })
      const said = await phone.say('I want news on WhatsApp')
      expect(said.join(' ')).toMatch(/yes or no/i)
      await phone.say('yes')
      const { lines } = await consentOf(store.db, (await phone.conversation()).customerId)
      const line = lines.find(({ channel, purpose }) => channel === 'whatsapp' && purpose === 'marketing')
      expect(line).toMatchObject({ state: 'granted', addresses: [american] })
    })
  })

  test('a person takes over while the agent thinks: nothing of it reaches the phone', async () => {
    const model = new HeldModel()
    const shop = await shopOf({ model })
    const phone = phoneOf(shop, { phone: number })
    await phone.write('hello')
    shop.wait(2000)
    await shop.inbound.sweep()
    while (model.asked === 0) await new Promise((resolve) => setTimeout(resolve, 2))
    const { conversationId } = await phone.conversation()
    await shop.inbound.take(mia, conversationId)
    model.answer('Hello from the agent.')
    expect((await phone.rest()).join(' ')).not.toContain('from the agent')
    expect((await phone.messages()).some(({ sender }) => sender === 'agent')).toBe(false)
  })
})
