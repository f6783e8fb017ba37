import { type Selectable, sql } from 'kysely'
import { type AudienceInput, audienceInput } from '#contract/audiences.ts'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { findSegment } from '#domain/segments/index.ts'
import { findWebhook } from '#domain/webhooks/index.ts'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import type { Audience } from './audiences.ts'
import { exportRow } from './queries-exports.ts'
import { lockAudiences } from './queries-judge.ts'
import type { AudienceTables } from './tables.ts'

const tables = (db: Db) => db.withTables<AudienceTables>()
type Row = Selectable<AudienceTables['audiences']> & {
  members: number
  to_add: number
  to_remove: number
  last: Parameters<typeof exportRow>[0] | null
}

/** All lists, by name. */
export function listAudiences(db: Db): Promise<Audience[]> {
  return read(db, null)
}

export async function findAudience(db: Db, audienceId: string): Promise<Audience | null> {
  return (await read(db, audienceId))[0] ?? null
}

async function read(db: Db, audienceId: string | null): Promise<Audience[]> {
  const { rows } = await sql<Row>`
    select a.*, coalesce(m.members, 0) as members, coalesce(m.to_add, 0) as to_add,
      coalesce(m.to_remove, 0) + (select count(*)::integer from audience_removals r
        where r.audience_id = a.audience_id) as to_remove,
      (select to_jsonb(x) from audience_exports x where x.audience_id = a.audience_id
        order by x.sequence desc limit 1) as last
    from audiences a left join (
      select audience_id, count(*) filter (where held <> 'no')::integer as members,
        count(*) filter (where wanted and held <> 'yes')::integer as to_add,
        count(*) filter (where not wanted)::integer as to_remove
      from audience_members group by audience_id) m on m.audience_id = a.audience_id
    where ${audienceId === null ? sql`true` : sql`a.audience_id = ${audienceId}`}
    order by a.name, a.audience_id`.execute(db)
  return rows.map(toAudience)
}

function toAudience(row: Row): Audience {
  return {
    audienceId: row.audience_id,
    name: row.name,
    segmentId: row.segment_id,
    format: row.format,
    kinds: row.kinds,
    destination: row.webhook_id === null ? 'file' : { webhookId: row.webhook_id },
    state: row.state,
    members: row.members,
    toAdd: row.to_add,
    toRemove: row.to_remove,
    people: row.people,
    refused: row.refused,
    judgedAt: row.judged_at,
    lastExport: row.last ? exportRow(row.last) : null,
    note: row.note,
    rev: row.rev,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

/**
 * Makes a list, or gives one another name: whom it is of and where it goes stay, because the destination holds
 * people by them. Throws `bad-request` with the field, `not-found` or `conflict`.
 */
export async function saveAudience(
  db: Db,
  input: AudienceInput,
  saving: { audienceId?: string | undefined; rev?: number | undefined; staffId: string | null },
  now: Date,
): Promise<Audience> {
  const parsed = audienceInput.safeParse(input)
  if (!parsed.success)
    throw new Problem('bad-request', 'The audience is not valid', {
      errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    })
  const { data } = parsed
  if (saving.audienceId !== undefined) return rename(db, data.name, { ...saving, id: saving.audienceId }, now)
  const segment = await findSegment(db, storableText(data.segmentId))
  if (segment?.status !== 'live') throw wrong('segmentId', 'is no live segment')
  const webhookId = data.destination === 'file' ? null : storableText(data.destination.webhookId)
  if (webhookId !== null && !(await findWebhook(db, webhookId)))
    throw wrong('destination.webhookId', 'is no endpoint')
  const audienceId = newId('audience', now)
  await tables(db)
    .insertInto('audiences')
    .values({
      audience_id: audienceId,
      name: storableText(data.name),
      segment_id: data.segmentId,
      format: data.format,
      kinds: data.kinds,
      webhook_id: webhookId,
      state: 'on',
      sequence: 0,
      people: 0,
      refused: '{}',
      judged_at: null,
      attempts: 0,
      due_at: null,
      note: null,
      rev: 1,
      created_at: now,
      updated_at: now,
      updated_by: saving.staffId,
    })
    .execute()
  return must(db, audienceId)
}

const wrong = (path: string, message: string) =>
  new Problem('bad-request', `${path} ${message}`, { errors: [{ path, message }] })

async function rename(
  db: Db,
  name: string,
  { id, rev, staffId }: { id: string; rev?: number | undefined; staffId: string | null },
  now: Date,
): Promise<Audience> {
  const done = await tables(db)
    .updateTable('audiences')
    .set({ name: storableText(name), updated_at: now, updated_by: staffId, rev: sql`rev + 1` })
    .where('audience_id', '=', id)
    .$if(rev !== undefined, (query) => query.where('rev', '=', rev ?? 0))
    .executeTakeFirst()
  const audience = await must(db, id)
  if (done.numUpdatedRows === 0n) throw new Problem('conflict', 'Somebody else has changed it meanwhile')
  return audience
}

async function must(db: Db, audienceId: string): Promise<Audience> {
  const found = await findAudience(db, audienceId)
  if (!found) throw new Problem('not-found', 'There is no such audience')
  return found
}

/** Nobody is wanted in it any more: the destination is told to forget everybody. It cannot be begun again. */
export function endAudience(
  db: Db,
  audienceId: string,
  staffId: string | null,
  now: Date,
): Promise<Audience> {
  return inTransaction(db, async (tx) => {
    await lockAudiences(tx)
    await must(tx, audienceId)
    await sql`update audiences set state = 'ended', people = 0, refused = '{}', due_at = ${now}, rev = rev + 1,
      updated_at = ${now}, updated_by = ${staffId} where audience_id = ${audienceId}`.execute(tx)
    await sql`delete from audience_members where audience_id = ${audienceId} and held = 'no'`.execute(tx)
    await sql`update audience_members set wanted = false, changed_at = ${now}
      where audience_id = ${audienceId} and wanted`.execute(tx)
    return must(tx, audienceId)
  })
}

/** A list that has ended, once the destination holds nobody of it. Throws `not-found`, or `conflict` before that. */
export function removeAudience(db: Db, audienceId: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lockAudiences(tx)
    const audience = await must(tx, audienceId)
    if (audience.state !== 'ended' || audience.members + audience.toRemove > 0)
      throw new Problem('conflict', 'End it, and wait until the destination has forgotten everybody')
    await tables(tx).deleteFrom('audiences').where('audience_id', '=', audienceId).execute()
    await tables(tx).deleteFrom('audience_exports').where('audience_id', '=', audienceId).execute()
  })
}
