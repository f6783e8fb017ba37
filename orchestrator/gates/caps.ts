import type { Gate, GateRules, OutboundFacts, OutboundMessage } from '../outbound.ts'
import type { Touch } from '../person-facts.ts'
import { allowed, refused } from './answer.ts'
import { countedTouches } from './touches.ts'

type Cap = GateRules['caps'][number]

/** How often somebody wants to hear from us on a channel, as a cap. */
const ownLimits = { weekly: 7 * 24, monthly: 30 * 24 } as const

const concerns = ({ channel, purpose }: Cap, { channel: by, kind }: Pick<Touch, 'channel' | 'kind'>) =>
  (channel === 'all' || channel === by) && (purpose === 'all' || purpose === kind)

/**
 * Frequency caps: in sliding windows over all members, whoever sends. The customer's own limit is a cap like
 * the shop's; where both hold the stricter one says no.
 */
export const caps: Gate = (message, facts) => {
  const own = ownCap(message, facts)
  if (own && isFull(own, message, facts)) return fullAnswer('own_limit', own, message, facts)
  const full = facts.rules.caps.find((cap) => concerns(cap, message) && isFull(cap, message, facts))
  return full ? fullAnswer('cap_reached', full, message, facts) : allowed
}

const countOf = (cap: Cap, message: OutboundMessage, facts: OutboundFacts) =>
  countedTouches(message, facts, cap.hours).filter((touch) => concerns(cap, touch)).length

const isFull = (cap: Cap, message: OutboundMessage, facts: OutboundFacts) =>
  countOf(cap, message, facts) >= cap.limit

function fullAnswer(
  reason: 'own_limit' | 'cap_reached',
  cap: Cap,
  message: OutboundMessage,
  facts: OutboundFacts,
) {
  const { limit, hours } = cap
  return refused(reason, { count: countOf(cap, message, facts), limit, hours })
}

function ownCap({ channel }: OutboundMessage, { person }: OutboundFacts): Cap | null {
  const wish = person.consent.preferences.frequency[channel] ?? 'as_it_comes'
  return wish === 'as_it_comes' ? null : { channel, purpose: 'all', limit: 1, hours: ownLimits[wish] }
}
