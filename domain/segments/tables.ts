import type { ColumnType, Generated } from 'kysely'
import type { RfmGroup, Rule, SegmentPurpose } from '#contract/segments.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

// a type, not an interface: Kysely wants an index signature
export type SegmentTables = {
  segments: {
    segment_id: string
    name: string
    description: string
    purpose: SegmentPurpose
    rule: Json<Rule>
    rule_rev: number
    ready_made: string | null
    status: 'live' | 'archived'
    created_at: Date
    created_by: string | null
    updated_at: Date
    updated_by: string | null
    evaluated_at: Date | null
  }
  segment_members: {
    customer_id: string
    segment_id: string
    since: Date
    left_at: Date | null
  }
  segment_queue: {
    customer_id: string
    note_id: Generated<number>
    noted_at: Date
  }
  segment_days: {
    segment_id: string
    day: string
    members: number
    joined: number
    gone: number
  }
  customer_scores: {
    customer_id: string
    scored_at: Date
    rfm_recency: number | null
    rfm_frequency: number | null
    rfm_monetary: number | null
    rfm_group: RfmGroup | null
    cluster: string | null
    predictions: Json<Record<string, number>>
  }
  prediction_models: {
    model_id: string
    name: string
    trained_at: Date
    trained_from: Date | null
    trained_until: Date | null
    params: Json<unknown>
    metrics: Json<unknown>
    in_use: boolean
    verdict: string
  }
  training_runs: {
    run_id: string
    started_at: Date
    step: string
    done: number
    total: number
    updated_at: Date
    ended_at: Date | null
    error: string | null
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const segmentColumns: ColumnsOf<SegmentTables> = {
  segments: {
    segment_id: 'text',
    name: 'text',
    description: 'text',
    purpose: 'text',
    rule: 'jsonb',
    rule_rev: 'integer',
    ready_made: 'text null',
    status: 'text',
    created_at: 'timestamptz',
    created_by: 'text null',
    updated_at: 'timestamptz',
    updated_by: 'text null',
    evaluated_at: 'timestamptz null',
  },
  segment_members: {
    customer_id: 'text',
    segment_id: 'text',
    since: 'timestamptz',
    left_at: 'timestamptz null',
  },
  segment_queue: {
    customer_id: 'text',
    note_id: 'bigint',
    noted_at: 'timestamptz',
  },
  segment_days: {
    segment_id: 'text',
    day: 'date',
    members: 'integer',
    joined: 'integer',
    gone: 'integer',
  },
  customer_scores: {
    customer_id: 'text',
    scored_at: 'timestamptz',
    rfm_recency: 'smallint null',
    rfm_frequency: 'smallint null',
    rfm_monetary: 'smallint null',
    rfm_group: 'text null',
    cluster: 'text null',
    predictions: 'jsonb',
  },
  prediction_models: {
    model_id: 'text',
    name: 'text',
    trained_at: 'timestamptz',
    trained_from: 'timestamptz null',
    trained_until: 'timestamptz null',
    params: 'jsonb',
    metrics: 'jsonb',
    in_use: 'boolean',
    verdict: 'text',
  },
  training_runs: {
    run_id: 'text',
    started_at: 'timestamptz',
    step: 'text',
    done: 'integer',
    total: 'integer',
    updated_at: 'timestamptz',
    ended_at: 'timestamptz null',
    error: 'text null',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['segment_members', 'segment_queue', 'customer_scores'] as const
