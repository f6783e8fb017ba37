import type { ColumnType } from 'kysely'
import type { CalendarDays } from '#contract/calendar.ts'

/** Written as JSON text, read as the value. */
type Json<T> = ColumnType<T, string, string>

// a type, not an interface: Kysely wants an index signature
export type CalendarTables = {
  calendar_entries: {
    entry_id: string
    name: string
    title: Json<Record<string, string>>
    regions: string[]
    days: Json<CalendarDays>
    categories: string[]
    attributes: Json<Record<string, string>>
    live: boolean
    ready_made: boolean
    rev: number
    updated_at: Date
    updated_by: string | null
  }
}

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const calendarColumns = {
  calendar_entries: {
    entry_id: 'text',
    name: 'text',
    title: 'jsonb',
    regions: 'text[]',
    days: 'jsonb',
    categories: 'text[]',
    attributes: 'jsonb',
    live: 'boolean',
    ready_made: 'boolean',
    rev: 'integer',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
} satisfies { [T in keyof CalendarTables]: { [C in keyof CalendarTables[T]]: string } }
