import type { ContentProblem } from '#contract/content-templates.ts'
import { type OfferReason, offerReasonWords } from '#contract/offers.ts'

/** Every gate by name, in the order in which they are asked; a refusal is stored and counted under it. */
export const gateNames = [
  'speaker',
  'provider_block',
  'suppression',
  'consent',
  'holdout',
  'region',
  'quiet_hours',
  'open_ticket',
  'promotion_today',
  'content',
  'channel_rules',
  'once',
  'caps',
  'fatigue',
  'arbitration',
  'offer',
] as const
export type GateName = (typeof gateNames)[number]

const contentWords = {
  sold_out: 'What it speaks of is sold out',
  withdrawn: 'What it speaks of was withdrawn',
  not_released: 'What it speaks of is not open to them yet',
  no_longer_true: 'What it says is not true any more',
  nothing_to_show: 'There is nothing to show in it',
  offer_gone: 'Its offer is not to be had any more',
  missing_value: 'A value that it needs is missing',
  unknown_version: 'There is no such version of the message',
  not_approved: 'The message is not approved',
  not_on_this_channel: 'The message is not written for this channel',
} satisfies Record<Exclude<ContentProblem, 'too_long'>, string>

const sentence = (clause: string) => clause.charAt(0).toUpperCase() + clause.slice(1)

const offerWords = Object.fromEntries(
  Object.entries(offerReasonWords).map(([reason, clause]) => [reason, sentence(clause)]),
) as Record<OfferReason, string>

/** Why a gate says no, in words for staff. Closed: a reason that is not here cannot be given. */
export const reasonWords = {
  // speaker
  not_the_agents: 'The conversation is not the agent’s',
  not_this_persons: 'Someone else has the conversation',
  conversation_closed: 'The conversation is closed',
  // provider_block
  provider_opted_out: 'The provider holds a stop of theirs',
  unreachable: 'This address cannot be reached',
  invalid_address: 'The provider does not know this address',
  resting: 'The provider lets them rest from promotion',
  // suppression
  suppressed: 'On the list of those who are never written to',
  erased: 'Erased: nothing is kept of them',
  // consent
  denied: 'They said no',
  not_confirmed: 'They have not confirmed their yes yet',
  never_asked: 'They have not said yes',
  ground_expired: 'Their last purchase or enquiry is too long ago',
  paused: 'They asked for a pause',
  // holdout
  held_out: 'Not to be contacted now (experiment)',
  crossover: 'Not to be contacted now (experiment, both groups)',
  // region
  subject_limit: 'The law allows no more on this subject within 24 hours',
  no_marketing_templates: 'WhatsApp takes no marketing templates to US numbers',
  // quiet_hours
  quiet_hours: 'Quiet hours',
  no_common_hours: 'No hour is right in all zones they may be in',
  // open_ticket
  with_staff: 'They wait for staff, or talk with them',
  open_ticket: 'They have an open ticket',
  // promotion_today
  promotion_today: 'They had a promotion today',
  // content
  ...contentWords,
  // channel_rules
  no_address: 'No address for this channel',
  no_open_chat: 'They have no chat open',
  window_closed: 'The 24 hours are over: send a template',
  empty: 'There is nothing in it',
  too_long: 'Too long for this channel',
  too_many_segments: 'Too many parts for an SMS',
  unknown_part: 'This channel cannot show what it carries',
  unknown_template: 'There is no such template',
  template_parameter: 'A field of the template is missing, empty or wrong',
  template_not_approved: 'The template is not approved',
  template_wrong_channel: 'The template is for another channel',
  template_category: 'This template is of the wrong category for it',
  // once
  confirmed_already: 'It was confirmed a moment ago',
  // caps
  cap_reached: 'As many messages as the shop allows',
  own_limit: 'As many messages as they want',
  // fatigue
  tired: 'They had many messages and answered none: a rest',
  // arbitration
  outranked: 'Another message comes first',
  too_soon: 'They were written to a moment ago',
  // offer
  ...offerWords,
} as const
export type GateReason = keyof typeof reasonWords

/** What stands behind an answer, for words with figures. */
export interface GateDetail {
  /** caps, the law's limit: so many of so many in so many hours, on a channel and for a purpose or any. */
  count?: number
  limit?: number
  hours?: number
  /** quiet_hours: whose clock. */
  zones?: readonly string[]
  /** When it will be otherwise, where that is known. */
  until?: Date
  /** arbitration: the row that comes first. */
  winnerId?: string
  /** holdout: which experiment. */
  experiment?: string
  /** content, offer: what of it, or which one. */
  about?: string
}

/** `until`: held until then, when all gates are asked again. */
export type GateAnswer =
  | { allowed: true }
  | { allowed: false; reason: GateReason; until?: Date; detail?: GateDetail }
