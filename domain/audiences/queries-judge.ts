import { type Selectable, sql } from 'kysely'
import type { AudienceRefusal } from '#contract/audiences.ts'
import { rootsOf } from '#domain/identity/index.ts'
import { joinedRelation } from '#domain/segments/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import type { Entry } from './audiences.ts'
import { entriesOf, usableForAds } from './judge-person.ts'
import { usesOf } from './queries-people.ts'
import type { AudienceTables } from './tables.ts'

export type AudienceRow = Selectable<AudienceTables['audiences']>

/** Judging, sending and an erasure take turns: none writes down what another has just taken away. */
export const lockAudiences = (tx: Db): Promise<void> => lock(tx, 'budget', 'audiences')

/** Asked of at once: an embedded server stands still for so long. */
const AT_ONCE = 250
const WHOLE_EVERY_MS = 3_600_000
/** A round ends, whatever comes in meanwhile. */
const MOST_BATCHES = 40

/** Lists that are on. */
export async function liveAudiences(db: Db): Promise<AudienceRow[]> {
  const { rows } = await sql<AudienceRow>`
    select * from audiences where state = 'on' order by audience_id`.execute(db)
  return rows
}

/** Works off the notes of whoever something has happened to. Answers how many customers were judged. */
export async function judgeNoted(db: Db, suppressionKey: string, now: Date): Promise<number> {
  let judged = 0
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const waiting = await sql`select 1 from audience_queue limit 1`.execute(db)
    if (waiting.rows.length === 0) break
    judged += await inTransaction(db, async (tx) => {
      await lockAudiences(tx)
      const noted = await takeNotes(tx)
      for (const audience of await liveAudiences(tx))
        await judge(tx, audience, noted, { suppressionKey, now })
      return noted.length
    })
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  return judged
}

async function takeNotes(tx: Db): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    delete from audience_queue where note_id in (select note_id from audience_queue limit ${AT_ONCE})
    returning customer_id`.execute(tx)
  return [...new Set(rows.map((row) => row.customer_id))]
}

export interface JudgeDeps {
  suppressionKey: string
  now: Date
}

/**
 * Whom the list is of, among these customers, as of now: writes down who is wanted and who is not any more.
 * Answers the refusals. Under the lock.
 */
export async function judge(
  tx: Db,
  audience: AudienceRow,
  customerIds: readonly string[],
  { suppressionKey, now }: JudgeDeps,
): Promise<Map<string, AudienceRefusal>> {
  const refused = new Map<string, AudienceRefusal>()
  if (customerIds.length === 0) return refused
  const roots = [...(await rootsOf(tx, [...customerIds])).values()]
  const inside = await membersAmong(tx, audience.segment_id, roots)
  const uses = await usesOf(tx, inside, suppressionKey)
  const wanted: (Entry & { customerId: string })[] = []
  for (const rootId of inside) {
    const person = uses.get(rootId)
    if (!person) continue
    const answer = usableForAds(person, audience.kinds, now)
    if (answer.allowed)
      wanted.push(
        ...entriesOf(answer.addresses, audience.format).map((entry) => ({ ...entry, customerId: rootId })),
      )
    else refused.set(rootId, answer.reason)
  }
  await write(tx, audience, { ids: [...new Set([...customerIds, ...roots])], wanted }, now)
  return refused
}

async function membersAmong(tx: Db, segmentId: string, roots: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from ${joinedRelation(segmentId)} m where customer_id = any(${[...roots]}::text[])
    order by customer_id`.execute(tx)
  return rows.map((row) => row.customer_id)
}

/** The difference between what stands there of these customers and what is to stand there. */
async function write(
  tx: Db,
  { audience_id: audienceId }: AudienceRow,
  { ids, wanted }: { ids: string[]; wanted: (Entry & { customerId: string })[] },
  now: Date,
): Promise<void> {
  const customers = wanted.map((entry) => entry.customerId)
  const kinds = wanted.map((entry) => entry.kind)
  const hashes = wanted.map((entry) => entry.hash)
  const given = sql`(select * from unnest(${customers}::text[], ${kinds}::text[], ${hashes}::text[])
    as w(customer_id, kind, hash))`
  const gone = sql`m.audience_id = ${audienceId} and m.customer_id = any(${ids}::text[]) and not exists (
    select 1 from ${given} w where w.customer_id = m.customer_id and w.kind = m.kind and w.hash = m.hash)`
  await sql`delete from audience_members m where ${gone} and m.held = 'no'`.execute(tx)
  const left = await sql`
    update audience_members m set wanted = false, changed_at = ${now} where ${gone} and m.wanted`.execute(tx)
  const came = await sql`
    insert into audience_members as m (customer_id, audience_id, kind, hash, wanted, held, changed_at)
    select w.customer_id, ${audienceId}, w.kind, w.hash, true, 'no', ${now} from ${given} w
    on conflict (customer_id, audience_id, kind, hash) do update set wanted = true, changed_at = excluded.changed_at
      where not m.wanted`.execute(tx)
  if ((left.numAffectedRows ?? 0n) + (came.numAffectedRows ?? 0n) > 0n) await makeDue(tx, audienceId, now)
}

/** Something is to be sent; a rest after a failure is kept. */
export async function makeDue(tx: Db, audienceId: string, now: Date): Promise<void> {
  await sql`update audiences set due_at = coalesce(due_at, ${now}::timestamptz)
    where audience_id = ${audienceId} and webhook_id is not null`.execute(tx)
}

/** When a list is to be judged as a whole: time alone lets consent run out. null: there is none. */
export async function nextWhole(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(coalesce(judged_at + ${WHOLE_EVERY_MS} * interval '1 millisecond', created_at)) as at
    from audiences where state = 'on'`.execute(db)
  return rows[0]?.at ?? null
}

/** Judges everybody of a list, chunk by chunk, and whoever stands in it without being in the segment. */
export async function judgeWhole(
  db: Db,
  audience: AudienceRow,
  suppressionKey: string,
  now: Date,
): Promise<void> {
  const counts: Partial<Record<AudienceRefusal, number>> = {}
  let people = 0
  for (let after = ''; ; ) {
    const chunk = await inTransaction(db, async (tx) => {
      await lockAudiences(tx)
      const { rows } = await sql<{ customer_id: string; inside: boolean }>`
        select customer_id, bool_or(inside) as inside from (
          select customer_id, true as inside from ${joinedRelation(audience.segment_id)} s
          union all select customer_id, false from audience_members where audience_id = ${audience.audience_id}
        ) known where customer_id > ${after} group by customer_id order by customer_id limit ${AT_ONCE}`.execute(
        tx,
      )
      const ids = rows.map((row) => row.customer_id)
      const live = await sql`
        select 1 from audiences where audience_id = ${audience.audience_id} and state = 'on'`.execute(tx)
      if (live.rows.length === 0) return []
      const refused = await judge(tx, audience, ids, { suppressionKey, now })
      for (const reason of refused.values()) counts[reason] = (counts[reason] ?? 0) + 1
      people += rows.filter((row) => row.inside).length
      return ids
    })
    if (chunk.length < AT_ONCE) break
    after = chunk.at(-1) ?? ''
    await new Promise((resolve) => setImmediate(resolve)) // timers and sockets have their turn
  }
  await sql`update audiences set judged_at = ${now}, people = ${people}, refused = ${JSON.stringify(counts)}::jsonb
    where audience_id = ${audience.audience_id} and state = 'on'`.execute(db)
}

/** Those whose hour has come. */
export async function judgeDue(db: Db, suppressionKey: string, now: Date): Promise<number> {
  const due = (await liveAudiences(db)).filter(
    ({ judged_at: at }) => at === null || now.getTime() - at.getTime() >= WHOLE_EVERY_MS,
  )
  for (const audience of due) await judgeWhole(db, audience, suppressionKey, now)
  return due.length
}
