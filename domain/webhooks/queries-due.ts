import { type RawBuilder, type Selectable, sql } from 'kysely'
import { type Db, inTransaction, lock, storableText } from '#store/index.ts'
import type { DeliveryRow } from './queries-deliveries.ts'
import type { WebhookTables } from './tables.ts'
import { DISABLED_AFTER_MS } from './webhooks.ts'

type WebhookRow = Selectable<WebhookTables['webhooks']>

/** At one endpoint at a time. */
const AT_ONCE = 4
/** Longer than any try takes: after it, whoever was sending is taken for stopped. */
const LEASE_MS = 60_000

/** When there is something to tell an endpoint that is on; null: nothing. */
export async function nextDelivery(db: Db): Promise<Date | null> {
  const { rows } = await sql<{ at: Date | null }>`
    select min(d.due_at) as at from webhooks w join webhook_deliveries d on d.webhook_id = w.webhook_id
    where w.state = 'on' and d.state in ('waiting', 'sending')`.execute(db)
  return rows[0]?.at ?? null
}

/** The endpoints that have something due. */
export async function dueWebhooks(db: Db, now: Date): Promise<string[]> {
  const { rows } = await sql<{ webhook_id: string }>`
    select w.webhook_id from webhooks w where w.state = 'on' and exists (
      select 1 from webhook_deliveries d where d.webhook_id = w.webhook_id
        and d.state in ('waiting', 'sending') and d.due_at <= ${now})
    order by w.webhook_id`.execute(db)
  return rows.map((row) => row.webhook_id)
}

/** Ids of the endpoints that are on, for set-based reads: webhook_id. */
export const openWebhooks: RawBuilder<unknown> = sql`select webhook_id from webhooks where state = 'on'`

/** It took what somebody else of the house told it. */
export async function noteTaken(db: Db, webhookId: string, now: Date): Promise<void> {
  await sql`update webhooks set last_success_at = ${now}, failing_since = null
    where webhook_id = ${webhookId}`.execute(db)
}

export interface Claimed {
  webhook: WebhookRow
  rows: DeliveryRow[]
}

/**
 * Takes what is due at one endpoint, a few at a time, for whoever asks alone. Of each customer one at a time, in
 * the order in which things were written down: what came later waits while an earlier one is tried again.
 */
export function claimDeliveries(db: Db, webhookId: string, now: Date): Promise<Claimed | null> {
  return inTransaction(db, async (tx) => {
    await lock(tx, 'budget', `webhook ${webhookId}`)
    const { rows: found } = await sql<WebhookRow>`
      select * from webhooks where webhook_id = ${webhookId} and state = 'on'`.execute(tx)
    const [webhook] = found
    if (!webhook) return null
    const { rows } = await sql<DeliveryRow>`
      update webhook_deliveries set state = 'sending', attempts = attempts + 1,
        first_tried_at = coalesce(first_tried_at, ${now}), due_at = ${new Date(now.getTime() + LEASE_MS)}
      where delivery_id in (
        select d.delivery_id from webhook_deliveries d
        where d.webhook_id = ${webhookId} and d.state in ('waiting', 'sending') and d.due_at <= ${now}
          and not exists (select 1 from webhook_deliveries e where e.webhook_id = d.webhook_id
            and d.customer_id <> '' and e.customer_id = d.customer_id and e.seq < d.seq
            and e.state in ('waiting', 'sending'))
        order by d.due_at, d.seq
        limit greatest(0, ${AT_ONCE} - (select count(*) from webhook_deliveries f where f.webhook_id = ${webhookId}
          and f.state = 'sending' and f.due_at > ${now})))
      returning *`.execute(tx)
    return { webhook, rows: rows.sort((a, b) => Number(a.seq) - Number(b.seq)) }
  })
}

export interface Told {
  status: number | null
  answer: string | null
  error: string | null
}

/** It took it. */
export async function finishDelivery(db: Db, row: DeliveryRow, told: Told, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await close(tx, row, 'done', told, now)
    await noteTaken(tx, row.webhook_id, now)
  })
}

/** It did not take it: again at `again`, or never. An endpoint that fails for days is switched off. */
export async function failDelivery(
  db: Db,
  row: DeliveryRow,
  told: Told & { again: Date | null },
  now: Date,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (told.again === null) await close(tx, row, 'failed', told, now)
    else
      await sql`update webhook_deliveries set state = 'waiting', due_at = ${told.again}, status = ${told.status},
          answer = ${text(told.answer)}, error = ${text(told.error)}
        where ${stillOurs(row)}`.execute(tx)
    await noteFailing(tx, row.webhook_id, now)
  })
}

/** Its first failure since it last answered well begins the days. Answers nothing where it does well. */
export async function noteFailing(tx: Db, webhookId: string, now: Date): Promise<void> {
  await sql`update webhooks set failing_since = coalesce(failing_since, ${now}::timestamptz),
      state = case when state = 'on' and failing_since < ${new Date(now.getTime() - DISABLED_AFTER_MS)}
        then 'disabled' else state end,
      note = case when state = 'on' and failing_since < ${new Date(now.getTime() - DISABLED_AFTER_MS)}
        then 'It has taken nothing for five days' else note end
    where webhook_id = ${webhookId}`.execute(tx)
}

/** It said 410: it is told nothing more. This one counts as failed; what waits goes on waiting. */
export async function endWebhook(db: Db, row: DeliveryRow, told: Told, now: Date): Promise<void> {
  await inTransaction(db, async (tx) => {
    await close(tx, row, 'failed', told, now)
    await markGone(tx, row.webhook_id)
  })
}

export async function markGone(tx: Db, webhookId: string): Promise<void> {
  await sql`update webhooks set state = 'gone', note = 'It said that it is gone for good (410)', rev = rev + 1
    where webhook_id = ${webhookId} and state = 'on'`.execute(tx)
}

async function close(
  tx: Db,
  row: DeliveryRow,
  state: 'done' | 'failed',
  { status, answer, error }: Told,
  now: Date,
): Promise<void> {
  await sql`update webhook_deliveries set state = ${state}, ended_at = ${now}, status = ${status},
      answer = ${text(answer)}, error = ${text(error)}
    where ${stillOurs(row)}`.execute(tx)
}

const text = (value: string | null) => (value === null ? null : storableText(value))

/** Not erased, and not taken over by another process. */
const stillOurs = ({ customer_id, delivery_id, attempts }: DeliveryRow) =>
  sql`customer_id = ${customer_id} and delivery_id = ${delivery_id} and state = 'sending' and attempts = ${attempts}`
