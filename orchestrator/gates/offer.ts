import type { Gate } from '../outbound.ts'
import { allowed, refused } from './answer.ts'

/**
 * A message that is nothing without its offer goes only where the rules of the offer allow it: eligibility,
 * budgets, cooldown, margin floor with the message's own cost. Any other is drawn without it.
 */
export const offer: Gate = ({ offer: carried }) => {
  if (carried === null || carried.allowed || !carried.required) return allowed
  return refused(carried.reason, { about: carried.offerId })
}
