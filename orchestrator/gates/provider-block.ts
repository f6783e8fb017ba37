import type { Gate } from '../outbound.ts'
import { allowed, refused } from './answer.ts'
import { isTouch } from './touches.ts'

/**
 * What the provider has told us of this address. Its marketing limit is over all businesses (Twilio 63049, Meta
 * 131049): what the customer needs still goes.
 */
export const providerBlock: Gate = (message, { now }) => {
  const { to } = message
  if (to === null) return allowed // whether there must be an address, others say
  if (to.blocked !== null) return refused(to.blocked)
  if (isTouch(message) && to.restUntil !== null && to.restUntil > now)
    return refused('resting', { until: to.restUntil })
  return allowed
}
