import type { Gate } from '../outbound.ts'
import { allowed, refused } from './answer.ts'
import { DAY_MS, startedTouches } from './touches.ts'

/**
 * Whoever had so many touches within so many days and answered none (no click, no open by a person, no message,
 * no order since) is left alone for so many days after the last.
 */
export const fatigue: Gate = (message, facts) => {
  const { fatigue: rule } = facts.rules
  if (!rule) return allowed
  const engaged = facts.person.engagedAt?.getTime() ?? Number.NEGATIVE_INFINITY
  const unanswered = startedTouches(message, facts)
    .map(({ startedAt }) => startedAt.getTime())
    .filter((at) => at > engaged)
  const last = Math.max(...unanswered)
  const within = unanswered.filter((at) => at > last - rule.days * DAY_MS)
  const until = last + rule.restDays * DAY_MS
  if (within.length < rule.touches || facts.now.getTime() >= until) return allowed
  return refused('tired', { count: within.length, limit: rule.touches, until: new Date(until) })
}
