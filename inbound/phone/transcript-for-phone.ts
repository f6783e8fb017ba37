import type { Message } from '#contract/message.ts'
import type { Conversation } from '#domain/conversations/index.ts'
import { isPhone } from './leave-by-phone.ts'

/** Said in place of it, so that the agent knows that there was something. */
const SHOWN_ON_THE_SITE = '[shown on the site, where they were signed in]'

/**
 * The messages as the agent may read them where the customer is now. Of what we said on the site to somebody
 * signed in, orders and proposals stay there: whoever holds the phone has shown no more than the phone.
 */
export function fitForPhone(conversation: Conversation, messages: Message[]): Message[] {
  if (!conversation.phone || !isPhone(conversation.channel)) return messages
  return messages.map((message) =>
    message.channel === 'web' && message.sender !== 'customer' && message.parts.some(isPrivate)
      ? { ...message, text: SHOWN_ON_THE_SITE, parts: [] }
      : message,
  )
}

const isPrivate = ({ type }: Message['parts'][number]): boolean => type === 'order' || type === 'proposal'
