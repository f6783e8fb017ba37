import { sql } from 'kysely'
import type { ContentTemplateInput, ContentVersion } from '#contract/content-templates.ts'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, lock, storableJson, storableText } from '#store/index.ts'
import { checkedContent } from './checked-content.ts'
import { findContent, toVersion, type VersionRow } from './queries-content.ts'
import { sharedModules } from './queries-modules.ts'
import { expandModules } from './shared-modules.ts'
import type { ContentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ContentTables>()

/**
 * Writes the draft of a message: of a new one, or (by its id) the next version of one that is there. What is live
 * stays as it is until the draft is approved. Throws `bad-request` by field, and for shared modules that are
 * missing or hold themselves; `conflict` where the name is taken, or where `rev` is not the draft's last one;
 * `not-found`.
 */
export function saveContent(
  db: Db,
  input: unknown,
  by: { staffId: string | null; contentTemplateId?: string; rev?: number },
  now: Date,
): Promise<ContentVersion> {
  const written = checkedContent(input)
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'content templates')
    refuseBadModules(written, await sharedModules(tx))
    const id = await nameTemplate(tx, written.name, by.contentTemplateId, now)
    const draft = await draftOf(tx, id)
    if (by.rev !== undefined && by.rev !== (draft?.rev ?? 0))
      throw new Problem('conflict', 'Somebody else has changed this message meanwhile.')
    return draft
      ? changeDraft(tx, draft, written, by.staffId, now)
      : addDraft(tx, id, written, by.staffId, now)
  })
}

function refuseBadModules(
  written: ContentTemplateInput,
  shared: Awaited<ReturnType<typeof sharedModules>>,
): void {
  const expanded = expandModules(written.modules, shared)
  if (expanded.ok) return
  const errors = [{ path: `modules.${expanded.path}`, message: expanded.message }]
  throw new Problem('bad-request', 'The message is not valid', { errors })
}

/** The id under which the message of this name stands; made where it is new. */
async function nameTemplate(tx: Db, name: string, id: string | undefined, now: Date): Promise<string> {
  const namesake = await tables(tx)
    .selectFrom('content_templates')
    .select('content_template_id')
    .where('name', '=', name)
    .executeTakeFirst()
  if (namesake && namesake.content_template_id !== id)
    throw new Problem('conflict', 'There is a message of this name already.', {
      errors: [{ path: 'name', message: 'there is a message of this name already' }],
    })
  if (id === undefined) {
    const contentTemplateId = newId('contentTemplate', now)
    const row = { content_template_id: contentTemplateId, name, created_at: now, updated_at: now }
    await tables(tx).insertInto('content_templates').values(row).execute()
    return contentTemplateId
  }
  const renamed = await tables(tx)
    .updateTable('content_templates')
    .set({ name, updated_at: now })
    .where('content_template_id', '=', storableText(id))
    .executeTakeFirst()
  if (renamed.numUpdatedRows === 0n) throw new Problem('not-found', 'There is no such message.')
  return id
}

function draftOf(tx: Db, id: string): Promise<VersionRow | undefined> {
  return tables(tx)
    .selectFrom('content_versions')
    .selectAll()
    .where('content_template_id', '=', id)
    .where('status', '=', 'draft')
    .executeTakeFirst()
}

async function addDraft(
  tx: Db,
  id: string,
  written: ContentTemplateInput,
  staffId: string | null,
  now: Date,
): Promise<ContentVersion> {
  const row = await tables(tx)
    .insertInto('content_versions')
    .values({
      content_template_id: id,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from content_versions
        where content_template_id = ${id})`,
      status: 'draft',
      written: storableJson(written),
      drawn_from: null,
      rev: 1,
      updated_at: now,
      updated_by: staffId,
      approved_at: null,
      approved_by: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toVersion(row)
}

async function changeDraft(
  tx: Db,
  draft: VersionRow,
  written: ContentTemplateInput,
  staffId: string | null,
  now: Date,
): Promise<ContentVersion> {
  const row = await tables(tx)
    .updateTable('content_versions')
    .set({ written: storableJson(written), rev: draft.rev + 1, updated_at: now, updated_by: staffId })
    .where('content_template_id', '=', draft.content_template_id)
    .where('version', '=', draft.version)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toVersion(row)
}

/**
 * Makes a draft the live version, as it stands with its shared modules, and retires the one that was live. Who
 * lints it does so before: `rev` names what was linted. Throws `conflict` where the draft has changed since, or is
 * none any more; `bad-request` where a shared module is missing now.
 */
export function approveContent(
  db: Db,
  which: { contentTemplateId: string; version: number; rev: number },
  staffId: string | null,
  now: Date,
): Promise<ContentVersion> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'content templates')
    await lock(tx, 'budget', 'content modules')
    const draft = await findContent(tx, which.contentTemplateId, which.version)
    if (draft?.status !== 'draft' || draft.rev !== which.rev)
      throw new Problem('conflict', 'This is not the draft that was checked.')
    const shared = await sharedModules(tx)
    const expanded = expandModules(draft.modules, shared)
    if (!expanded.ok) refuseBadModules(draft, shared)
    const {
      contentTemplateId,
      version,
      status,
      rev,
      updatedAt,
      updatedBy,
      approvedAt,
      approvedBy,
      ...written
    } = draft
    const drawnFrom = storableJson({ ...written, ...(expanded.ok && { modules: expanded.modules }) })
    await retireLive(tx, contentTemplateId, now)
    const row = await tables(tx)
      .updateTable('content_versions')
      .set({ status: 'live', drawn_from: drawnFrom, approved_at: now, approved_by: staffId })
      .where('content_template_id', '=', contentTemplateId)
      .where('version', '=', version)
      .returningAll()
      .executeTakeFirstOrThrow()
    return toVersion(row)
  })
}

async function retireLive(tx: Db, contentTemplateId: string, now: Date): Promise<void> {
  await tables(tx)
    .updateTable('content_versions')
    .set({ status: 'retired', updated_at: now })
    .where('content_template_id', '=', contentTemplateId)
    .where('status', '=', 'live')
    .execute()
}

/** Nobody gets this version any more, whoever waits for it. Throws `conflict` for one that was never live. */
export function withdrawContent(
  db: Db,
  which: { contentTemplateId: string; version: number },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'content templates')
    const row = await tables(tx)
      .updateTable('content_versions')
      .set({ status: 'withdrawn', updated_at: now })
      .where('content_template_id', '=', storableText(which.contentTemplateId))
      .where('version', '=', which.version)
      .where('status', 'in', ['live', 'retired'])
      .executeTakeFirst()
    if (row.numUpdatedRows === 0n) throw new Problem('conflict', 'This version is not being sent.')
  })
}

/** Takes messages away with all their versions, such as those of the demo shop. */
export async function removeContent(db: Db, names: readonly string[]): Promise<void> {
  if (names.length === 0) return
  await tables(db)
    .deleteFrom('content_templates')
    .where('name', 'in', [...names])
    .execute()
}
