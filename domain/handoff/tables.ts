import type { HandoffReason } from '#contract/staff-api.ts'
import type { HandoffOutcome } from './handoff.ts'

// a type, not an interface: Kysely wants an index signature
export type HandoffTables = {
  handoffs: {
    customer_id: string
    handoff_id: string
    conversation_id: string
    reason: HandoffReason
    summary: string
    queued_at: Date
    notice_at: Date | null
    taken_at: Date | null
    staff_id: string | null
    ended_at: Date | null
    outcome: HandoffOutcome | null
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const handoffColumns: ColumnsOf<HandoffTables> = {
  handoffs: {
    customer_id: 'text',
    handoff_id: 'text',
    conversation_id: 'text',
    reason: 'text',
    summary: 'text',
    queued_at: 'timestamptz',
    notice_at: 'timestamptz null',
    taken_at: 'timestamptz null',
    staff_id: 'text null',
    ended_at: 'timestamptz null',
    outcome: 'text null',
  },
}

/** The tables of this room that hold a person's data. */
export const personalTables = ['handoffs'] as const
