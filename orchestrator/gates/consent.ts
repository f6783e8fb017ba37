import type { MessageKind } from '#contract/outbound.ts'
import { answerForUse, type ConsentPurpose, type UseAnswer } from '#domain/consent/index.ts'
import type { Gate, OutboundMessage } from '../outbound.ts'
import type { OwnAddress, PersonFacts } from '../person-facts.ts'
import { allowed, refused } from './answer.ts'

/** What a kind of message is for; null: it answers the customer, and needs no consent. */
export const purposeOf: Record<MessageKind, ConsentPurpose | null> = {
  reply: null,
  confirmation: null,
  transactional: 'transactional',
  service: 'service',
  clienteling: 'clienteling',
  marketing: 'marketing',
}

/**
 * What domain/consent answers for this kind, channel and address; the rule is there alone. Throws where the
 * ledger of that purpose was not read: an empty one would say that nothing was ever said.
 */
export function consentFor(
  person: PersonFacts,
  { kind, channel }: Pick<OutboundMessage, 'kind' | 'channel'>,
  to: OwnAddress | null,
  now: Date,
): UseAnswer {
  const purpose = purposeOf[kind]
  if (purpose === null) return { allowed: true, basis: 'not_required' }
  if (!person.ledgerOf.includes(purpose)) throw new Error(`nobody has read what was said about ${purpose}`)
  const address = to === null || channel === 'web' || channel === 'push' ? {} : { address: to.value }
  return answerForUse(person.consent, { channel, purpose, ...address }, now)
}

export const consent: Gate = (message, { person, now }) => {
  const answer = consentFor(person, message, message.to, now)
  return answer.allowed ? allowed : refused(answer.reason)
}
