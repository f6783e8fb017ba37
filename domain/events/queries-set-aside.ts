import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { withoutCardsIn } from '#domain/identity/index.ts'
import { type Db, storableText } from '#store/index.ts'
import { type EventTrust, isFields, type Proof, type Refusal, type RefusalCode } from './events.ts'
import { personsIn, textOf } from './named-persons.ts'
import { messageKey, type StoredAs } from './queries.ts'
import type { EventTables } from './tables.ts'

const tables = (db: Db) => db.withTables<EventTables>()

/** A call that could not be taken, with all that it takes to try it again. */
export interface SetAsideInput {
  raw: unknown
  refusal: Refusal
  source: string
  trust: EventTrust
  sentAt: Date | null
  proof: Proof | null
  receivedAt: Date
}

const MAX_BODY_CHARS = 100_000

/**
 * Keeps calls that could not be taken, whole, with their reasons. A message that is sent again and fails for
 * the same reason is kept once. Answers the id of each, null for one that was there already.
 */
export async function setAside(db: Db, inputs: readonly SetAsideInput[]): Promise<(string | null)[]> {
  if (inputs.length === 0) return []
  const records = inputs.map((input) => ({
    id: newId('setAside', input.receivedAt),
    source: input.source,
    trust: input.trust,
    ...input.refusal,
    field: storableText(input.refusal.field).slice(0, 300),
    message: storableText(input.refusal.message).slice(0, 500),
    name: nameOf(input.raw),
    key: keyOf(input),
    body: storableText(JSON.stringify(withoutCardsIn(input.raw)) ?? 'null').slice(0, MAX_BODY_CHARS),
    identifiers: personsIn(input.raw).map(({ kind, value }) => `${kind} ${value}`),
    sentAt: input.sentAt,
    proof: input.proof,
    receivedAt: input.receivedAt,
  }))
  const { rows } = await sql<{ id: string }>`
    insert into events_set_aside (set_aside_id, source, trust, code, field, message, name, message_key, body,
      identifiers, sent_at, proof, received_at)
    select id, source, trust, code, field, message, name, key, body, identifiers, "sentAt",
      case when jsonb_typeof(proof) = 'object' then proof end, "receivedAt"
    from jsonb_to_recordset(${JSON.stringify(records)}::jsonb) as r(id text, source text, trust text, code text,
      field text, message text, name text, key uuid, body text, identifiers text[], "sentAt" timestamptz,
      proof jsonb, "receivedAt" timestamptz)
    on conflict (message_key, code) do nothing returning set_aside_id as id`.execute(db)
  const kept = new Set(rows.map(({ id }) => id))
  return records.map(({ id }) => (kept.has(id) ? id : null))
}

function nameOf(raw: unknown): string | null {
  const name = isFields(raw) ? raw.event : undefined
  return typeof name === 'string' ? storableText(name).slice(0, 200) : null
}

function keyOf({ raw, trust }: SetAsideInput): string | null {
  const messageId = isFields(raw) ? textOf(raw.messageId) : null
  return messageId === null ? null : messageKey({ trust, messageId })
}

export interface SetAsideRow {
  setAsideId: string
  source: string
  trust: EventTrust
  code: RefusalCode
  field: string
  message: string
  name: string | null
  body: unknown
  sentAt: Date | null
  proof: Proof | null
  receivedAt: Date
}

export interface SetAsideFilter {
  ids?: readonly string[]
  code?: string
  name?: string
  source?: string
  /** The id that an earlier page ended with. */
  after?: string
}

/** What is still set aside, oldest first. */
export async function listSetAside(db: Db, filter: SetAsideFilter, limit: number): Promise<SetAsideRow[]> {
  let query = tables(db).selectFrom('events_set_aside').selectAll().where('replayed_at', 'is', null)
  if (filter.ids) query = query.where('set_aside_id', '=', sql<string>`any(${[...filter.ids]})`)
  if (filter.code) query = query.where('code', '=', sql<RefusalCode>`${filter.code}`)
  if (filter.name) query = query.where('name', '=', filter.name)
  if (filter.source) query = query.where('source', '=', filter.source)
  if (filter.after) query = query.where('set_aside_id', '>', filter.after)
  const rows = await query.orderBy('set_aside_id').limit(limit).execute()
  return rows.map((row) => ({
    setAsideId: row.set_aside_id,
    source: row.source,
    trust: row.trust,
    code: row.code,
    field: row.field,
    message: row.message,
    name: row.name,
    body: parsed(row.body),
    sentAt: row.sent_at,
    proof: row.proof,
    receivedAt: row.received_at,
  }))
}

/** A body that was cut, because it was longer than any event may be, is shown as the text it is. */
function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** Notes what came of a replay. Its body is not needed any more: the event has it. */
export async function markReplayed(
  tx: Db,
  replayed: readonly { setAsideId: string; outcome: StoredAs }[],
  now: Date,
): Promise<void> {
  if (replayed.length === 0) return
  await sql`
    update events_set_aside s set replayed_at = ${now}, outcome = r.outcome, body = '{}', identifiers = '{}'
    from jsonb_to_recordset(${JSON.stringify(replayed)}::jsonb) as r("setAsideId" text, outcome text)
    where s.set_aside_id = r."setAsideId"`.execute(tx)
}

/** How many are set aside for what, of which source and name; the most first. */
export async function setAsideGroups(
  db: Db,
): Promise<{ source: string; code: RefusalCode; name: string | null; events: number; lastAt: Date }[]> {
  const rows = await tables(db)
    .selectFrom('events_set_aside')
    .select(({ fn }) => [
      'source',
      'code',
      'name',
      fn.countAll<number>().as('events'),
      fn.max('received_at').as('lastAt'),
    ])
    .where('replayed_at', 'is', null)
    .groupBy(['source', 'code', 'name'])
    .orderBy('events', 'desc')
    .limit(200)
    .execute()
  return rows
}
