import type { JourneyTrigger, TriggerOf, TriggerType } from '#contract/journey-triggers.ts'
import type { ContentClaim } from '#contract/outbound.ts'
import type { Db } from '#store/index.ts'
import type { EntryFeed } from './tables.ts'

/** Somebody whom a trigger names. */
export interface Newcomer {
  /** The member who did it, or whom it is about. */
  customerId: string
  /** What it is about: a product, an order, a season. */
  object: string | null
  /** The one thing that happened: the same again lets nobody in twice. */
  occurrence: string
  /** From then on a purchase counts as one after it. */
  since: Date
  /** For the places of the message. */
  values: Record<string, string>
  /** What the message shows. */
  productIds: string[]
  /** What must still be true when it is sent. */
  claims: ContentClaim[]
  /** The order that set it off, which is no purchase after it. */
  orderId: string | null
}

export interface TriggerAsked<T extends TriggerType> {
  trigger: TriggerOf<T>
  /** What became known or due after this, and until that. */
  since: Date
  until: Date
  /** At most so many people, in the order of their ids, after this id; null: from the first. */
  after: string | null
  limit: number
}

/** Somebody inside, as a trigger is asked whether what set them off still holds. */
export interface Inside {
  entryId: string
  customerId: string
  rootId: string
  /** All members of the person. */
  members: readonly string[]
  object: string | null
  occurrence: string
  feed: EntryFeed
}

/** One kind of trigger. */
export interface TriggerSource<T extends TriggerType> {
  /** Set-based, in a constant number of statements, ordered by customer id. Names the same occurrence the same way again. */
  find: (db: Db, asked: TriggerAsked<T>, now: Date) => Promise<Newcomer[]>
  /** A mark of what it reads, in one cheap statement: where it is as it was, only time can have made somebody due. */
  mark?: (db: Db) => Promise<string>
  /** When time alone may make the next one due, where that is known. */
  nextAt?: (db: Db, trigger: TriggerOf<T>, now: Date) => Promise<Date | null>
  /** Of these entries those for which it still holds; without it: all. */
  stillTrue?: (
    db: Db,
    trigger: TriggerOf<T>,
    inside: readonly Inside[],
    now: Date,
  ) => Promise<ReadonlySet<string>>
  /** What stirs it: events and orders of people, the catalog; nothing: time alone. */
  wakes: ReadonlySet<Stir>
  /** How often it is looked at where nothing stirred it. */
  everyMinutes: number
  /** Names of events that can set it off, for the check for rings. */
  causedBy: (trigger: TriggerOf<T>) => readonly string[]
}

export type Stir = 'events' | 'catalog'

export type TriggerTable = { [T in TriggerType]: TriggerSource<T> }

/** The source of this trigger. */
export function sourceOf(table: TriggerTable, trigger: JourneyTrigger): TriggerSource<TriggerType> {
  return table[trigger.type] as unknown as TriggerSource<TriggerType> // its own kind, by the table's type
}
