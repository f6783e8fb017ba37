import type { ColumnType, Generated } from 'kysely'
import type { SlotAudience, SlotContent, SlotKind, SlotStrategy } from '#contract/slots.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

export const slotChangeKinds = ['added', 'changed', 'removed', 'reordered'] as const
export type SlotChangeKind = (typeof slotChangeKinds)[number]

// a type, not an interface: Kysely wants an index signature
export type SlotTables = {
  slots: {
    name: string
    position: number
    place: string
    kind: SlotKind
    is_on: boolean
    strategy: SlotStrategy
    default_content: Json<SlotContent>
    quiet_days: number
    created_at: Date
    updated_at: Date
    updated_by: string | null
  }
  slot_variants: {
    variant_id: string
    slot: string
    position: number
    name: string
    is_on: boolean
    audience: Json<SlotAudience>
    content: Json<SlotContent>
    starts_at: Date | null
    ends_at: Date | null
    created_at: Date
    updated_at: Date
    updated_by: string | null
  }
  slot_changes: {
    rev: Generated<string>
    slot: string
    variant_id: string | null
    change: SlotChangeKind
    before: ColumnType<unknown, string | null, string | null>
    after: ColumnType<unknown, string | null, string | null>
    changed_by: string | null
    changed_at: Date
  }
  slot_counts: {
    slot: string
    variant_id: string
    day: string
    served: string
    late: string
  }
  slot_exposures: {
    customer_id: string
    decided_at: Date
    exposure_id: string
    decision_id: string
    slot: string
    variant_id: string | null
    strategy: SlotStrategy
    reason: string
    segment_key: string
    product_ids: string[]
    is_default: boolean
    is_late: boolean
    path: string
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const slotColumns: ColumnsOf<SlotTables> = {
  slots: {
    name: 'text',
    position: 'integer',
    place: 'text',
    kind: 'text',
    is_on: 'boolean',
    strategy: 'text',
    default_content: 'jsonb',
    quiet_days: 'integer',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
  slot_variants: {
    variant_id: 'text',
    slot: 'text',
    position: 'integer',
    name: 'text',
    is_on: 'boolean',
    audience: 'jsonb',
    content: 'jsonb',
    starts_at: 'timestamptz null',
    ends_at: 'timestamptz null',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
  slot_changes: {
    rev: 'bigint',
    slot: 'text',
    variant_id: 'text null',
    change: 'text',
    before: 'jsonb null',
    after: 'jsonb null',
    changed_by: 'text null',
    changed_at: 'timestamptz',
  },
  slot_counts: {
    slot: 'text',
    variant_id: 'text',
    day: 'date',
    served: 'bigint',
    late: 'bigint',
  },
  slot_exposures: {
    customer_id: 'text',
    decided_at: 'timestamptz',
    exposure_id: 'text',
    decision_id: 'text',
    slot: 'text',
    variant_id: 'text null',
    strategy: 'text',
    reason: 'text',
    segment_key: 'text',
    product_ids: 'text[]',
    is_default: 'boolean',
    is_late: 'boolean',
    path: 'text',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['slot_exposures'] as const
