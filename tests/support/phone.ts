import type { InboundChannelMessage, OutgoingMessage } from '#channels/index.ts'
import type { Message } from '#contract/message.ts'
import { type Conversation, findConversation, recentMessages } from '#domain/conversations/index.ts'
import type { SmallShop } from './small-shop.ts'

export interface Phone {
  /** A webhook's message, and nothing after it. */
  write: (text: string, more?: Partial<InboundChannelMessage>) => Promise<Conversation>
  /** Writes, lets the moment pass in which more could follow, and answers what came back to the phone. */
  say: (text: string, more?: Partial<InboundChannelMessage>) => Promise<string[]>
  /** The same without writing: what time makes due, and what it brings to the phone. */
  rest: (ms?: number) => Promise<string[]>
  /** What has reached it, in order. */
  received: () => OutgoingMessage[]
  conversation: () => Promise<Conversation>
  messages: () => Promise<Message[]>
}

let ids = 0

/** Somebody with a phone, before a provider that signs for what they write. */
export function phoneOf(
  shop: SmallShop,
  from: Partial<InboundChannelMessage['from']>,
  channel: 'sms' | 'whatsapp' = 'whatsapp',
): Phone {
  let conversationId = ''
  const received = () =>
    shop.provider.sent.filter(
      ({ to }) => to.channel === channel && [from.phone, from.whatsappId].includes(to.value),
    )
  const conversation = async () => {
    const found = await findConversation(shop.db, conversationId)
    if (!found) throw new Error('nothing was written yet')
    return found
  }
  const phone: Phone = {
    async write(text, more = {}) {
      const answer = await shop.inbound.channelMessage({
        provider: 'fake',
        providerMessageId: `in-${++ids}`,
        channel,
        from: { phone: null, whatsappId: null, name: null, ...from },
        to: '+15550001111',
        text,
        choiceId: null,
        media: [],
        at: null,
        ...more,
      })
      conversationId = answer.conversationId
      return conversation()
    },
    async say(text, more) {
      await phone.write(text, more)
      return phone.rest()
    },
    async rest(ms = 2000) {
      const before = received().length
      shop.wait(ms)
      await shop.inbound.sweep()
      await shop.inbound.idle()
      await shop.outbox.runDue(shop.now())
      return received()
        .slice(before)
        .map(({ content }) => ('text' in content ? content.text : JSON.stringify(content)))
    },
    received,
    conversation,
    messages: async () => recentMessages(shop.db, await conversation(), 100),
  }
  return phone
}
