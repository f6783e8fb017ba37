import type { MessageKind } from '#contract/outbound.ts'
import type { OutboundFacts, OutboundMessage } from '../outbound.ts'
import type { Touch } from '../person-facts.ts'
import { comesBefore } from './rank.ts'

export const HOUR_MS = 3_600_000
export const DAY_MS = 24 * HOUR_MS

/** A touch: what we say unasked, for clienteling or marketing. */
export const isTouch = ({ kind }: { kind: MessageKind }): boolean =>
  kind === 'clienteling' || kind === 'marketing'

/** The person's touches beside this very message. */
function others(message: OutboundMessage, { person }: OutboundFacts): Touch[] {
  return person.touches.filter((touch) => isTouch(touch) && touch.outboxId !== message.outboxId)
}

/** Those that went out. */
export function startedTouches(
  message: OutboundMessage,
  facts: OutboundFacts,
): (Touch & { startedAt: Date })[] {
  return others(message, facts).filter(
    (touch): touch is Touch & { startedAt: Date } => touch.startedAt !== null,
  )
}

/**
 * Those that take a place in a count of the last `hours`: what went out, and for a message that is being asked
 * for also what stands in the queue and comes before it. A message that goes out now counts only what went out:
 * else two in the queue would each wait for the other. What is held takes no place before its hour. Both ends of the window
 * count, so that no window of that length, however it is laid, holds more than the limit.
 */
export function countedTouches(message: OutboundMessage, facts: OutboundFacts, hours: number): Touch[] {
  const since = facts.now.getTime() - hours * HOUR_MS
  return others(message, facts).filter((touch) =>
    touch.startedAt === null
      ? message.outboxId === null && !touch.held && comesBefore(touch, message)
      : touch.startedAt.getTime() >= since,
  )
}

/** Those that would go out now too, and those that are tried again in a moment. */
export function dueTouches(message: OutboundMessage, facts: OutboundFacts): Touch[] {
  return others(message, facts).filter(
    (touch) => touch.startedAt === null && (!touch.held || touch.dueAt === null || touch.dueAt <= facts.now),
  )
}
