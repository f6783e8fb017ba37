import type { ColumnType } from 'kysely'
import type { ContentStatus } from '#contract/content-templates.ts'
import type { TemplateCategory, TemplateStatus } from '#contract/templates.ts'

// a type, not an interface: Kysely wants an index signature
export type ContentTables = {
  message_templates: {
    template_id: string
    name: string
    channel: 'whatsapp'
    language: string
    category: TemplateCategory
    body: string
    status: TemplateStatus
    status_at: Date
    status_note: string | null
    twilio_reference: string | null
    whatsapp_cloud_reference: string | null
    created_at: Date
    updated_at: Date
    updated_by: string | null
  }
  content_templates: {
    content_template_id: string
    name: string
    created_at: Date
    updated_at: Date
  }
  content_versions: {
    content_template_id: string
    version: number
    status: ContentStatus
    /** As a person wrote it. */
    written: ColumnType<unknown, string, string>
    /** What it is drawn from: its shared modules in place; null until it is approved. */
    drawn_from: ColumnType<unknown, string | null, string | null>
    rev: number
    updated_at: Date
    updated_by: string | null
    approved_at: Date | null
    approved_by: string | null
  }
  content_modules: {
    module_id: string
    name: string
    written: ColumnType<unknown, string, string>
    rev: number
    updated_at: Date
    updated_by: string | null
  }
}

type ColumnsOf<Tables> = { [T in keyof Tables]: { [C in keyof Tables[T]]: string } }

/** Every column and its type in the database; a test holds this list against the migrated schema. */
export const contentColumns: ColumnsOf<ContentTables> = {
  message_templates: {
    template_id: 'text',
    name: 'text',
    channel: 'text',
    language: 'text',
    category: 'text',
    body: 'text',
    status: 'text',
    status_at: 'timestamptz',
    status_note: 'text null',
    twilio_reference: 'text null',
    whatsapp_cloud_reference: 'text null',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
  content_templates: {
    content_template_id: 'text',
    name: 'text',
    created_at: 'timestamptz',
    updated_at: 'timestamptz',
  },
  content_versions: {
    content_template_id: 'text',
    version: 'integer',
    status: 'text',
    written: 'jsonb',
    drawn_from: 'jsonb null',
    rev: 'integer',
    updated_at: 'timestamptz',
    updated_by: 'text null',
    approved_at: 'timestamptz null',
    approved_by: 'text null',
  },
  content_modules: {
    module_id: 'text',
    name: 'text',
    written: 'jsonb',
    rev: 'integer',
    updated_at: 'timestamptz',
    updated_by: 'text null',
  },
}
