import type { ColumnType } from 'kysely'
import type { CreativeRule } from './creatives.ts'

// a type, not an interface: Kysely wants an index signature
export type CreativeTables = {
  creatives: {
    creative_id: string
    product_id: string | null
    category: string | null
    place: string
    image_url: string
    alt: string
    rule: ColumnType<CreativeRule, string, string>
    test_key: string | null
    position: number
    is_on: boolean
    starts_at: Date | null
    ends_at: Date | null
    created_at: Date
    updated_at: Date
    updated_by: string | null
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const creativeColumns: ColumnsOf<CreativeTables> = {
  creatives: {
    creative_id: 'text',
    product_id: 'text null',
    category: 'text null',
    place: 'text',
    image_url: 'text',
    alt: 'text',
    rule: 'jsonb',
    test_key: 'text null',
    position: 'integer',
    is_on: 'boolean',
    starts_at: 'timestamptz null',
    ends_at: 'timestamptz null',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
}
