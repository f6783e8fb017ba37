import { type Selectable, sql } from 'kysely'
import type { AudienceKind } from '#contract/audiences.ts'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { AudienceExport, Entry } from './audiences.ts'
import { lockAudiences } from './queries-judge.ts'
import type { AudienceTables } from './tables.ts'

type Row = Selectable<AudienceTables['audience_exports']>
/** A row as it is, or as JSON brings it. */
type AnyRow = Omit<Row, 'taken_at' | 'arrived_at'> & {
  taken_at: Date | string
  arrived_at: Date | string | null
}

export function exportRow(row: AnyRow): AudienceExport {
  return {
    exportId: row.export_id,
    mode: row.mode,
    sequence: Number(row.sequence),
    added: row.added,
    removed: row.removed,
    takenAt: new Date(row.taken_at),
    arrivedAt: row.arrived_at === null ? null : new Date(row.arrived_at),
    error: row.error,
  }
}

/** What was sent and taken of a list, the latest first. */
export async function exportsOf(db: Db, audienceId: string, limit: number): Promise<AudienceExport[]> {
  const { rows } = await sql<Row>`
    select * from audience_exports where audience_id = ${audienceId} order by sequence desc limit ${limit}`.execute(
    db,
  )
  return rows.map(exportRow)
}

export interface Part {
  exportId: string
  sequence: number
  added: Entry[]
  removed: Entry[]
}

type Marked = { part: 'added' | 'removed'; kind: AudienceKind; hash: string }

/**
 * Marks what this sending brings: removals first, at most `limit` hashes. From now on the destination may have
 * what is added, whatever becomes of the sending. Under the lock; null: nothing is to be told.
 */
export async function markPart(
  tx: Db,
  audienceId: string,
  { mode, limit, by }: { mode: Row['mode']; limit: number | null; by: string | null },
  now: Date,
): Promise<Part | null> {
  const exportId = newId('audienceExport', now)
  await keepShared(tx, audienceId)
  const removed = await markRemoved(tx, audienceId, exportId, limit)
  const left = limit === null ? null : Math.max(0, limit - removed.length)
  const added =
    left === 0 ? [] : await markAdded(tx, { audienceId, exportId, limit: left, all: mode === 'full' }, now)
  if (mode === 'push' && removed.length + added.length === 0) return null
  const { rows } = await sql<{ sequence: number }>`
    update audiences set sequence = sequence + 1 where audience_id = ${audienceId} returning sequence`.execute(
    tx,
  )
  const sequence = Number(rows[0]?.sequence ?? 0)
  await sql`insert into audience_exports (export_id, audience_id, mode, sequence, added, removed, taken_at, taken_by)
    values (${exportId}, ${audienceId}, ${mode}, ${sequence}, ${added.length}, ${removed.length}, ${now}, ${by})`.execute(
    tx,
  )
  return { exportId, sequence, added, removed }
}

/**
 * One hash may stand for two customers. Where one of them may still be in the list, the destination is not told to
 * forget it: it is that one's from now on.
 */
async function keepShared(tx: Db, audienceId: string): Promise<void> {
  const { rows } = await sql<{ kind: AudienceKind; hash: string }>`
    with shared as (
      select w.kind, w.hash from audience_members w where w.audience_id = ${audienceId} and w.wanted and (
        exists (select 1 from audience_members m where m.audience_id = w.audience_id and m.kind = w.kind
          and m.hash = w.hash and not m.wanted)
        or exists (select 1 from audience_removals r where r.audience_id = w.audience_id and r.kind = w.kind
          and r.hash = w.hash))),
    members as (
      delete from audience_members m using shared s where m.audience_id = ${audienceId} and not m.wanted
        and m.kind = s.kind and m.hash = s.hash),
    removals as (
      delete from audience_removals r using shared s where r.audience_id = ${audienceId}
        and r.kind = s.kind and r.hash = s.hash)
    select kind, hash from shared`.execute(tx)
  if (rows.length === 0) return
  await sql`update audience_members m set held = 'maybe', export_id = null, sent_as = null
    from unnest(${rows.map((row) => row.kind)}::text[], ${rows.map((row) => row.hash)}::text[]) as s(kind, hash)
    where m.audience_id = ${audienceId} and m.wanted and m.kind = s.kind and m.hash = s.hash and m.held = 'no'`.execute(
    tx,
  )
}

async function markRemoved(
  tx: Db,
  audienceId: string,
  exportId: string,
  limit: number | null,
): Promise<Entry[]> {
  const most = limit === null ? sql`` : sql`limit ${limit}`
  const { rows } = await sql<Marked>`
    with gone as (
      update audience_members m set export_id = ${exportId}, sent_as = 'removed'
      from (select customer_id, kind, hash from audience_members
        where audience_id = ${audienceId} and not wanted order by changed_at, hash ${most}) d
      where m.audience_id = ${audienceId} and m.customer_id = d.customer_id and m.kind = d.kind and m.hash = d.hash
      returning m.kind, m.hash),
    erased as (
      update audience_removals r set export_id = ${exportId} where r.audience_id = ${audienceId}
      returning r.kind, r.hash)
    select kind, hash from gone union select kind, hash from erased`.execute(tx)
  return rows.map(({ kind, hash }) => ({ kind, hash }))
}

async function markAdded(
  tx: Db,
  {
    audienceId,
    exportId,
    limit,
    all,
  }: { audienceId: string; exportId: string; limit: number | null; all: boolean },
  now: Date,
): Promise<Entry[]> {
  const most = limit === null ? sql`` : sql`limit ${limit}`
  const { rows } = await sql<Marked>`
    with come as (
      update audience_members m set export_id = ${exportId}, sent_as = 'added', changed_at = ${now},
        held = case when m.held = 'yes' then 'yes' else 'maybe' end
      from (select customer_id, kind, hash from audience_members
        where audience_id = ${audienceId} and wanted and ${all ? sql`true` : sql`held <> 'yes'`}
        order by changed_at, hash ${most}) d
      where m.audience_id = ${audienceId} and m.customer_id = d.customer_id and m.kind = d.kind and m.hash = d.hash
      returning m.kind, m.hash)
    select distinct kind, hash from come`.execute(tx)
  return rows.map(({ kind, hash }) => ({ kind, hash }))
}

/**
 * It arrived: what was added is there, what was removed is gone. What has changed since it was marked is told by a
 * later one. Under the lock.
 */
export async function notePartArrived(tx: Db, exportId: string, now: Date): Promise<void> {
  await sql`delete from audience_members where export_id = ${exportId} and sent_as = 'removed' and not wanted`.execute(
    tx,
  )
  await sql`delete from audience_removals where export_id = ${exportId}`.execute(tx)
  // removed there, and wanted again by now
  await sql`update audience_members set held = 'no', export_id = null, sent_as = null
    where export_id = ${exportId} and sent_as = 'removed'`.execute(tx)
  await sql`update audience_members set held = 'yes', export_id = null, sent_as = null
    where export_id = ${exportId} and sent_as = 'added' and wanted`.execute(tx)
  await sql`update audience_exports set arrived_at = ${now}, error = null where export_id = ${exportId}`.execute(
    tx,
  )
}

/** The platform has taken it. Throws `not-found`; `conflict` where a later file was confirmed already. */
export function confirmFile(db: Db, exportId: string, now: Date): Promise<AudienceExport> {
  return inTransaction(db, async (tx) => {
    await lockAudiences(tx)
    const { rows } = await sql<Row & { overtaken: boolean }>`
      select x.*, exists (select 1 from audience_exports y where y.audience_id = x.audience_id
        and y.sequence > x.sequence and y.arrived_at is not null) as overtaken
      from audience_exports x where x.export_id = ${exportId} and x.mode <> 'push'`.execute(tx)
    const [row] = rows
    if (!row) throw new Problem('not-found', 'There is no such file')
    if (row.overtaken) throw new Problem('conflict', 'A later file was uploaded already: take a new one')
    await notePartArrived(tx, exportId, now)
    return exportRow({ ...row, arrived_at: row.arrived_at ?? now })
  })
}
