import { z } from 'zod'
import {
  type ExclusionReason,
  type ExitReason,
  type JourneyDefinition,
  type JourneyStatus,
  journeyInput,
  journeyStatuses,
} from './journeys.ts'
import type { OutboundChannel } from './outbound.ts'
import type { ClosedReadout, Readout } from './readouts.ts'

/** JSON of `/api/journeys…`: what runs, what became of it, who is inside, what it has earned. */

export interface JourneyStep {
  step: number
  requested: number
  sent: number
  delivered: number
  read: number
}

/** A sum under a reason, with the reason as a person says it; the largest first. */
export interface ReasonCount {
  reason: string
  words: string
  count: number
}

export interface JourneyFigures {
  entered: number
  inside: number
  heldOut: number
  converted: number
  sent: number
  /** Messages that went out, by channel; the busiest first. */
  sentBy: { channel: OutboundChannel; count: number }[]
  suppressed: ReasonCount[]
  leftOut: ReasonCount[]
  exits: ReasonCount[]
  funnel: JourneyStep[]
}

/** One line of the list. */
export interface JourneyRow {
  name: string
  title: string
  about: string
  kind: JourneyDefinition['kind']
  status: JourneyStatus
  version: number
  switchedOnAt: string | null
  figures: JourneyFigures
}

/** `GET /api/journeys` */
export interface JourneysPage {
  days: number
  journeys: JourneyRow[]
}

export interface JourneyVersionRow {
  version: number
  createdAt: string
  /** null: the house itself. */
  createdByName: string | null
  /** Fields that are not as in the version before; empty for the first. */
  fields: string[]
}

/** What a journey names, with what it is called and whether it can be used now. */
export interface NamedThing {
  name: string
  title: string
  isReady: boolean
}

/** `GET /api/journeys/:name` */
export interface JourneyPage extends JourneyRow {
  days: number
  definition: JourneyDefinition
  /** Its audience as a person says it; null: everybody. */
  audienceWords: string | null
  changedAt: string
  changedByName: string | null
  versions: JourneyVersionRow[]
  messages: NamedThing[]
  offers: NamedThing[]
  currency: string
}

/** What a content message of the picker can do. */
export interface MessageChoice extends NamedThing {
  purpose: string
  channels: string[]
}

/** `GET /api/journey-choices`: what the form of a journey may name. */
export interface JourneyChoices {
  messages: MessageChoice[]
  offers: NamedThing[]
  journeys: { name: string; title: string }[]
  calendar: { name: string; title: string }[]
  currency: string
}

/** How many, of how many that were asked; `low` and `high` where it is an estimate. */
export interface CountOf {
  members: number
  of: number
  low: number
  high: number
  isExact: boolean
}

/** `POST /api/journeys/count`: what the journey would find now. */
export interface JourneyCount {
  audience: CountOf
  reachable: CountOf
  boughtLately: CountOf
  openCase: CountOf
  optedOut: CountOf
  noConsent: CountOf
  noAddress: CountOf
  heldOut: CountOf
  warning: 'nobody' | 'everybody' | null
}

export const peopleStates = ['waiting', 'ended', 'left_out'] as const
export type PeopleState = (typeof peopleStates)[number]

/** Somebody's way through the journey. */
export interface JourneyPerson {
  entryId: string
  customerId: string
  name: string | null
  state: PeopleState
  version: number
  /** The next step; as many as there are: all were asked for. */
  step: number
  steps: number
  object: string | null
  enteredAt: string
  wakeAt: string | null
  endedAt: string | null
  reason: ExitReason | ExclusionReason | null
  reasonWords: string | null
}

/** `GET /api/journeys/:name/people` */
export interface JourneyPeople {
  people: JourneyPerson[]
  /** For the next page; null: this was the last. */
  cursor: string | null
}

/** A snapshot in the list. */
export interface SnapshotRow {
  readoutId: string
  closedAt: string
  closedByName: string | null
}

/** `GET /api/journeys/:name/readout` */
export interface ReadoutPage {
  title: string
  holdout: number
  kind: JourneyDefinition['kind']
  readout: Readout
  snapshots: SnapshotRow[]
}

/** `GET /api/readouts/:id` */
export interface SnapshotPage extends Omit<ClosedReadout, 'closedBy'> {
  title: string
  closedByName: string | null
}

/** `version` of what was read: what somebody else saved meanwhile is not written over. */
export const changedJourneyInput = z.strictObject({
  journey: journeyInput,
  version: z.number().int().min(1),
})
export const journeyCountInput = z.strictObject({ journey: journeyInput })
export const journeySwitchInput = z.strictObject({
  to: z.enum(journeyStatuses),
  /** Said by a person, where the audience is every customer. */
  confirmEverybody: z.boolean().default(false),
})
export type JourneySwitchInput = z.input<typeof journeySwitchInput>
