import type { MessageKind } from '#contract/outbound.ts'
import type { ConsentPurpose } from '#domain/consent/index.ts'
import { answerForUse } from '#domain/consent/index.ts'
import type { Gate } from '../outbound.ts'
import { allowed, refused } from './answer.ts'

/** What a kind of message is for; a reply is what the customer asked for by writing. */
export const purposeOf: Record<MessageKind, ConsentPurpose> = {
  reply: 'service',
  confirmation: 'transactional',
  transactional: 'transactional',
  service: 'service',
  clienteling: 'clienteling',
  marketing: 'marketing',
}

/** What domain/consent answers for this channel, purpose and address; the rule is there alone. */
export const consent: Gate = (message, { person, now }) => {
  const { channel, kind, to } = message
  const address = to === null || channel === 'web' || channel === 'push' ? {} : { address: to.value }
  const answer = answerForUse(person.consent, { channel, purpose: purposeOf[kind], ...address }, now)
  return answer.allowed ? allowed : refused(answer.reason)
}
