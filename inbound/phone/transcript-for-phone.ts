import type { Message, MessagePart } from '#contract/message.ts'
import type { Conversation } from '#domain/conversations/index.ts'
import { isPhone } from './leave-by-phone.ts'

/** Said in place of it, so that the agent knows that there was something. */
const SHOWN_ON_THE_SITE = '[shown on the site, where they were signed in]'

/** What everybody may see of a shop; words alone may tell of orders, points or tastes. */
const open: ReadonlySet<MessagePart['type']> = new Set([
  'products',
  'comparison',
  'choices',
  'source',
  'cart',
])

/**
 * The messages as the agent may read them where the customer is now. What we said on the site to somebody signed
 * in stays there, but for goods and pages that were shown: whoever holds the phone has shown no more than the
 * phone.
 */
export function fitForPhone(conversation: Conversation, messages: Message[]): Message[] {
  if (!conversation.phone || !isPhone(conversation.channel)) return messages
  return messages.map((message) =>
    message.channel === 'web' && isOurs(message) && !isOpen(message)
      ? { ...message, text: SHOWN_ON_THE_SITE, parts: [] }
      : message,
  )
}

const isOurs = ({ sender }: Message): boolean => sender !== 'customer' && sender !== 'system'

const isOpen = ({ parts }: Message): boolean => parts.length > 0 && parts.every(({ type }) => open.has(type))
