import type { JourneyDefinition, JourneyStatus } from '#contract/journeys.ts'
import type { MessageKind, OutboundChannel } from '#contract/outbound.ts'
import type { SampleCount } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'
import type { FactsDeps } from '../facts.ts'
import type { Outbox, OutboxDeps, OutboxLog, Shop } from '../outbox/outbox.ts'
import type { Candidate } from './candidates.ts'
import type { JourneyEntry } from './entry.ts'
import type { PeopleAsked } from './queries-people.ts'
import type { JourneyReport } from './report.ts'
import type { TriggerTable } from './trigger-table.ts'

/** A journey with the version that people enter now. */
export interface Journey {
  name: string
  status: JourneyStatus
  version: number
  definition: JourneyDefinition
  switchedOnAt: Date | null
  createdAt: Date
  changedAt: Date
  changedBy: string | null
}

/**
 * What the journeys are given. Whatever reads takes the handle it is given: inside a transaction that is the
 * transaction, because the embedded database is one connection.
 */
export interface JourneysDeps {
  db: Db
  log: OutboxLog
  outbox: Pick<Outbox, 'requestIn' | 'cancelWaiting' | 'wake'>
  suppressionKey: FactsDeps['suppressionKey']
  /** What the gates read of the shop; the outbox's own reader fits. */
  shop: (db: Db) => Promise<Pick<Shop, 'rules' | 'timeZone'>>
  triggers: TriggerTable
  /** Of a product, as the catalog has them now; none where it is gone. */
  categoriesOf: (productId: string) => readonly string[]
  /** The channels of each of these people, the best first: by reach, engagement and cost. */
  channelOrders: (
    tx: Db,
    asked: { customerIds: readonly string[]; kind: MessageKind; expectedValue: number },
    now: Date,
  ) => Promise<ReadonlyMap<string, readonly OutboundChannel[]>>
  /** When each of these people is best written to between two moments. */
  bestTimes: (
    tx: Db,
    asked: { customerIds: readonly string[]; from: Date; until: Date },
    now: Date,
  ) => Promise<ReadonlyMap<string, Date>>
}

/** How many people a definition means, and for each of them the first thing that stands in the way of a message. */
export interface AudienceCount {
  audience: SampleCount
  /** Nothing stands in the way that is known before. */
  reachable: SampleCount
  /** They bought so lately that the journey leaves them out. */
  boughtLately: SampleCount
  openCase: SampleCount
  /** They said no, and no channel of the journey is left. */
  optedOut: SampleCount
  /** They have not said yes on any channel of the journey. */
  noConsent: SampleCount
  noAddress: SampleCount
  heldOut: SampleCount
  /** Something to know before it is switched on. */
  warning: 'nobody' | 'everybody' | null
}

/** What one round did. */
export interface RoundResult {
  entered: number
  woken: number
  requested: number
  ended: number
  /** Triggers and people that failed: each is in the log, and tried again. */
  failed: number
}

export interface SwitchOn {
  /** Said by the person who switches it on, where the audience is everybody. */
  confirmEverybody?: boolean
}

/** Proactive flows: definitions as data, people in them as rows with their wake-up time. */
export interface Journeys {
  /**
   * One round: whom the triggers name since they were last looked at, and whose time has come. With nothing due
   * it is one statement. Several processes may do it at once.
   */
  run: (now: Date) => Promise<RoundResult>
  /** When the next of it is due; null: nothing is. */
  nextDue: () => Promise<Date | null>
  /** Something happened to these people: who has to leave leaves now, and what waits for them is taken back. */
  touched: (customerIds: readonly string[], now: Date) => Promise<void>
  /** The catalog has changed: triggers that read it are looked at in the next round. */
  catalogChanged: () => void
  /** Which of these waiting messages of journeys may not go any more, and why; asked under the locks of their people. */
  stillWanted: StillWanted
  list: (db?: Db) => Promise<Journey[]>
  find: (name: string) => Promise<Journey | null>
  versions: (name: string) => Promise<{ version: number; createdAt: Date; createdBy: string | null }[]>
  /**
   * A new journey (off), or a new version of one: people who are inside stay in theirs. Answers it as it stands.
   * Throws a Problem where it names what there is not, or would set itself off.
   */
  save: (definition: JourneyDefinition, staffId: string | null, now: Date) => Promise<Journey>
  /** From now on people enter; a paused one goes on. Throws a Problem for an audience of nobody, or unconfirmed everybody. */
  switchOn: (name: string, staffId: string | null, now: Date, options?: SwitchOn) => Promise<Journey>
  /** Nobody enters and nothing leaves until it is switched on again. */
  pause: (name: string, staffId: string | null, now: Date) => Promise<Journey>
  /** Everybody leaves, and what waits is taken back. */
  switchOff: (name: string, staffId: string | null, now: Date) => Promise<Journey>
  audienceCount: (definition: JourneyDefinition, now: Date) => Promise<AudienceCount>
  report: (name: string, since: Date | null, now: Date) => Promise<JourneyReport>
  /** The ways through a journey that stand so, the latest begun first. */
  people: (name: string, asked: PeopleAsked) => Promise<JourneyEntry[]>
  /** Ends one person's way by hand. Throws a Problem where they are not, or never were, inside. */
  stop: (name: string, entryId: string, now: Date) => Promise<void>
  /** Of all members of the person, the latest first. */
  entriesOf: (customerId: string) => Promise<JourneyEntry[]>
  /** What the journeys would say next to these people, for the next best action. */
  candidates: (customerIds: readonly string[], now: Date) => Promise<Candidate[]>
}

export type StillWanted = NonNullable<OutboxDeps['stillWanted']>
