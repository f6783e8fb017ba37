import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import type { ShelfView } from '#knowledge/catalog/index.ts'
import { type Db, inTransaction, lock, storableJson, storableText } from '#store/index.ts'
import type { CurationEntry } from './curation.ts'
import { type CurationDecision, checkedCuration } from './curation-input.ts'
import { toEntry } from './queries-curation.ts'
import type { RecommendationTables } from './tables.ts'

const tables = (db: Db) => db.withTables<RecommendationTables>()

/** More than anybody can look after; every row reads all of them. */
const MOST = 1000

export interface CurationChange {
  curationId: string
  change: 'added' | 'changed' | 'removed'
  before: CurationEntry | null
  after: CurationEntry | null
  changedBy: string | null
  changedAt: Date
}

/**
 * Writes a decision, new (`curationId` null) or in the place of an old one, and notes who did. Throws
 * `bad-request` by field, `not-found`, and `conflict` where there are too many.
 */
export function saveCuration(
  db: Db,
  shelf: Pick<ShelfView, 'get' | 'inCategory' | 'all'>,
  curationId: string | null,
  input: unknown,
  by: string | null,
  now: Date,
): Promise<CurationEntry> {
  return changing(db, async (tx) => {
    const before = curationId === null ? null : await readEntry(tx, curationId)
    const decision = checkedCuration(input, shelf, before)
    if (before === null) await refuseTooMany(tx)
    const id = before?.curationId ?? newId('curation', now)
    await write(tx, id, decision, before, by, now)
    const after = await readEntry(tx, id)
    await note(tx, before ? 'changed' : 'added', before, after, by, now)
    return after
  })
}

/** Takes a decision back; it stays among the changes. Throws `not-found`. */
export function removeCuration(db: Db, curationId: string, by: string | null, now: Date): Promise<void> {
  return changing(db, async (tx) => {
    const before = await readEntry(tx, curationId)
    await tables(tx)
      .deleteFrom('recommendation_curation')
      .where('curation_id', '=', before.curationId)
      .execute()
    await note(tx, 'removed', before, null, by, now)
  })
}

/** Who changed what, newest first. */
export async function curationChanges(db: Db, limit: number): Promise<CurationChange[]> {
  const rows = await tables(db)
    .selectFrom('recommendation_changes')
    .selectAll()
    .orderBy('rev', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    curationId: row.curation_id,
    change: row.change,
    before: entryOf(row.before),
    after: entryOf(row.after),
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  }))
}

async function readEntry(tx: Db, curationId: string): Promise<CurationEntry> {
  const row = await tables(tx)
    .selectFrom('recommendation_curation')
    .selectAll()
    .where('curation_id', '=', storableText(curationId))
    .executeTakeFirst()
  if (!row) throw new Problem('not-found', 'There is no such decision')
  return toEntry(row)
}

async function refuseTooMany(tx: Db): Promise<void> {
  const { rows } = await sql<{ count: string }>`
    select count(*) as count from recommendation_curation`.execute(tx)
  if (Number(rows[0]?.count ?? 0) >= MOST)
    throw new Problem('conflict', `There are ${MOST} decisions already. Remove some that are over.`)
}

async function write(
  tx: Db,
  curationId: string,
  decision: CurationDecision,
  before: CurationEntry | null,
  by: string | null,
  now: Date,
): Promise<void> {
  const { attribute } = decision
  const row = {
    kind: decision.kind,
    row_name: decision.row,
    context_product_id: decision.contextProductId,
    context_category: decision.contextCategory,
    product_id: decision.productId,
    brand: decision.brand,
    category: decision.category,
    attribute_name: attribute?.name ?? null,
    attribute_value: attribute?.value ?? null,
    position: decision.position,
    note: decision.note,
    starts_at: decision.startsAt,
    ends_at: decision.endsAt,
    updated_by: by,
    updated_at: now,
  }
  if (before)
    await tables(tx)
      .updateTable('recommendation_curation')
      .set({ ...row, rev: sql<number>`nextval('curation_rev')` })
      .where('curation_id', '=', curationId)
      .execute()
  else
    await tables(tx)
      .insertInto('recommendation_curation')
      .values({ curation_id: curationId, created_by: by, created_at: now, ...row })
      .execute()
}

async function note(
  tx: Db,
  change: CurationChange['change'],
  before: CurationEntry | null,
  after: CurationEntry | null,
  by: string | null,
  now: Date,
): Promise<void> {
  await tables(tx)
    .insertInto('recommendation_changes')
    .values({
      curation_id: (after ?? before)?.curationId ?? '',
      change,
      before: before && storableJson(before),
      after: after && storableJson(after),
      changed_by: by,
      changed_at: now,
    })
    .execute()
}

/** As it was written; in JSON its times are texts. */
function entryOf(stored: unknown): CurationEntry | null {
  if (stored === null) return null
  const entry = stored as CurationEntry
  const date = (at: Date | null) => (at === null ? null : new Date(at))
  return {
    ...entry,
    startsAt: date(entry.startsAt),
    endsAt: date(entry.endsAt),
    createdAt: new Date(entry.createdAt),
    updatedAt: new Date(entry.updatedAt),
  }
}

function changing<T>(db: Db, change: (tx: Db) => Promise<T>): Promise<T> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', 'recommendation curation')
    return change(tx)
  })
}
