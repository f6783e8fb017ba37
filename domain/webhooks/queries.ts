import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { type WebhookEvent, type WebhookInput, webhookInput } from '#contract/webhooks.ts'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import type { WebhookTables } from './tables.ts'
import type { Webhook } from './webhooks.ts'

const tables = (db: Db) => db.withTables<WebhookTables>()
type Row = Selectable<WebhookTables['webhooks']> & { waiting: number; failed: number }

const OLD_SECRET_MS = 24 * 3_600_000

/** All endpoints, by name. */
export function listWebhooks(db: Db): Promise<Webhook[]> {
  return read(db, null)
}

export async function findWebhook(db: Db, webhookId: string): Promise<Webhook | null> {
  return (await read(db, webhookId))[0] ?? null
}

async function read(db: Db, webhookId: string | null): Promise<Webhook[]> {
  const { rows } = await sql<Row>`
    select w.*,
      (select count(*)::integer from webhook_deliveries d
        where d.webhook_id = w.webhook_id and d.state in ('waiting', 'sending')) as waiting,
      (select count(*)::integer from webhook_deliveries d
        where d.webhook_id = w.webhook_id and d.state = 'failed') as failed
    from webhooks w where ${webhookId === null ? sql`true` : sql`w.webhook_id = ${webhookId}`}
    order by w.name, w.webhook_id`.execute(db)
  return rows.map(toWebhook)
}

function toWebhook(row: Row): Webhook {
  return {
    webhookId: row.webhook_id,
    name: row.name,
    url: row.url,
    events: row.events as WebhookEvent[],
    includeContact: row.include_contact,
    state: row.state,
    note: row.note,
    generation: row.generation,
    oldSecretUntil: row.old_until,
    failingSince: row.failing_since,
    lastSuccessAt: row.last_success_at,
    waiting: row.waiting,
    failed: row.failed,
    rev: row.rev,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

export interface SavingWebhook {
  /** Without it a new one is made. */
  webhookId?: string | undefined
  rev?: number | undefined
  staffId: string | null
  /** What is wrong with an address, in words; null: nothing. It asks the network, so it is asked first. */
  check: (url: string) => Promise<string | null>
}

/** Throws `bad-request` with the field, `not-found`, or `conflict` where somebody else was quicker. */
export async function saveWebhook(
  db: Db,
  input: WebhookInput,
  saving: SavingWebhook,
  now: Date,
): Promise<Webhook> {
  const parsed = webhookInput.safeParse(input)
  if (!parsed.success)
    throw new Problem('bad-request', 'The endpoint is not valid', {
      errors: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })),
    })
  const { name, url, events, includeContact } = parsed.data
  const wrong = await saving.check(url)
  if (wrong !== null)
    throw new Problem('bad-request', `The address ${wrong}`, { errors: [{ path: 'url', message: wrong }] })
  const values = {
    name: storableText(name),
    url: storableText(url),
    events,
    include_contact: includeContact,
    updated_at: now,
    updated_by: saving.staffId,
  }
  const webhookId = saving.webhookId ?? newId('webhook', now)
  if (saving.webhookId === undefined)
    await tables(db)
      .insertInto('webhooks')
      .values({ webhook_id: webhookId, ...values, ...fresh, created_at: now })
      .execute()
  else await change(db, webhookId, saving.rev, values)
  return must(db, webhookId)
}

const fresh = {
  state: 'on',
  note: null,
  generation: 1,
  old_until: null,
  failing_since: null,
  last_success_at: null,
  rev: 1,
} as const

async function change(
  db: Db,
  webhookId: string,
  rev: number | undefined,
  values: Partial<Omit<Selectable<WebhookTables['webhooks']>, 'webhook_id'>>,
): Promise<void> {
  const done = await tables(db)
    .updateTable('webhooks')
    .set({ ...values, rev: sql`rev + 1` })
    .where('webhook_id', '=', webhookId)
    .$if(rev !== undefined, (query) => query.where('rev', '=', rev ?? 0))
    .executeTakeFirst()
  if (done.numUpdatedRows > 0n) return
  await must(db, webhookId)
  throw new Problem('conflict', 'Somebody else has changed this endpoint meanwhile')
}

async function must(db: Db, webhookId: string): Promise<Webhook> {
  const found = await findWebhook(db, webhookId)
  if (!found) throw new Problem('not-found', 'There is no such endpoint')
  return found
}

/** A new secret; the one before it signs as well for a day. */
export async function rotateSecret(
  db: Db,
  webhookId: string,
  staffId: string | null,
  now: Date,
): Promise<Webhook> {
  const { numAffectedRows } = await sql`
    update webhooks set generation = generation + 1, old_until = ${new Date(now.getTime() + OLD_SECRET_MS)},
      rev = rev + 1, updated_at = ${now}, updated_by = ${staffId}
    where webhook_id = ${webhookId}`.execute(db)
  if (!numAffectedRows) throw new Problem('not-found', 'There is no such endpoint')
  return must(db, webhookId)
}

/** What waited while it was off is sent when it is on again; what happened meanwhile it is never told. */
export async function switchWebhook(
  db: Db,
  webhookId: string,
  state: 'on' | 'off',
  staffId: string | null,
  now: Date,
): Promise<Webhook> {
  const values = { state, note: null, failing_since: null, updated_at: now, updated_by: staffId }
  await change(db, webhookId, undefined, values)
  return must(db, webhookId)
}

/**
 * The endpoint with all that it was told and was to be told. Throws `not-found`, or `conflict` while a list for ads
 * is sent there: nobody could be taken out of it any more.
 */
export function removeWebhook(db: Db, webhookId: string): Promise<void> {
  return inTransaction(db, async (tx) => {
    const done = await tables(tx)
      .deleteFrom('webhooks')
      .where('webhook_id', '=', webhookId)
      .executeTakeFirst()
      .catch((error: unknown) => {
        if (!isStillReferred(error)) throw error
        throw new Problem('conflict', 'An audience is sent there: end and remove it first')
      })
    if (done.numDeletedRows === 0n) throw new Problem('not-found', 'There is no such endpoint')
    await tables(tx).deleteFrom('webhook_deliveries').where('webhook_id', '=', webhookId).execute()
  })
}

/** PostgreSQL's foreign_key_violation. */
function isStillReferred(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23503'
}
