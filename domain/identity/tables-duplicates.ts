import type { ColumnType } from 'kysely'
import type { Evidence } from './duplicates/index.ts'

// a type, not an interface: Kysely wants an index signature
export type DuplicateTables = {
  duplicate_pairs: {
    customer_id: string
    other_id: string
    pair_id: string
    run_id: string
    weight: number
    probability: number
    evidence: ColumnType<Evidence[], string, string>
    state: 'open' | 'same' | 'different'
    decided_by: string | null
    found_at: Date
    decided_at: Date | null
  }
  duplicate_runs: {
    run_id: string
    started_at: Date
    finished_at: Date | null
    records: number
    pairs: number
    merged: number
    model: ColumnType<unknown, string, string>
  }
  residences: {
    customer_id: string
    place: string
    unit: string
    surname: string
    city: string
    household_id: string | null
    read_at: Date
  }
}

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const duplicateColumns: {
  [T in keyof DuplicateTables]: { [C in keyof DuplicateTables[T]]: string }
} = {
  duplicate_pairs: {
    customer_id: 'text',
    other_id: 'text',
    pair_id: 'text',
    run_id: 'text',
    weight: 'double precision',
    probability: 'double precision',
    evidence: 'jsonb',
    state: 'text',
    decided_by: 'text null',
    found_at: 'timestamptz',
    decided_at: 'timestamptz null',
  },
  duplicate_runs: {
    run_id: 'text',
    started_at: 'timestamptz',
    finished_at: 'timestamptz null',
    records: 'integer',
    pairs: 'integer',
    merged: 'integer',
    model: 'jsonb',
  },
  residences: {
    customer_id: 'text',
    place: 'text',
    unit: 'text',
    surname: 'text',
    city: 'text',
    household_id: 'text null',
    read_at: 'timestamptz',
  },
}
