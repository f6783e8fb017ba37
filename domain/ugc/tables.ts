import type { UgcKind, UgcReason, UgcState, UgcWarning } from './ugc.ts'

// a type, not an interface: Kysely wants an index signature
export type UgcTables = {
  ugc: {
    customer_id: string
    ugc_id: string
    kind: UgcKind
    product_id: string
    display_name: string
    stars: number | null
    body: string
    language: string | null
    rights_version: string
    rights_accepted_at: Date
    verified_buyer: boolean
    warnings: UgcWarning[]
    state: UgcState
    reason: UgcReason | null
    note: string | null
    withdraw_hash: string
    created_at: Date
    decided_at: Date | null
    decided_by: string | null
    changed_at: Date
  }
  ugc_photos: {
    customer_id: string
    ugc_id: string
    media_type: 'image/jpeg' | 'image/png' | 'image/webp'
    width: number
    height: number
    bytes: Buffer
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const ugcColumns: ColumnsOf<UgcTables> = {
  ugc: {
    customer_id: 'text',
    ugc_id: 'text',
    kind: 'text',
    product_id: 'text',
    display_name: 'text',
    stars: 'integer null',
    body: 'text',
    language: 'text null',
    rights_version: 'text',
    rights_accepted_at: 'timestamptz',
    verified_buyer: 'boolean',
    warnings: 'text[]',
    state: 'text',
    reason: 'text null',
    note: 'text null',
    withdraw_hash: 'text',
    created_at: 'timestamptz',
    decided_at: 'timestamptz null',
    decided_by: 'text null',
    changed_at: 'timestamptz',
  },
  ugc_photos: {
    customer_id: 'text',
    ugc_id: 'text',
    media_type: 'text',
    width: 'integer',
    height: 'integer',
    bytes: 'bytea',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['ugc', 'ugc_photos'] as const
