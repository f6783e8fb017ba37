import type { ContentProblem } from '#contract/content-templates.ts'
import type { OfferReason } from '#contract/offers.ts'
import type { MessageKind, OutboundChannel, OutboundSender } from '#contract/outbound.ts'
import type { HoldoutAnswer, HoldoutShares } from '#domain/experiments/index.ts'
import type { OwnAddress, PersonFacts } from './person-facts.ts'
import type { GateAnswer, GateDetail, GateName, GateReason } from './reasons.ts'

/** One message that wants to leave by one channel. */
export interface OutboundMessage {
  kind: MessageKind
  channel: OutboundChannel
  /** Where it would go (`addressFor`); null: nowhere is known. */
  to: OwnAddress | null
  sender: OutboundSender
  /** What it is about; none is a subject too. */
  subject: string | null
  /** The journey's own holdout; an associate's is asked anyway. */
  experiment: string | null
  /** The template that fills it; null: free words. */
  template: { category: 'marketing' | 'utility' | 'authentication' } | null
  /** What became of its design; a message of plain words has none, and is as it is. */
  resolved: { ok: true } | { ok: false; reason: ContentProblem; detail?: string }
  /** The offer that it carries, by the offer's own rules; null: none. */
  offer: CarriedOffer | null
  /** What the channel's composer says. */
  composed: { ok: true; segments: number } | { ok: false; reason: ComposeProblem }
  /** The conversation it belongs to. */
  conversationId: string | null
  /** Its own row where it has one already: excluded from every count. null: it is being asked for. */
  outboxId: string | null
  /** The row that it waits for. */
  winnerId: string | null
  createdAt: Date
  priority: number
  expectedValue: number
}

export type CarriedOffer = { offerId: string; required: boolean } & (
  | { allowed: true }
  | { allowed: false; reason: OfferReason }
)

export type ComposeProblem =
  | 'empty'
  | 'too_long'
  | 'unknown_template'
  | 'template_parameter'
  | 'template_not_approved'
  | 'template_wrong_channel'
  | 'unknown_part'

/** What the gates read of the shop's rules (domain/settings: ContactRules). */
export interface GateRules {
  caps: readonly {
    channel: OutboundChannel | 'all'
    purpose: 'clienteling' | 'marketing' | 'all'
    limit: number
    hours: number
  }[]
  onePromotionADay: boolean
  quietHours: { from: number; until: number } | null
  fatigue: { touches: number; days: number; restDays: number } | null
  arbitrationMinutes: number
  smsMaxSegments: number
  holdouts: HoldoutShares
}

/** What is true of the person and the shop at this moment, read under the lock of the person's root. */
export interface OutboundFacts {
  person: PersonFacts
  rules: GateRules
  /** The shop's own clock, for somebody of whom no zone is known. */
  shopZone: string
  now: Date
}

/** The arms somebody was in when the holdouts were asked: to be recorded, whatever the gates after them say. */
export type ExposuresDue = HoldoutAnswer['exposures']

/** What every decision says, also that of words in a conversation. */
export type Decision = { allowed: true } | { allowed: false; gate: GateName; reason: GateReason }

export type OutboundDecision =
  | { allowed: true; exposures: ExposuresDue }
  | {
      allowed: false
      gate: GateName
      reason: GateReason
      /** Held until then, when all gates are asked again. */
      until?: Date
      detail?: GateDetail
      exposures: ExposuresDue
    }

/** One check. Pure: everything it may know is in its arguments. */
export type Gate = (message: OutboundMessage, facts: OutboundFacts) => GateAnswer
