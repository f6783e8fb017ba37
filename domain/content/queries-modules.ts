import { type Selectable, sql } from 'kysely'
import { type SharedModule, sharedModuleInput } from '#contract/content-templates.ts'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, lock, storableJson, storableText } from '#store/index.ts'
import { checkedSharedModule } from './checked-content.ts'
import { expandModules, sharedIn } from './shared-modules.ts'
import type { ContentTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ContentTables>()
type Row = Selectable<ContentTables['content_modules']>

/** By name. */
export async function listSharedModules(db: Db): Promise<SharedModule[]> {
  const rows = await tables(db).selectFrom('content_modules').selectAll().orderBy('name').execute()
  return rows.map(toModule)
}

/** All of them by id: what a template's shared modules are looked up in. */
export async function sharedModules(db: Db): Promise<Map<string, SharedModule>> {
  return new Map((await listSharedModules(db)).map((module) => [module.moduleId, module]))
}

/**
 * Writes a shared module, new or by its id. What is live keeps the one it was approved with. Throws `bad-request`
 * by field and for a module that would hold itself, `conflict` where the name is taken or `rev` is not the last
 * one, `not-found`.
 */
export function saveSharedModule(
  db: Db,
  input: unknown,
  by: { staffId: string | null; moduleId?: string; rev?: number },
  now: Date,
): Promise<SharedModule> {
  const written = checkedSharedModule(input)
  return inTransaction(db, async (tx) => {
    // rings are looked for among all modules: one writer at a time
    await lock(tx, 'budget', 'content modules')
    const all = await sharedModules(tx)
    const moduleId = by.moduleId ?? newId('contentModule', now)
    const before = all.get(moduleId)
    if (by.moduleId !== undefined && !before) throw new Problem('not-found', 'There is no such module.')
    if (before && by.rev !== undefined && by.rev !== before.rev)
      throw new Problem('conflict', 'Somebody else has changed this module meanwhile.')
    const namesake = [...all.values()].find(({ name }) => name === written.name)
    if (namesake && namesake.moduleId !== moduleId)
      throw new Problem('conflict', 'There is a module of this name already.')
    refuseRings(all, moduleId, written)
    return writeModule(tx, { moduleId, ...written }, by.staffId, now)
  })
}

function refuseRings(
  all: ReadonlyMap<string, SharedModule>,
  moduleId: string,
  written: Pick<SharedModule, 'name' | 'modules'>,
): void {
  const then = new Map<string, Pick<SharedModule, 'name' | 'modules'>>([...all, [moduleId, written]])
  const expanded = expandModules([{ type: 'shared', key: 'modules', moduleId }], then)
  if (expanded.ok) return
  const errors = [{ path: expanded.path, message: expanded.message }]
  throw new Problem('bad-request', 'The module is not valid', { errors })
}

async function writeModule(
  tx: Db,
  { moduleId, ...written }: Pick<SharedModule, 'moduleId' | 'name' | 'title' | 'modules'>,
  staffId: string | null,
  now: Date,
): Promise<SharedModule> {
  const stored = { name: written.name, written: storableJson(written), updated_at: now, updated_by: staffId }
  const row = await tables(tx)
    .insertInto('content_modules')
    .values({ module_id: moduleId, rev: 1, ...stored })
    .onConflict((conflict) =>
      conflict
        .column('module_id')
        .doUpdateSet((eb) => ({ ...stored, rev: eb('content_modules.rev', '+', 1) })),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return toModule(row)
}

/** Takes a shared module away. Throws `conflict` where a module or a message still holds it, `not-found`. */
export function removeSharedModule(db: Db, moduleId: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'content modules')
    const all = await listSharedModules(tx)
    const holders = all
      .filter(({ modules }) => sharedIn(modules).includes(moduleId))
      .map(({ title }) => title)
    const held = [...holders, ...(await messagesHolding(tx, moduleId))]
    if (held.length > 0) throw new Problem('conflict', `It is part of ${held.join(', ')}.`)
    const gone = await tables(tx)
      .deleteFrom('content_modules')
      .where('module_id', '=', storableText(moduleId))
      .executeTakeFirst()
    if (gone.numDeletedRows === 0n) throw new Problem('not-found', 'There is no such module.')
  })
}

/** Titles of the messages whose draft or live version holds it. */
async function messagesHolding(db: Db, moduleId: string): Promise<string[]> {
  const { rows } = await sql<{
    title: string
  }>`select distinct written->>'title' as title from content_versions
    where status in ('draft', 'live')
      and written->'modules' @> jsonb_build_array(jsonb_build_object('moduleId', ${storableText(moduleId)}::text))
    order by 1`.execute(db)
  return rows.map(({ title }) => title)
}

function toModule(row: Row): SharedModule {
  return {
    moduleId: row.module_id,
    ...sharedModuleInput.parse(row.written),
    rev: row.rev,
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
  }
}
