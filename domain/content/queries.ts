import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { parametersIn, type Template } from '#contract/templates.ts'
import { type Db, storableText } from '#store/index.ts'
import type { ContentTables } from './tables.ts'
import { checkedTemplate, type TemplateRef, type TemplateWord } from './templates.ts'

const tables = (db: Db) => db.withTables<ContentTables>()
type Row = Selectable<ContentTables['message_templates']>

/** By name, then by language. */
export async function listTemplates(db: Db): Promise<Template[]> {
  const rows = await tables(db)
    .selectFrom('message_templates')
    .selectAll()
    .orderBy('name')
    .orderBy('language')
    .execute()
  return rows.map(toTemplate)
}

/** By our id, or as a provider names it. */
export async function findTemplate(db: Db, which: string | TemplateRef): Promise<Template | null> {
  const row = await selectOne(db, typeof which === 'string' ? { templateId: which } : which)
  return row ? toTemplate(row) : null
}

function selectOne(db: Db, which: TemplateRef): Promise<Row | undefined> {
  const all = tables(db).selectFrom('message_templates').selectAll()
  if ('templateId' in which)
    return all.where('template_id', '=', storableText(which.templateId)).executeTakeFirst()
  const reference = storableText(which.reference)
  if (which.provider === 'twilio') return all.where('twilio_reference', '=', reference).executeTakeFirst()
  return all
    .where('whatsapp_cloud_reference', '=', reference)
    .where('language', '=', storableText(which.language))
    .executeTakeFirst()
}

/**
 * Writes a template, new or by its id. One whose text, name, language, category or provider's name changes is a
 * draft again: what was approved is not what would be sent. Throws `bad-request` by field, `not-found`, and
 * `conflict` where the name and language, or a provider's name, belong to another.
 */
export async function saveTemplate(
  db: Db,
  input: unknown,
  by: { staffId: string | null; templateId?: string },
  now: Date,
): Promise<Template> {
  const { references, ...rest } = checkedTemplate(input)
  const written = {
    ...rest,
    body: storableText(rest.body),
    twilio_reference: references.twilio === undefined ? null : storableText(references.twilio),
    whatsapp_cloud_reference:
      references.whatsapp_cloud === undefined ? null : storableText(references.whatsapp_cloud),
    updated_at: now,
    updated_by: by.staffId,
  }
  const row = await orConflict(
    by.templateId === undefined ? insertOne(db, written, now) : changeOne(db, by.templateId, written, now),
  )
  if (!row) throw new Problem('not-found', 'There is no such template.')
  return toTemplate(row)
}

type Written = Pick<
  Row,
  | 'name'
  | 'language'
  | 'category'
  | 'body'
  | 'twilio_reference'
  | 'whatsapp_cloud_reference'
  | 'updated_at'
  | 'updated_by'
>

function insertOne(db: Db, written: Written, now: Date): Promise<Row | undefined> {
  return tables(db)
    .insertInto('message_templates')
    .values({
      template_id: newId('template', now),
      channel: 'whatsapp',
      status: 'draft',
      status_at: now,
      status_note: null,
      created_at: now,
      ...written,
    })
    .returningAll()
    .executeTakeFirst()
}

/** In one statement, so that no approval of another text can slip in between. */
function changeOne(db: Db, templateId: string, written: Written, now: Date): Promise<Row | undefined> {
  const same = sql<boolean>`(name, language, category, body, twilio_reference, whatsapp_cloud_reference)
    is not distinct from (${written.name}::text, ${written.language}::text, ${written.category}::text,
      ${written.body}::text, ${written.twilio_reference}::text, ${written.whatsapp_cloud_reference}::text)`
  return tables(db)
    .updateTable('message_templates')
    .set({
      ...written,
      status: sql`case when ${same} then status else 'draft' end`,
      status_at: sql`case when ${same} then status_at else ${now}::timestamptz end`,
      status_note: sql`case when ${same} then status_note end`,
    })
    .where('template_id', '=', storableText(templateId))
    .returningAll()
    .executeTakeFirst()
}

const taken: Record<string, { path: string; message: string }> = {
  message_templates_name: { path: 'name', message: 'there is one of this name in this language' },
  message_templates_twilio: { path: 'references.twilio', message: 'belongs to another template' },
  message_templates_cloud: { path: 'references.whatsapp_cloud', message: 'belongs to another template' },
}

async function orConflict<T>(written: Promise<T>): Promise<T> {
  try {
    return await written
  } catch (error) {
    const index = error instanceof Error && 'constraint' in error ? String(error.constraint) : ''
    const which = taken[index]
    if (which) throw new Problem('conflict', 'The template is there already', { errors: [which] })
    throw error
  }
}

/**
 * Notes what a provider or a person says of a template; a word older than the last one is not heard. Answers
 * the template as it stands then; null: nobody knows it.
 */
export async function setTemplateStatus(
  db: Db,
  which: TemplateRef,
  word: TemplateWord,
  at: Date,
  staffId: string | null = null,
): Promise<Template | null> {
  const before = await selectOne(db, which)
  if (!before) return null
  const note = word.note === undefined ? null : storableText(word.note).slice(0, 500)
  const row = await tables(db)
    .updateTable('message_templates')
    .set({
      ...(word.status !== undefined && { status: word.status, status_note: note }),
      ...(word.category !== undefined && { category: word.category }),
      status_at: at,
      updated_at: at,
      updated_by: staffId,
    })
    .where('template_id', '=', before.template_id)
    .where('status_at', '<=', at)
    .returningAll()
    .executeTakeFirst()
  return row ? toTemplate(row) : findTemplate(db, before.template_id)
}

function toTemplate(row: Row): Template {
  return {
    templateId: row.template_id,
    name: row.name,
    channel: row.channel,
    language: row.language,
    category: row.category,
    body: row.body,
    parameters: parametersIn(row.body),
    status: row.status,
    statusNote: row.status_note,
    references: {
      ...(row.twilio_reference !== null && { twilio: row.twilio_reference }),
      ...(row.whatsapp_cloud_reference !== null && { whatsapp_cloud: row.whatsapp_cloud_reference }),
    },
    updatedAt: row.updated_at.toISOString(),
  }
}

/** Removes templates, such as those of the demo shop. */
export async function removeTemplates(db: Db, templateIds: readonly string[]): Promise<void> {
  if (templateIds.length === 0) return
  await tables(db).deleteFrom('message_templates').where('template_id', 'in', templateIds).execute()
}
