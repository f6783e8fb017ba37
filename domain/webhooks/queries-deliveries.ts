import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { Problem } from '#contract/problem.ts'
import { WEBHOOK_TEST } from '#contract/webhooks.ts'
import type { Db } from '#store/index.ts'
import type { WebhookTables } from './tables.ts'
import type { Delivery } from './webhooks.ts'

const tables = (db: Db) => db.withTables<WebhookTables>()
export type DeliveryRow = Selectable<WebhookTables['webhook_deliveries']>

/** What an endpoint was told and is to be told, the latest first; `before` is the last one's `seq`. */
export async function deliveriesOf(
  db: Db,
  webhookId: string,
  page: { limit: number; before?: number | undefined; state?: Delivery['state'] | undefined },
): Promise<Delivery[]> {
  const { limit, before, state } = page
  const rows = await tables(db)
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
    .$if(state !== undefined, (query) => query.where('state', '=', state ?? 'waiting'))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toDelivery)
}

export function toDelivery(row: DeliveryRow): Delivery {
  return {
    deliveryId: row.delivery_id,
    webhookId: row.webhook_id,
    seq: Number(row.seq),
    event: row.event,
    customerId: row.customer_id || null,
    data: row.data,
    state: row.state,
    attempts: row.attempts,
    happenedAt: row.happened_at,
    dueAt: row.due_at,
    endedAt: row.ended_at,
    status: row.status,
    answer: row.answer,
    error: row.error,
  }
}

/**
 * Sends one again, from the beginning: under the same id, so that who had it knows. Throws `not-found`, or
 * `conflict` where it is under way.
 */
export async function replayDelivery(db: Db, deliveryId: string, now: Date): Promise<void> {
  const done = await tables(db)
    .updateTable('webhook_deliveries')
    .set({ state: 'waiting', attempts: 0, first_tried_at: null, due_at: now, ended_at: null, error: null })
    .where('delivery_id', '=', deliveryId)
    .where('state', '!=', 'sending')
    .executeTakeFirst()
  if (done.numUpdatedRows > 0n) return
  const known = await sql`select 1 from webhook_deliveries where delivery_id = ${deliveryId}`.execute(db)
  if (known.rows.length > 0) throw new Problem('conflict', 'It is being sent right now')
  throw new Problem('not-found', 'There is no such delivery')
}

/** Notes a message about nobody, to try the endpoint with; answers its id. */
export async function testWebhook(db: Db, webhookId: string, now: Date): Promise<string> {
  const deliveryId = newId('webhookDelivery', now)
  const { numAffectedRows } = await sql`
    insert into webhook_deliveries (customer_id, delivery_id, webhook_id, event, data, state, attempts, happened_at, due_at)
    select '', ${deliveryId}, webhook_id, ${WEBHOOK_TEST}, jsonb_build_object('webhookId', webhook_id), 'waiting', 0,
      ${now}, ${now}
    from webhooks where webhook_id = ${webhookId} and state = 'on'`.execute(db)
  if (!numAffectedRows) throw new Problem('conflict', 'Switch the endpoint on first')
  return deliveryId
}
