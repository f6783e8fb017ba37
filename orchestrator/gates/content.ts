import type { Gate } from '../outbound.ts'
import { allowed, refused } from './answer.ts'

/**
 * What a message is made of is looked up when it is judged, and again when it leaves: where that is not to be
 * had, or what it says is not true any more, it does not go.
 */
export const content: Gate = ({ resolved }) => {
  if (resolved.ok) return allowed
  const { reason, detail } = resolved
  return refused(reason, detail === undefined ? undefined : { about: detail })
}
