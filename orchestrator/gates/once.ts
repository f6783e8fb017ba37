import type { Gate } from '../outbound.ts'
import { allowed, refused } from './answer.ts'

const CONFIRM_ONCE_MS = 5 * 60_000

/** The same is confirmed once in five minutes, over all channels' rows of this kind and subject. */
export const once: Gate = (message, { person, now }) => {
  const since = now.getTime() - CONFIRM_ONCE_MS
  const again = person.touches.some(
    ({ kind, outboxId, channel, subject, createdAt }) =>
      kind === 'confirmation' &&
      outboxId !== message.outboxId &&
      channel === message.channel &&
      subject === message.subject &&
      createdAt.getTime() > since &&
      // of two that wait, the earlier one goes
      (message.outboxId === null || createdAt < message.createdAt),
  )
  return again ? refused('confirmed_already') : allowed
}
