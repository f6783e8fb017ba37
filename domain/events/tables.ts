import type { ColumnType } from 'kysely'
import type { CallType, EventTrust, Fields, Proof, RefusalCode } from './events.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

// a type, not an interface: Kysely wants an index signature
export type EventTables = {
  events: {
    customer_id: string
    occurred_at: Date
    event_id: string
    type: CallType
    name: string
    properties: Json<Fields>
    traits: Json<Fields>
    context: Json<Fields>
    source: string
    trust: EventTrust
    message_id: string
    duplicate_of: string | null
    received_at: Date
  }
  event_messages: {
    message_key: string
    received_at: Date
  }
  event_conversions: {
    conversion: string
    customer_id: string
    occurred_at: Date
    event_id: string
    message_id: string
    trust: EventTrust
  }
  events_set_aside: {
    set_aside_id: string
    source: string
    trust: EventTrust
    code: RefusalCode
    field: string
    message: string
    name: string | null
    message_key: string | null
    body: string
    identifiers: string[]
    sent_at: Date | null
    proof: ColumnType<Proof | null, string | null, string | null>
    received_at: Date
    replayed_at: Date | null
    outcome: string | null
  }
  event_counts: {
    source: string
    day: string
    outcome: string
    part: number
    events: number
    last_at: Date
  }
  event_names: {
    name: string
    note: string
    declared_by: string | null
    declared_at: Date
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const eventColumns: ColumnsOf<EventTables> = {
  events: {
    customer_id: 'text',
    occurred_at: 'timestamptz',
    event_id: 'text',
    type: 'text',
    name: 'text',
    properties: 'jsonb',
    traits: 'jsonb',
    context: 'jsonb',
    source: 'text',
    trust: 'text',
    message_id: 'text',
    duplicate_of: 'text null',
    received_at: 'timestamptz',
  },
  event_messages: {
    message_key: 'uuid',
    received_at: 'timestamptz',
  },
  event_conversions: {
    conversion: 'text',
    customer_id: 'text',
    occurred_at: 'timestamptz',
    event_id: 'text',
    message_id: 'text',
    trust: 'text',
  },
  events_set_aside: {
    set_aside_id: 'text',
    source: 'text',
    trust: 'text',
    code: 'text',
    field: 'text',
    message: 'text',
    name: 'text null',
    message_key: 'uuid null',
    body: 'text',
    identifiers: 'text[]',
    sent_at: 'timestamptz null',
    proof: 'jsonb null',
    received_at: 'timestamptz',
    replayed_at: 'timestamptz null',
    outcome: 'text null',
  },
  event_counts: {
    source: 'text',
    day: 'date',
    outcome: 'text',
    part: 'smallint',
    events: 'bigint',
    last_at: 'timestamptz',
  },
  event_names: {
    name: 'text',
    note: 'text',
    declared_by: 'text null',
    declared_at: 'timestamptz',
  },
}

/** The tables of this room that hold a person's data. What was set aside is found by whom it names. */
export const personalTables = ['events', 'event_conversions', 'events_set_aside'] as const
