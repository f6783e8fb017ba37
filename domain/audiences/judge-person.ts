import type { AudienceFormat, AudienceKind, AudienceRefusal } from '#contract/audiences.ts'
import { answerForUse, type ConsentChannel, type PersonUse } from '#domain/consent/index.ts'
import type { Entry } from './audiences.ts'
import { hashFor } from './hashing.ts'

/** Whose consent an address of that kind is used under. */
export const channelOf: Record<AudienceKind, ConsentChannel> = { email: 'email', phone: 'sms' }

export interface Usable {
  kind: AudienceKind
  value: string
}

export type UseForAds =
  | { allowed: true; addresses: Usable[] }
  /** The first that stands in the way. */
  | { allowed: false; reason: AudienceRefusal }

/**
 * Which addresses of a person may be given to an ad platform, hashed: those with consent to marketing on their
 * own channel, where data may be used for what the site shows, and no channel of theirs says no to that (a privacy
 * signal of a browser says it on all), and where nobody was erased.
 */
export function usableForAds(person: PersonUse, kinds: readonly AudienceKind[], now: Date): UseForAds {
  if (person.suppressed) return { allowed: false, reason: 'suppressed' }
  const data = (channel: ConsentChannel) =>
    answerForUse({ ...person, identifiers: [] }, { channel, purpose: 'personalisation' }, now)
  const onSite = data('web')
  const denied = kinds.some((kind) => {
    const answer = data(channelOf[kind])
    return !answer.allowed && answer.reason === 'denied'
  })
  if (!onSite.allowed || denied) return { allowed: false, reason: 'no_personalisation' }
  const own = person.identifiers.flatMap(({ kind, value }): Usable[] =>
    kinds.filter((wanted) => wanted === kind).map((wanted) => ({ kind: wanted, value })),
  )
  if (own.length === 0) return { allowed: false, reason: 'no_address' }
  const addresses = own.filter(
    ({ kind, value }) =>
      answerForUse(person, { channel: channelOf[kind], purpose: 'marketing', address: value }, now).allowed,
  )
  return addresses.length > 0 ? { allowed: true, addresses } : { allowed: false, reason: 'no_marketing' }
}

/** The same hashed, each once. */
export function entriesOf(addresses: readonly Usable[], format: AudienceFormat): Entry[] {
  const all = addresses.map(({ kind, value }) => ({ kind, hash: hashFor(format, kind, value) }))
  return [...new Map(all.map((entry) => [`${entry.kind} ${entry.hash}`, entry])).values()]
}
