import type { Message } from '#contract/message.ts'

/**
 * A message as staff see it. A shopper's own message id stays out: with it, and in the first minutes, the
 * shopper's session could be opened again (see `visitor.ts`).
 */
export function forStaff<M extends Message>(message: M): M {
  return message.sender === 'customer' ? { ...message, clientMessageId: null } : message
}
