import { type Selectable, sql } from 'kysely'
import { type ContentVersion, contentModule, contentTemplateInput } from '#contract/content-templates.ts'
import { type Db, storableText } from '#store/index.ts'
import type { ContentTables } from './tables.ts'
import type { ContentSummary, DrawnFrom, LiveContent, SendableVersion } from './versions.ts'

const tables = (db: Db) => db.withTables<ContentTables>()
export type VersionRow = Selectable<ContentTables['content_versions']>

/** Every message with what is live and what is being written, by name. */
export async function listContent(db: Db): Promise<ContentSummary[]> {
  const { rows } = await sql<VersionRow & { name: string; place: number }>`
    select t.name, v.* from content_templates t join content_versions v using (content_template_id)
    where v.status in ('live', 'draft')
      or v.version = (select max(w.version) from content_versions w
        where w.content_template_id = t.content_template_id)
    order by t.name, v.version desc`.execute(db)
  const all = new Map<string, ContentSummary>()
  for (const row of rows) {
    const version = toVersion(row)
    const known = all.get(row.content_template_id) ?? {
      contentTemplateId: row.content_template_id,
      name: row.name,
      live: null,
      draft: null,
      latest: version,
    }
    if (row.status === 'live') known.live = version
    if (row.status === 'draft') known.draft = version
    all.set(row.content_template_id, known)
  }
  return [...all.values()]
}

/** One version of a message by its id or name; without a number the draft, else the live one, else the newest. */
export async function findContent(db: Db, which: string, version?: number): Promise<ContentVersion | null> {
  const name = storableText(which)
  const { rows } = await sql<VersionRow>`
    select v.* from content_templates t join content_versions v using (content_template_id)
    where (t.content_template_id = ${name} or t.name = ${name})
      and (${version ?? null}::integer is null or v.version = ${version ?? null}::integer)
    order by v.status = 'draft' desc, v.status = 'live' desc, v.version desc limit 1`.execute(db)
  return rows[0] ? toVersion(rows[0]) : null
}

/** All versions of a message, the newest first. */
export async function versionsOf(db: Db, contentTemplateId: string): Promise<ContentVersion[]> {
  const rows = await tables(db)
    .selectFrom('content_versions')
    .selectAll()
    .where('content_template_id', '=', storableText(contentTemplateId))
    .orderBy('version', 'desc')
    .execute()
  return rows.map(toVersion)
}

/** What is live of these, by name; one that is not is missing. */
export async function liveContent(
  db: Db,
  names: readonly string[],
): Promise<ReadonlyMap<string, LiveContent>> {
  if (names.length === 0) return new Map()
  const { rows } = await sql<{
    name: string
    content_template_id: string
    version: number
    purpose: LiveContent['purpose']
    channels: LiveContent['channels']
  }>`
    select t.name, t.content_template_id, v.version, v.drawn_from->>'purpose' as purpose,
      v.drawn_from->'channels' as channels
    from content_templates t join content_versions v using (content_template_id)
    where v.status = 'live' and t.name = any(${[...new Set(names)].map(storableText)}::text[])`.execute(db)
  return new Map(
    rows.map(({ name, content_template_id, version, purpose, channels }) => [
      name,
      { contentTemplateId: content_template_id, version, purpose, channels },
    ]),
  )
}

/** How these versions stand now; drafts and unknown ones are missing. One small read however many are asked. */
export async function versionStatuses(
  db: Db,
  asked: readonly { contentTemplateId: string; version: number }[],
): Promise<Map<string, ContentVersion['status']>> {
  if (asked.length === 0) return new Map()
  const { rows } = await sql<{ key: string; status: ContentVersion['status'] }>`
    select content_template_id || ' ' || version as key, status from content_versions
    where status <> 'draft' and (content_template_id, version) in (
      select * from unnest(${asked.map((one) => storableText(one.contentTemplateId))}::text[],
        ${asked.map((one) => one.version)}::integer[]))`.execute(db)
  return new Map(rows.map(({ key, status }) => [key, status]))
}

/** What these versions are drawn from; a draft is not to be sent and is missing. */
export async function sendableVersions(
  db: Db,
  asked: readonly { contentTemplateId: string; version: number }[],
): Promise<SendableVersion[]> {
  if (asked.length === 0) return []
  const { rows } = await sql<VersionRow>`
    select * from content_versions where drawn_from is not null and status <> 'draft'
      and (content_template_id, version) in (
        select * from unnest(${asked.map((one) => storableText(one.contentTemplateId))}::text[],
          ${asked.map((one) => one.version)}::integer[]))`.execute(db)
  return rows.map((row) => ({
    contentTemplateId: row.content_template_id,
    version: row.version,
    status: row.status,
    drawnFrom: toDrawnFrom(row.drawn_from),
  }))
}

/** Written by us alone, from checked parts; the keys of shared modules' parts hold a dot. */
function toDrawnFrom(stored: unknown): DrawnFrom {
  const given = stored as DrawnFrom
  const modules = given.modules.flatMap((module): DrawnFrom['modules'] => {
    const parsed = contentModule.parse({ ...module, key: 'module' })
    return parsed.type === 'shared' ? [] : [{ ...parsed, key: module.key }]
  })
  return {
    ...contentTemplateInput.parse({ ...given, modules: [{ type: 'divider', key: 'module' }] }),
    modules,
  }
}

export function toVersion(row: VersionRow): ContentVersion {
  return {
    ...contentTemplateInput.parse(row.written),
    contentTemplateId: row.content_template_id,
    version: row.version,
    status: row.status,
    rev: row.rev,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    approvedAt: row.approved_at?.toISOString() ?? null,
    approvedBy: row.approved_by,
  }
}
