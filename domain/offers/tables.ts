import type { ColumnType, Generated } from 'kysely'
import type { CheckedOffer, OfferReason, OfferStatus } from '#contract/offers.ts'
import type { IssuedState, Terms } from './offers.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

// a type, not an interface: Kysely wants an index signature
export type OfferTables = {
  offers: {
    offer_id: string
    name: string
    title: string
    definition: Json<CheckedOffer>
    status: OfferStatus
    rev: number
    created_at: Date
    updated_at: Date
    updated_by: string | null
  }
  offer_changes: {
    rev: Generated<number>
    offer_id: string
    change: 'added' | 'changed' | 'status'
    before: Json<unknown> | null
    after: Json<unknown> | null
    changed_by: string | null
    changed_at: Date
  }
  issued_offers: {
    customer_id: string
    issued_id: string
    offer_id: string
    issue_key: string
    root_id: string
    terms: Json<Terms>
    currency: string
    code: string | null
    channel: string
    message_cost: number
    reserved_amount: number
    cost_amount: number | null
    points: number
    state: IssuedState
    issued_at: Date
    issued_day: string
    expires_at: Date
    settled_at: Date | null
    order_id: string | null
    by_other: boolean
  }
  offer_issue_keys: {
    issue_key: string
    customer_id: string
    issued_id: string
  }
  offer_codes: {
    code_hash: string
    customer_id: string
    issued_id: string
  }
  offer_budgets: {
    offer_id: string
    open_count: number
    redeemed_count: number
    reserved_amount: number
    spent_amount: number
  }
  offer_budget_days: {
    offer_id: string
    day: string
    open_count: number
    redeemed_count: number
    reserved_amount: number
    spent_amount: number
  }
  offer_refusals: {
    offer_id: string
    day: string
    reason: OfferReason
    refusals: number
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

const budget = {
  open_count: 'bigint',
  redeemed_count: 'bigint',
  reserved_amount: 'bigint',
  spent_amount: 'bigint',
}

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const offerColumns: ColumnsOf<OfferTables> = {
  offers: {
    offer_id: 'text',
    name: 'text',
    title: 'text',
    definition: 'jsonb',
    status: 'text',
    rev: 'integer',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
  offer_changes: {
    rev: 'bigint',
    offer_id: 'text',
    change: 'text',
    before: 'jsonb null',
    after: 'jsonb null',
    changed_by: 'text null',
    changed_at: 'timestamptz',
  },
  issued_offers: {
    customer_id: 'text',
    issued_id: 'text',
    offer_id: 'text',
    issue_key: 'text',
    root_id: 'text',
    terms: 'jsonb',
    currency: 'text',
    code: 'text null',
    channel: 'text',
    message_cost: 'integer',
    reserved_amount: 'bigint',
    cost_amount: 'bigint null',
    points: 'integer',
    state: 'text',
    issued_at: 'timestamptz',
    issued_day: 'date',
    expires_at: 'timestamptz',
    settled_at: 'timestamptz null',
    order_id: 'text null',
    by_other: 'boolean',
  },
  offer_issue_keys: { issue_key: 'text', customer_id: 'text', issued_id: 'text' },
  offer_codes: { code_hash: 'text', customer_id: 'text', issued_id: 'text' },
  offer_budgets: { offer_id: 'text', ...budget },
  offer_budget_days: { offer_id: 'text', day: 'date', ...budget },
  offer_refusals: { offer_id: 'text', day: 'date', reason: 'text', refusals: 'bigint' },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['issued_offers', 'offer_issue_keys', 'offer_codes'] as const
