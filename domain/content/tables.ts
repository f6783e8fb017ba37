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
}
