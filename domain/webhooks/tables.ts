import type { ColumnType, Generated } from 'kysely'
import type { WebhookState } from './webhooks.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

// a type, not an interface: Kysely wants an index signature
export type WebhookTables = {
  webhooks: {
    webhook_id: string
    name: string
    url: string
    events: string[]
    include_contact: boolean
    state: WebhookState
    note: string | null
    generation: number
    old_until: Date | null
    failing_since: Date | null
    last_success_at: Date | null
    rev: number
    created_at: Date
    updated_at: Date
    updated_by: string | null
  }
  webhook_deliveries: {
    customer_id: string
    seq: Generated<number>
    delivery_id: string
    webhook_id: string
    event: string
    data: Json<Record<string, unknown>>
    state: 'waiting' | 'sending' | 'done' | 'failed'
    attempts: number
    happened_at: Date
    first_tried_at: Date | null
    due_at: Date
    ended_at: Date | null
    status: number | null
    answer: string | null
    error: string | null
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const webhookColumns: ColumnsOf<WebhookTables> = {
  webhooks: {
    webhook_id: 'text',
    name: 'text',
    url: 'text',
    events: 'text[]',
    include_contact: 'boolean',
    state: 'text',
    note: 'text null',
    generation: 'integer',
    old_until: 'timestamptz null',
    failing_since: 'timestamptz null',
    last_success_at: 'timestamptz null',
    rev: 'integer',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
  webhook_deliveries: {
    customer_id: 'text',
    seq: 'bigint',
    delivery_id: 'text',
    webhook_id: 'text',
    event: 'text',
    data: 'jsonb',
    state: 'text',
    attempts: 'integer',
    happened_at: 'timestamptz',
    first_tried_at: 'timestamptz null',
    due_at: 'timestamptz',
    ended_at: 'timestamptz null',
    status: 'integer null',
    answer: 'text null',
    error: 'text null',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['webhook_deliveries'] as const
