import type { ChannelAddress, MessageKind, OutboundChannel } from '#contract/outbound.ts'
import type { ConsentPurpose, PersonUse } from '#domain/consent/index.ts'

/** One address of a person, with what providers and the person have told us of it. */
export interface OwnAddress extends ChannelAddress {
  /** The member who owns it: what is sent there is written under this id, never under the root's. */
  customerId: string
  /** false: known from what was written there only; quarantined, or another's by now. Replies may go there. */
  own: boolean
  lastInboundAt: Date | null
  blocked: 'provider_opted_out' | 'unreachable' | 'invalid_address' | null
  /** The provider lets them rest from promotion until then. */
  restUntil: Date | null
}

/** One message of ours to any member of the person. */
export interface Touch {
  outboxId: string
  kind: MessageKind
  channel: OutboundChannel
  subject: string | null
  /** When it went to the provider; null: it waits. What the provider surely did not take has none. */
  startedAt: Date | null
  /** null: not held, or gone out. */
  dueAt: Date | null
  held: boolean
  /** With a provider that has not answered yet: it may come back. */
  underway: boolean
  priority: number
  expectedValue: number
  createdAt: Date
}

/** Everything that decides whether, when and where we speak to one person, over all members. */
export interface PersonFacts {
  rootId: string
  /** The root first. */
  members: readonly string[]
  /** false: no customer of that id is kept any more. */
  exists: boolean
  addresses: readonly OwnAddress[]
  consent: PersonUse
  /** The purposes that the ledger was read for: asked about another, the gate of consent throws. */
  ledgerOf: readonly ConsentPurpose[]
  /** Where they may live, of all members. */
  homes: readonly { country?: string | null; region?: string | null | undefined }[]
  /** A zone they have named themselves. */
  confirmedZone: string | null
  /** Clienteling and marketing of the days that any rule looks back, and what waits; confirmations of the last minutes. */
  touches: readonly Touch[]
  exposures: readonly { experiment: string; variation: 'control' | 'treated' }[]
  /** Conversations in the queue or with staff. */
  withStaff: readonly { customerId: string; conversationId: string; staffId: string | null }[]
  openTickets: readonly string[]
  /** The last click, open, message or order; read only where a rule of fatigue could rest on it. */
  engagedAt: Date | null
}
