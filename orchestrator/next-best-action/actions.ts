import type { MessageContent, MessageKind, OutboundChannel, OutboundSender } from '#contract/outbound.ts'
import type { GateNow } from '../may-send.ts'
import type { CarriedOffer } from '../outbound.ts'
import type { GateReason } from '../reasons.ts'

/** Where the action would be taken: sent by a journey, shown on the site, told by the agent, put to an associate. */
export const surfaces = ['journey', 'slot', 'agent', 'associate'] as const
export type Surface = (typeof surfaces)[number]

/** Something the shop could do next for one person. */
export interface Action {
  /** Tells the actions of a person apart: `journey:<entry>:<step>`, `offer:<id>`, `reply`. */
  actionId: string
  source: 'journey' | 'offer' | 'reply'
  /** Any member of the person. */
  customerId: string
  /** For staff. */
  title: string
  kind: MessageKind
  sender: OutboundSender
  channels: 'best' | readonly OutboundChannel[]
  content: MessageContent
  subject: string | null
  /** Higher first: what the shop says comes before what is reckoned. */
  priority: number
  /** What an answer is worth, in minor units of the shop's currency. */
  expectedValue: number
  /** When it would be said of itself; null: no time is set. */
  dueAt: Date | null
  /** The journey that would say it. */
  journey: string | null
}

/** An action by one channel, with all that speaks for it and against it. */
export interface ScoredAction {
  action: Action
  channel: OutboundChannel
  /** Minor units of the shop's currency: what is to be expected of it. */
  score: number
  /** How the score came about, for staff. */
  words: string
  /** Every gate's answer, as if it were sent now. */
  gates: GateNow[]
  /** It could be sent now. */
  sendable: boolean
  /** The first gate that bars it on this surface; null: none. */
  barredBy: { gate: string; reason: GateReason; words: string; until: Date | null } | null
  /** As it would be shown or sent. */
  content: MessageContent
  offer: CarriedOffer | null
}

export interface LostAction extends ScoredAction {
  /** A gate, or the action that is better. */
  lost: { to: 'gate' } | { to: 'action'; actionId: string }
}

export interface NextBestAction {
  best: ScoredAction | null
  /** All the others, the better ones first. */
  losers: LostAction[]
  /** Why nothing is chosen for this person at all; null: it is. */
  barred: 'no_personalisation' | null
}
