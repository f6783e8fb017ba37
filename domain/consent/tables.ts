import type { ConsentChannel, ConsentPurpose, ConsentState } from './consent.ts'
import type { Ground } from './region-rules.ts'

// a type, not an interface: Kysely wants an index signature
export type ConsentTables = {
  consent_entries: {
    customer_id: string
    entry_id: string
    origin_id: string | null
    channel: ConsentChannel
    purpose: ConsentPurpose
    state: ConsentState
    source: string
    evidence: string
    region: string | null
    address: string | null
    occurred_at: Date
    recorded_at: Date
  }
  consent_grounds: { customer_id: string; ground: Ground; latest_at: Date }
  contact_preferences: {
    customer_id: string
    frequency: unknown
    categories: unknown
    language: string | null
    paused_until: Date | null
    updated_at: Date
  }
  suppressions: { address_hash: string; reason: string; created_at: Date }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const consentColumns: ColumnsOf<ConsentTables> = {
  consent_entries: {
    customer_id: 'text',
    entry_id: 'text',
    origin_id: 'text null',
    channel: 'text',
    purpose: 'text',
    state: 'text',
    source: 'text',
    evidence: 'text',
    region: 'text null',
    address: 'text null',
    occurred_at: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  consent_grounds: { customer_id: 'text', ground: 'text', latest_at: 'timestamptz' },
  contact_preferences: {
    customer_id: 'text',
    frequency: 'jsonb',
    categories: 'jsonb',
    language: 'text null',
    paused_until: 'timestamptz null',
    updated_at: 'timestamptz',
  },
  suppressions: { address_hash: 'text', reason: 'text', created_at: 'timestamptz' },
}

/** The tables of this room that hold a person's data. Suppressions hold only HMACs, which stay. */
export const personalTables = ['consent_entries', 'consent_grounds', 'contact_preferences'] as const
