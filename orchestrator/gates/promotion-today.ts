import type { Gate } from '../outbound.ts'
import { dayIn, zonesOf } from '../whereabouts.ts'
import { allowed, refused } from './answer.ts'
import { countedTouches } from './touches.ts'

const LONGEST_DAY_HOURS = 48 // no local day of one zone spans more of two others' clocks

/** One promotion in the recipient's own day, in any zone they may be in. */
export const promotionToday: Gate = (message, facts) => {
  if (!facts.rules.onePromotionADay) return allowed
  const zones = zonesOf(message.to, facts)
  const isToday = (at: Date) => zones.some((zone) => dayIn(zone, at) === dayIn(zone, facts.now))
  const promotions = countedTouches(message, facts, LONGEST_DAY_HOURS).filter(
    ({ kind }) => kind === 'marketing',
  )
  return promotions.some(({ startedAt }) => startedAt === null || isToday(startedAt))
    ? refused('promotion_today')
    : allowed
}
