import type { Gate } from '../outbound.ts'
import { allowed, refused, waitsFor } from './answer.ts'
import { bestOf, comesBefore } from './rank.ts'
import { dueTouches, startedTouches } from './touches.ts'

/**
 * One winner per person and window: the best of what is due, and nothing soon after another. Who comes second
 * waits for what becomes of the first: it is refused where that went out, and goes where that did not.
 * 0 minutes: off.
 */
export const arbitration: Gate = (message, facts) => {
  const { arbitrationMinutes } = facts.rules
  if (arbitrationMinutes === 0) return allowed
  const since = facts.now.getTime() - arbitrationMinutes * 60_000
  const spoken = startedTouches(message, facts).find(({ startedAt }) => startedAt.getTime() > since)
  if (spoken) {
    const { outboxId: winnerId } = spoken
    return refused(winnerId === message.winnerId ? 'outranked' : 'too_soon', { winnerId })
  }
  const winner = bestOf(dueTouches(message, facts).filter((touch) => comesBefore(touch, message)))
  return winner ? waitsFor('outranked', winner, facts.now) : allowed
}
