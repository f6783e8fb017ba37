import type { Gate } from '../outbound.ts'
import { dayIn, zonesOf } from '../whereabouts.ts'
import { allowed, refused, waitsFor } from './answer.ts'
import { bestOf } from './rank.ts'
import { countedTouches } from './touches.ts'

const LONGEST_DAY_HOURS = 48 // no local day of one zone spans more of two others' clocks

/**
 * One promotion in the recipient's own day, in any zone they may be in. One that only stands in the queue may
 * still not go out: who comes second waits for what becomes of it.
 */
export const promotionToday: Gate = (message, facts) => {
  if (!facts.rules.onePromotionADay) return allowed
  const zones = zonesOf(message.to, facts)
  const isToday = (at: Date) => zones.some((zone) => dayIn(zone, at) === dayIn(zone, facts.now))
  const promotions = countedTouches(message, facts, LONGEST_DAY_HOURS).filter(
    ({ kind }) => kind === 'marketing',
  )
  if (promotions.some(({ startedAt }) => startedAt !== null && isToday(startedAt)))
    return refused('promotion_today')
  const waiting = bestOf(promotions.filter(({ startedAt }) => startedAt === null))
  if (!waiting) return allowed
  return facts.rules.arbitrationMinutes === 0
    ? refused('promotion_today')
    : waitsFor('promotion_today', waiting, facts.now)
}
