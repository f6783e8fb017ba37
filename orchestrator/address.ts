import type { MessageKind, OutboundChannel } from '#contract/outbound.ts'
import { consentFor } from './gates/consent.ts'
import { isTouch } from './gates/touches.ts'
import type { OwnAddress, PersonFacts } from './person-facts.ts'

export interface AddressAsked {
  kind: MessageKind
  channel: OutboundChannel
  /** One in particular: this one or none. */
  address?: string | undefined
}

/**
 * Where a message of this kind goes on this channel: the address that most speaks for, so that the gates refuse
 * one only where they would refuse all. Only own addresses are spoken to unasked; who wrote from another one is
 * answered there. null: there is none.
 */
export function addressFor(person: PersonFacts, asked: AddressAsked, now: Date): OwnAddress | null {
  const { kind, channel, address } = asked
  const answers = kind === 'reply' || kind === 'confirmation'
  const open = person.addresses.filter(
    (each) =>
      each.channel === channel && (each.own || answers) && (address === undefined || each.value === address),
  )
  if (open.length < 2) return open[0] ?? null
  const worth = new Map(open.map((each) => [each, worthOf(person, each, asked, now)]))
  return open.reduce((best, each) => (isBetter(worth.get(each), worth.get(best)) ? each : best))
}

/** Not blocked before blocked, allowed before not, heard from lately before long ago; else as they were stored. */
function worthOf(person: PersonFacts, to: OwnAddress, asked: AddressAsked, now: Date): number[] {
  const resting = isTouch(asked) && to.restUntil !== null && to.restUntil > now
  return [
    to.blocked === null && !resting ? 1 : 0,
    consentFor(person, asked, to, now).allowed ? 1 : 0,
    to.lastInboundAt?.getTime() ?? 0,
  ]
}

function isBetter(a: readonly number[] = [], b: readonly number[] = []): boolean {
  const place = a.findIndex((value, i) => value !== b[i])
  return place >= 0 && (a[place] ?? 0) > (b[place] ?? 0)
}
