import type { ColumnType, Generated } from 'kysely'
import type { RowName } from '#contract/recommendation.ts'
import type { CurationKind } from '#contract/staff-recommendations.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

// a type, not an interface: Kysely wants an index signature
export type RecommendationTables = {
  recommendation_models: {
    model_id: string
    number: Generated<number>
    trained_at: Date
    format: number
    duration_ms: number
    counts: Json<unknown>
    params: Json<unknown>
    mark: Json<unknown>
    bytes: Buffer
  }
  recommendation_runs: {
    run_id: string
    number: Generated<number>
    started_at: Date
    step: string
    done: number
    total: number
    updated_at: Date
    ended_at: Date | null
    error: string | null
  }
  recommendation_curation: {
    curation_id: string
    kind: CurationKind
    row_name: RowName | null
    context_product_id: string | null
    context_category: string | null
    product_id: string | null
    brand: string | null
    category: string | null
    attribute_name: string | null
    attribute_value: string | null
    position: number | null
    note: string
    starts_at: Date | null
    ends_at: Date | null
    created_by: string | null
    created_at: Date
    updated_by: string | null
    updated_at: Date
    rev: Generated<number>
  }
  recommendation_changes: {
    rev: Generated<number>
    curation_id: string
    change: 'added' | 'changed' | 'removed'
    before: ColumnType<unknown, string | null, string | null>
    after: ColumnType<unknown, string | null, string | null>
    changed_by: string | null
    changed_at: Date
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const recommendationColumns: ColumnsOf<RecommendationTables> = {
  recommendation_models: {
    model_id: 'text',
    number: 'bigint',
    trained_at: 'timestamptz',
    format: 'integer',
    duration_ms: 'integer',
    counts: 'jsonb',
    params: 'jsonb',
    mark: 'jsonb',
    bytes: 'bytea',
  },
  recommendation_runs: {
    run_id: 'text',
    number: 'bigint',
    started_at: 'timestamptz',
    step: 'text',
    done: 'integer',
    total: 'integer',
    updated_at: 'timestamptz',
    ended_at: 'timestamptz null',
    error: 'text null',
  },
  recommendation_curation: {
    curation_id: 'text',
    kind: 'text',
    row_name: 'text null',
    context_product_id: 'text null',
    context_category: 'text null',
    product_id: 'text null',
    brand: 'text null',
    category: 'text null',
    attribute_name: 'text null',
    attribute_value: 'text null',
    position: 'integer null',
    note: 'text',
    starts_at: 'timestamptz null',
    ends_at: 'timestamptz null',
    created_by: 'text null',
    created_at: 'timestamptz',
    updated_by: 'text null',
    updated_at: 'timestamptz',
    rev: 'bigint',
  },
  recommendation_changes: {
    rev: 'bigint',
    curation_id: 'text',
    change: 'text',
    before: 'jsonb null',
    after: 'jsonb null',
    changed_by: 'text null',
    changed_at: 'timestamptz',
  },
}
