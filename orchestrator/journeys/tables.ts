import type { ExclusionReason, ExitReason, JourneyDefinition, JourneyStatus } from '#contract/journeys.ts'
import type { ContentClaim } from '#contract/outbound.ts'

/** What a trigger knew of somebody, kept for the messages and for the way out. */
export interface EntryFeed {
  /** From then on a purchase counts as one after it. ISO. */
  since: string
  values: Record<string, string>
  productIds: string[]
  claims: ContentClaim[]
  orderId: string | null
}

// types, not interfaces: Kysely wants an index signature
export type JourneyTable = {
  name: string
  status: JourneyStatus
  version: number
  switched_on_at: Date | null
  created_at: Date
  changed_at: Date
  changed_by: string | null
}

export type JourneyVersionTable = {
  name: string
  version: number
  definition: JourneyDefinition
  created_at: Date
  created_by: string | null
}

export type JourneyCursorTable = {
  name: string
  place: number
  looked_until: Date
  look_at: Date | null
  mark: string | null
}

export type JourneyEntryTable = {
  customer_id: string
  entry_id: string
  journey: string
  version: number
  trigger: number
  object: string | null
  occurrence: string
  state: 'waiting' | 'ended' | 'left_out'
  step: number
  wake_at: Date | null
  entered_at: Date
  ended_at: Date | null
  reason: ExitReason | ExclusionReason | null
  feed: EntryFeed
}

export type JourneyTables = {
  journeys: JourneyTable
  journey_versions: JourneyVersionTable
  journey_cursors: JourneyCursorTable
  journey_entries: JourneyEntryTable
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const journeyColumns: ColumnsOf<JourneyTables> = {
  journeys: {
    name: 'text',
    status: 'text',
    version: 'integer',
    switched_on_at: 'timestamptz null',
    created_at: 'timestamptz',
    changed_at: 'timestamptz',
    changed_by: 'text null',
  },
  journey_versions: {
    name: 'text',
    version: 'integer',
    definition: 'jsonb',
    created_at: 'timestamptz',
    created_by: 'text null',
  },
  journey_cursors: {
    name: 'text',
    place: 'integer',
    looked_until: 'timestamptz',
    look_at: 'timestamptz null',
    mark: 'text null',
  },
  journey_entries: {
    customer_id: 'text',
    entry_id: 'text',
    journey: 'text',
    version: 'integer',
    trigger: 'integer',
    object: 'text null',
    occurrence: 'text',
    state: 'text',
    step: 'integer',
    wake_at: 'timestamptz null',
    entered_at: 'timestamptz',
    ended_at: 'timestamptz null',
    reason: 'text null',
    feed: 'jsonb',
  },
}
