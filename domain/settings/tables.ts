import type { ColumnType } from 'kysely'
import type { SettingArea } from '#contract/contact-rules.ts'
import type { KeyKind } from './api-keys.ts'

// a type, not an interface: Kysely wants an index signature
export type SettingsTables = {
  settings: {
    key: string
    value: ColumnType<unknown, string, string>
    updated_at: Date
    updated_by: string | null
  }
  api_keys: {
    key_hash: string
    kind: KeyKind
    label: string
    hint: string
    created_at: Date
    revoked_at: Date | null
  }
  setting_changes: {
    change_id: string
    area: SettingArea
    field: string
    before: ColumnType<unknown, string, string>
    after: ColumnType<unknown, string, string>
    changed_by: string | null
    changed_at: Date
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const settingsColumns: ColumnsOf<SettingsTables> = {
  settings: {
    key: 'text',
    value: 'jsonb',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
  api_keys: {
    key_hash: 'text',
    kind: 'text',
    label: 'text',
    hint: 'text',
    created_at: 'timestamptz',
    revoked_at: 'timestamptz null',
  },
  setting_changes: {
    change_id: 'text',
    area: 'text',
    field: 'text',
    before: 'jsonb',
    after: 'jsonb',
    changed_by: 'text null',
    changed_at: 'timestamptz',
  },
}
