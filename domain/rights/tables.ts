import type { ColumnType } from 'kysely'
import type { RequestKind, RequestStatus } from './rights.ts'

export type RightsTables = {
  data_requests: {
    request_id: string
    customer_id: string | null
    kind: RequestKind
    subject: string | null
    subject_hashes: string[]
    erased_ids: string[]
    reason: string
    status: RequestStatus
    asked_by: string
    asked_at: Date
    decided_by: string | null
    decided_at: Date | null
    done_at: Date | null
    open_until: Date | null
    counts: ColumnType<Record<string, number> | null, string | null, string | null>
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const rightsColumns: ColumnsOf<RightsTables> = {
  data_requests: {
    request_id: 'text',
    customer_id: 'text null',
    kind: 'text',
    subject: 'text null',
    subject_hashes: 'text[]',
    erased_ids: 'text[]',
    reason: 'text',
    status: 'text',
    asked_by: 'text',
    asked_at: 'timestamptz',
    decided_by: 'text null',
    decided_at: 'timestamptz null',
    done_at: 'timestamptz null',
    open_until: 'timestamptz null',
    counts: 'jsonb null',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['data_requests'] as const
