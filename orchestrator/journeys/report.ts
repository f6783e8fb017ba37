import type { ExclusionReason, ExitReason } from '#contract/journeys.ts'
import type { OutboundChannel } from '#contract/outbound.ts'
import type { RowReason } from '../outbox/outbox.ts'

/** One step in figures. */
export interface StepFigures {
  step: number
  /** Asked of the outbox; of each message one, whatever channels it was tried on. */
  requested: number
  /** Given to a provider. */
  sent: number
  /** As far as the channel tells of it. */
  delivered: number
  read: number
}

/** What became of everybody whom a journey's triggers named, since some moment. */
export interface JourneyReport {
  name: string
  since: Date | null
  /** Ways begun, of people who were held out as well. */
  entered: number
  /** Of them now inside. */
  inside: number
  /** Of them held out, here or by the holdout of all messages. */
  heldOut: number
  /** Messages that went out, by channel. */
  sent: Partial<Record<OutboundChannel, number>>
  /** Messages that did not, by the reason of the gate, the house or the provider; a held-out person's are not here. */
  suppressed: Partial<Record<RowReason, number>>
  /** Whom the triggers named and who did not enter, by reason. */
  leftOut: Partial<Record<ExclusionReason, number>>
  exits: Partial<Record<ExitReason, number>>
  /** Entered, and the measure of success was reached within its days: of both arms. The readout compares them. */
  converted: number
  funnel: StepFigures[]
}
