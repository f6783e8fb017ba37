import { sql } from 'kysely'
import { openWebhooks } from '#domain/webhooks/index.ts'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import { markPart, notePartArrived, type Part } from './queries-exports.ts'
import { type AudienceRow, type JudgeDeps, judge, lockAudiences } from './queries-judge.ts'

/** Hashes in one message: about 100 KB. */
const CHUNK = 1000
/** Longer than any try takes: after it, whoever was sending is taken for stopped. */
const LEASE_MS = 60_000

/** When a list whose endpoint is on has something to tell; null: none has. */
export async function nextPush(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(a.due_at) as at from audiences a join (${openWebhooks}) w on w.webhook_id = a.webhook_id`.execute(
    db,
  )
  return rows[0]?.at ?? null
}

/** Whether anybody is noted. */
export async function anyNoted(db: Db): Promise<boolean> {
  const { rows } = await sql`select 1 from audience_queue limit 1`.execute(db)
  return rows.length > 0
}

export async function duePushes(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ audience_id: string }>`
    select a.audience_id from audiences a join (${openWebhooks}) w on w.webhook_id = a.webhook_id
    where a.due_at <= ${now} order by a.audience_id`.execute(db)
  return rows.map((row) => row.audience_id)
}

export interface ClaimedPart {
  audience: AudienceRow & { webhook_id: string }
  part: Part
}

/**
 * The next part of a list, for whoever asks alone: what was sent before must have been answered, or be lost. Whom
 * it would add is judged once more, in the same transaction. null: nothing is to be told, or somebody is at it.
 */
export function claimPart(db: Db, audienceId: string, deps: JudgeDeps): Promise<ClaimedPart | null> {
  const { now } = deps
  return inTransaction(db, async (tx) => {
    await lockAudiences(tx)
    const { rows } = await sql<AudienceRow>`
      select * from audiences where audience_id = ${audienceId} and due_at <= ${now}`.execute(tx)
    const [audience] = rows
    if (!audience || audience.webhook_id === null) return null
    if (audience.state === 'on') await judge(tx, audience, await nextAdded(tx, audienceId), deps)
    const part = await markPart(tx, audienceId, { mode: 'push', limit: CHUNK, by: null }, now)
    const due = part ? new Date(now.getTime() + LEASE_MS) : null
    await sql`update audiences set due_at = ${due}, attempts = ${part ? sql`attempts + 1` : sql`0`}
      where audience_id = ${audienceId}`.execute(tx)
    if (!part) return null
    const claimed = { ...audience, webhook_id: audience.webhook_id, attempts: audience.attempts + 1 }
    return { audience: claimed, part }
  })
}

async function nextAdded(tx: Db, audienceId: string): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from (select customer_id from audience_members
      where audience_id = ${audienceId} and wanted and held <> 'yes' order by changed_at, hash limit ${CHUNK}) next`.execute(
    tx,
  )
  return rows.map((row) => row.customer_id)
}

/** It was taken; the next part is due at once. */
export function finishPart(db: Db, { audience, part }: ClaimedPart, now: Date): Promise<void> {
  return inTransaction(db, async (tx) => {
    await lockAudiences(tx)
    await notePartArrived(tx, part.exportId, now)
    await sql`update audiences set due_at = ${now}, attempts = 0, note = null
      where audience_id = ${audience.audience_id}`.execute(tx)
  })
}

/** It was not, or nobody knows: the next try is a new part, of what is to be told by then. */
export async function failPart(
  db: Db,
  { audience, part }: ClaimedPart,
  { note, again }: { note: string; again: Date },
): Promise<void> {
  await sql`update audience_exports set error = ${storableText(note)} where export_id = ${part.exportId}`.execute(
    db,
  )
  await sql`update audiences set due_at = ${again}, note = ${storableText(note)}
    where audience_id = ${audience.audience_id}`.execute(db)
}
