import type { StaffRole } from '#contract/staff-api.ts'

// a type, not an interface: Kysely wants an index signature
export type StaffTables = {
  staff: {
    staff_id: string
    email: string
    name: string
    roles: StaffRole[]
    password_hash: string
    created_at: Date
    disabled_at: Date | null
  }
  staff_sessions: {
    session_hash: string
    staff_id: string
    csrf_token: string
    created_at: Date
    expires_at: Date
  }
  staff_presence: {
    staff_id: string
    last_seen_at: Date
  }
  sign_in_failures: {
    key: string
    failures: number
    window_ends_at: Date
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const staffColumns: ColumnsOf<StaffTables> = {
  staff: {
    staff_id: 'text',
    email: 'text',
    name: 'text',
    roles: 'text[]',
    password_hash: 'text',
    created_at: 'timestamptz',
    disabled_at: 'timestamptz null',
  },
  staff_sessions: {
    session_hash: 'text',
    staff_id: 'text',
    csrf_token: 'text',
    created_at: 'timestamptz',
    expires_at: 'timestamptz',
  },
  staff_presence: {
    staff_id: 'text',
    last_seen_at: 'timestamptz',
  },
  sign_in_failures: {
    key: 'text',
    failures: 'integer',
    window_ends_at: 'timestamptz',
  },
}
