import type { ColumnType } from 'kysely'
import type { AudienceFormat, AudienceKind, AudienceRefusal } from '#contract/audiences.ts'
import type { Held } from './audiences.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

// a type, not an interface: Kysely wants an index signature
export type AudienceTables = {
  audiences: {
    audience_id: string
    name: string
    segment_id: string
    format: AudienceFormat
    kinds: AudienceKind[]
    webhook_id: string | null
    state: 'on' | 'ended'
    sequence: number
    people: number
    refused: Json<Partial<Record<AudienceRefusal, number>>>
    judged_at: Date | null
    attempts: number
    due_at: Date | null
    note: string | null
    rev: number
    created_at: Date
    updated_at: Date
    updated_by: string | null
  }
  audience_members: {
    customer_id: string
    audience_id: string
    kind: AudienceKind
    hash: string
    wanted: boolean
    held: Held
    export_id: string | null
    sent_as: 'added' | 'removed' | null
    changed_at: Date
  }
  audience_removals: {
    audience_id: string
    kind: AudienceKind
    hash: string
    export_id: string | null
    noted_at: Date
  }
  audience_exports: {
    export_id: string
    audience_id: string
    mode: 'push' | 'full' | 'delta'
    sequence: number
    added: number
    removed: number
    taken_at: Date
    taken_by: string | null
    arrived_at: Date | null
    error: string | null
  }
  audience_queue: { customer_id: string; note_id: string }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const audienceColumns: ColumnsOf<AudienceTables> = {
  audiences: {
    audience_id: 'text',
    name: 'text',
    segment_id: 'text',
    format: 'text',
    kinds: 'text[]',
    webhook_id: 'text null',
    state: 'text',
    sequence: 'bigint',
    people: 'integer',
    refused: 'jsonb',
    judged_at: 'timestamptz null',
    attempts: 'integer',
    due_at: 'timestamptz null',
    note: 'text null',
    rev: 'integer',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
  audience_members: {
    customer_id: 'text',
    audience_id: 'text',
    kind: 'text',
    hash: 'text',
    wanted: 'boolean',
    held: 'text',
    export_id: 'text null',
    sent_as: 'text null',
    changed_at: 'timestamptz',
  },
  audience_removals: {
    audience_id: 'text',
    kind: 'text',
    hash: 'text',
    export_id: 'text null',
    noted_at: 'timestamptz',
  },
  audience_exports: {
    export_id: 'text',
    audience_id: 'text',
    mode: 'text',
    sequence: 'bigint',
    added: 'integer',
    removed: 'integer',
    taken_at: 'timestamptz',
    taken_by: 'text null',
    arrived_at: 'timestamptz null',
    error: 'text null',
  },
  audience_queue: { customer_id: 'text', note_id: 'uuid' },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['audience_members', 'audience_queue'] as const
