import type { Gate } from '../outbound.ts'
import { allowed, refused } from './answer.ts'

/**
 * Nobody who is on the list or was erased is written to. A confirmation of a STOP is asked only for the erasure:
 * whoever says stop is answered once, also when they have long been on the list.
 */
export const suppression: Gate = (message, { person }) => {
  if (!person.exists) return refused('erased')
  if (message.kind === 'confirmation') return allowed
  return person.consent.suppressed ? refused('suppressed') : allowed
}
