import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import { type DataRequest, type Decision, decide, OPEN_MS, type RequestKind } from './rights.ts'
import type { RightsTables } from './tables.ts'

const tables = (db: Db) => db.withTables<RightsTables>()

function toRequest(row: Selectable<RightsTables['data_requests']>): DataRequest {
  return {
    requestId: row.request_id,
    customerId: row.customer_id,
    kind: row.kind,
    subject: row.subject,
    reason: row.reason,
    status: row.status,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    doneAt: row.done_at,
    openUntil: row.open_until,
    counts: row.counts,
  }
}

/** Asks; somebody else must agree. Throws `conflict` where the same is asked of this person already. */
export async function askRequest(
  db: Db,
  input: { customerId: string; kind: RequestKind; subject: string; reason: string; staffId: string },
  now: Date,
): Promise<DataRequest> {
  const row = await tables(db)
    .insertInto('data_requests')
    .values({
      request_id: newId('dataRequest', now),
      customer_id: input.customerId,
      kind: input.kind,
      subject: storableText(input.subject),
      subject_hashes: [],
      erased_ids: [],
      reason: storableText(input.reason),
      status: 'waiting',
      asked_by: input.staffId,
      asked_at: now,
      decided_by: null,
      decided_at: null,
      done_at: null,
      open_until: null,
      counts: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new Problem('conflict', 'That is asked for this person already')
  return toRequest(row)
}

/** The newest first. */
export async function listRequests(
  db: Db,
  options: { customerId?: string; before?: Date; limit: number },
): Promise<DataRequest[]> {
  let query = tables(db)
    .selectFrom('data_requests')
    .selectAll()
    .orderBy('asked_at', 'desc')
    .orderBy('request_id', 'desc')
    .limit(options.limit)
  if (options.customerId !== undefined) query = query.where('customer_id', '=', options.customerId)
  if (options.before) query = query.where('asked_at', '<', options.before)
  return (await query.execute()).map(toRequest)
}

export async function findRequest(db: Db, requestId: string): Promise<DataRequest | null> {
  const row = await tables(db)
    .selectFrom('data_requests')
    .selectAll()
    .where('request_id', '=', requestId)
    .executeTakeFirst()
  return row ? toRequest(row) : null
}

const refusals = {
  not_waiting: 'This request has been decided already',
  own_request: 'Somebody else must decide: who asked may only take it back',
  not_own_request: 'Only who asked may take a request back',
}

/** Decides a waiting request once. Throws `not-found`, and `conflict` or `forbidden` where it may not be. */
export function decideRequest(
  db: Db,
  requestId: string,
  decision: Decision,
  staffId: string,
  now: Date,
): Promise<DataRequest> {
  return inTransaction(db, async (tx) => {
    const row = await tables(tx)
      .selectFrom('data_requests')
      .selectAll()
      .where('request_id', '=', requestId)
      .forUpdate()
      .executeTakeFirst()
    if (!row) throw new Problem('not-found', 'There is no such request')
    const decided = decide(toRequest(row), decision, staffId)
    if (!decided.allowed)
      throw new Problem(decided.reason === 'not_waiting' ? 'conflict' : 'forbidden', refusals[decided.reason])
    const open = decided.status === 'approved' ? new Date(now.getTime() + OPEN_MS) : null
    const written = await tables(tx)
      .updateTable('data_requests')
      .set({ status: decided.status, decided_by: staffId, decided_at: now, open_until: open })
      .where('request_id', '=', requestId)
      .returningAll()
      .executeTakeFirstOrThrow()
    return toRequest(written)
  })
}

/** Notes that an approved request was carried out; false: it was already, so that an archive is fetched once. */
export async function finishRequest(
  db: Db,
  requestId: string,
  counts: Record<string, number>,
  now: Date,
): Promise<boolean> {
  const row = await tables(db)
    .updateTable('data_requests')
    .set({ status: 'done', done_at: now, open_until: null, counts: JSON.stringify(counts) })
    .where('request_id', '=', requestId)
    .where('status', '=', sql.lit('approved'))
    .returning('request_id')
    .executeTakeFirst()
  return row !== undefined
}
