import type { ColumnType } from 'kysely'
import type { LoyaltyKind } from './loyalty.ts'
import type { IntervalUnit, SubscriptionChangeKind, SubscriptionStatus } from './subscriptions.ts'
import type { Party, TraitPurpose, TraitValue } from './traits.ts'

// a type, not an interface: Kysely wants an index signature
export type ProfileTables = {
  trait_values: {
    customer_id: string
    name: string
    party: Party
    source: string
    value_hash: string
    value: ColumnType<TraitValue, string, string>
    purposes: TraitPurpose[]
    evidence: string
    contract_id: string | null
    first_at: Date
    last_at: Date
  }
  trait_withdrawals: {
    customer_id: string
    name: string
    at: Date
  }
  partner_contracts: {
    contract_id: string
    partner: string
    reference: string
    purposes: TraitPurpose[]
    traits: string[]
    starts_at: Date
    expires_at: Date
    ended_at: Date | null
    recorded_by: string
    recorded_at: Date
  }
  loyalty_entries: {
    customer_id: string
    entry_id: string
    kind: LoyaltyKind
    points: number
    label: string | null
    reference: string | null
    source: string
    at: Date
    expires_at: Date | null
    recorded_at: Date
  }
  subscription_changes: {
    customer_id: string
    subscription_id: string
    change_id: string
    change: SubscriptionChangeKind
    status: SubscriptionStatus | null
    items: ColumnType<unknown, string | null, string | null>
    interval_unit: IntervalUnit | null
    interval_count: number | null
    renews_at: Date | null
    paused_until: Date | null
    detail: string | null
    source: string
    at: Date
    recorded_at: Date
  }
  location_permissions: {
    customer_id: string
    device_id: string
    state: 'granted' | 'denied'
    source: string
    at: Date
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const profileColumns: ColumnsOf<ProfileTables> = {
  trait_values: {
    customer_id: 'text',
    name: 'text',
    party: 'text',
    source: 'text',
    value_hash: 'text',
    value: 'jsonb',
    purposes: 'text[]',
    evidence: 'text',
    contract_id: 'text null',
    first_at: 'timestamptz',
    last_at: 'timestamptz',
  },
  trait_withdrawals: {
    customer_id: 'text',
    name: 'text',
    at: 'timestamptz',
  },
  partner_contracts: {
    contract_id: 'text',
    partner: 'text',
    reference: 'text',
    purposes: 'text[]',
    traits: 'text[]',
    starts_at: 'timestamptz',
    expires_at: 'timestamptz',
    ended_at: 'timestamptz null',
    recorded_by: 'text',
    recorded_at: 'timestamptz',
  },
  loyalty_entries: {
    customer_id: 'text',
    entry_id: 'text',
    kind: 'text',
    points: 'integer',
    label: 'text null',
    reference: 'text null',
    source: 'text',
    at: 'timestamptz',
    expires_at: 'timestamptz null',
    recorded_at: 'timestamptz',
  },
  subscription_changes: {
    customer_id: 'text',
    subscription_id: 'text',
    change_id: 'text',
    change: 'text',
    status: 'text null',
    items: 'jsonb null',
    interval_unit: 'text null',
    interval_count: 'integer null',
    renews_at: 'timestamptz null',
    paused_until: 'timestamptz null',
    detail: 'text null',
    source: 'text',
    at: 'timestamptz',
    recorded_at: 'timestamptz',
  },
  location_permissions: {
    customer_id: 'text',
    device_id: 'text',
    state: 'text',
    source: 'text',
    at: 'timestamptz',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = [
  'trait_values',
  'trait_withdrawals',
  'loyalty_entries',
  'subscription_changes',
  'location_permissions',
] as const
