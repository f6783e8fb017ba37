/** Why the house itself takes back a message that waits. */
export const cancelReasons = {
  bought: 'They have bought meanwhile',
  event: 'What ends the journey has happened',
  unsubscribed: 'They asked for no more of it',
  open_case: 'They have an open case with the shop',
  timed_out: 'The journey took too long',
  switched_off: 'The journey was switched off',
  merged: 'Two of their records became one',
  left_journey: 'They left the journey',
  replaced: 'Another message took its place',
} as const

/** As whoever takes it back says it; two of them are stored under the words that are there for them. */
export type CancelReason = keyof typeof cancelReasons | 'no_longer_true' | 'opted_out'

export const storedReason = (reason: CancelReason) => (reason === 'opted_out' ? 'unsubscribed' : reason)
