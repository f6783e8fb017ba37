import type { ColumnType } from 'kysely'
import type { Address, IdentifierKind } from './identity.ts'

// a type, not an interface: Kysely wants an index signature
export type IdentityTables = {
  customers: {
    customer_id: string
    name: string | null
    locale: string | null
    address: ColumnType<Address | null, string | null, string | null>
    source: string
    created_at: Date
    updated_at: Date
  }
  identifiers: {
    kind: IdentifierKind
    value: string
    customer_id: string
    source: string
    created_at: Date
    first_seen_at: Date
    last_seen_at: Date
    quarantined_at: Date | null
    quarantine_reason: string | null
  }
  identity_edges: {
    customer_id: string
    other_id: string
    first_at: Date
    source: string
    evidence: string
    state: 'used' | 'refused' | 'dropped'
    reason: string | null
  }
  identity_verdicts: {
    customer_id: string
    other_id: string
    verdict_id: string
    verdict: 'same' | 'different'
    source: 'staff' | 'session' | 'duplicates'
    staff_id: string | null
    reason: string
    decided_at: Date
    withdrawn_at: Date | null
    withdrawn_by: string | null
  }
  customer_words: {
    customer_id: string
    word: string
  }
  identity_rules: {
    name: string
    value: ColumnType<unknown, string, string>
    updated_at: Date
    updated_by: string | null
  }
  customer_links: {
    customer_id: string
    root_id: string
    reason: string
    linked_at: Date
  }
  visitor_sessions: {
    session_hash: string
    customer_id: string
    account_customer_id: string | null
    account_until: Date | null
    account_phone: string | null
    created_at: Date
    last_seen_at: Date
    expires_at: Date
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const identityColumns: ColumnsOf<IdentityTables> = {
  customers: {
    customer_id: 'text',
    name: 'text null',
    locale: 'text null',
    address: 'jsonb null',
    source: 'text',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  identifiers: {
    kind: 'text',
    value: 'text',
    customer_id: 'text',
    source: 'text',
    created_at: 'timestamptz',
    first_seen_at: 'timestamptz',
    last_seen_at: 'timestamptz',
    quarantined_at: 'timestamptz null',
    quarantine_reason: 'text null',
  },
  identity_edges: {
    customer_id: 'text',
    other_id: 'text',
    first_at: 'timestamptz',
    source: 'text',
    evidence: 'text',
    state: 'text',
    reason: 'text null',
  },
  identity_verdicts: {
    customer_id: 'text',
    other_id: 'text',
    verdict_id: 'text',
    verdict: 'text',
    source: 'text',
    staff_id: 'text null',
    reason: 'text',
    decided_at: 'timestamptz',
    withdrawn_at: 'timestamptz null',
    withdrawn_by: 'text null',
  },
  customer_words: {
    customer_id: 'text',
    word: 'text',
  },
  identity_rules: {
    name: 'text',
    value: 'jsonb',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
  customer_links: {
    customer_id: 'text',
    root_id: 'text',
    reason: 'text',
    linked_at: 'timestamptz',
  },
  visitor_sessions: {
    session_hash: 'text',
    customer_id: 'text',
    account_customer_id: 'text null',
    account_until: 'timestamptz null',
    account_phone: 'text null',
    created_at: 'timestamptz',
    last_seen_at: 'timestamptz',
    expires_at: 'timestamptz',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = [
  'customers',
  'identifiers',
  'customer_links',
  'visitor_sessions',
  'identity_edges',
  'identity_verdicts',
  'customer_words',
  'duplicate_pairs',
  'residences',
] as const
