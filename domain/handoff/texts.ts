import type { ConversationStatus } from '#contract/message.ts'
import type { HandoffEvent } from './handoff.ts'

/** What the customer reads when a conversation changes hands. */
export const handoffTexts = {
  queued: 'We have asked our team to join. You can go on writing here; they will read everything.',
  joined: (name: string) => `${name} from our team has joined.`,
  returned: (name: string | null) =>
    name === null ? 'Our assistant is back with you.' : `${name} has left. Our assistant is back with you.`,
  resolved: (name: string | null) =>
    name === null
      ? 'Our assistant is here if you need anything else.'
      : `${name} has left. Our assistant is here if you need anything else.`,
  ended: 'You are back with our assistant.',
  requeued: (name: string | null) =>
    `${name ?? 'Our colleague'} had to leave. You are in the queue again, and the next free person will join.`,
  notice:
    'Nobody from our team is free right now. Your place is kept and someone will answer here as soon as they can. If you would rather not wait, you can go back to our assistant.',
  closed: 'This conversation is closed. Write again any time.',
  reopened: null,
} as const

/** The line for one event; null where nothing needs to be said. `staffName` is who had the conversation. */
export function handoffText(
  before: ConversationStatus,
  event: HandoffEvent,
  staffName: string | null,
): string | null {
  switch (event.type) {
    case 'request':
      return handoffTexts.queued
    case 'take':
      return event.quiet ? null : handoffTexts.joined(event.staffName)
    case 'release':
      return handoffTexts.returned(staffName)
    case 'resolve':
      return handoffTexts.resolved(staffName)
    case 'customer_end':
      return handoffTexts.ended
    case 'requeue':
      return handoffTexts.requeued(staffName)
    case 'close':
      return before === 'agent' ? null : handoffTexts.closed
    case 'reopen':
      return handoffTexts.reopened
  }
}
