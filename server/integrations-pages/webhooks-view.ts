import { Problem } from '#contract/problem.ts'
import type { DeliveriesPage, WebhookRow, WebhooksPage } from '#contract/staff-integrations.ts'
import { webhookEventNames, webhookEvents } from '#contract/webhooks.ts'
import { deliveriesOf, findWebhook, listWebhooks, type Webhook } from '#domain/webhooks/index.ts'
import type { Db } from '#store/index.ts'

const PAGE = 25

/** Every endpoint, and all that there is to be told. */
export async function readWebhooks(db: Db): Promise<WebhooksPage> {
  return {
    webhooks: (await listWebhooks(db)).map(rowOf),
    events: webhookEventNames.map((event) => ({ event, words: webhookEvents[event].words })),
  }
}

/** What an endpoint was told and is to be told, the latest first. Throws `not-found` and `bad-request`. */
export async function readDeliveries(
  db: Db,
  webhookId: string,
  before: string | undefined,
): Promise<DeliveriesPage> {
  if (!(await findWebhook(db, webhookId))) throw new Problem('not-found', 'There is no such endpoint.')
  const from = before === undefined ? undefined : Number(before)
  if (from !== undefined && !Number.isSafeInteger(from))
    throw new Problem('bad-request', '`before` is the `next` of a page.')
  const found = await deliveriesOf(db, webhookId, { limit: PAGE + 1, before: from })
  const shown = found.slice(0, PAGE)
  const last = shown.at(-1)
  return {
    deliveries: shown.map((one) => ({
      deliveryId: one.deliveryId,
      event: one.event,
      customerId: one.customerId,
      data: one.data,
      state: one.state,
      attempts: one.attempts,
      happenedAt: one.happenedAt.toISOString(),
      dueAt: one.dueAt.toISOString(),
      endedAt: one.endedAt?.toISOString() ?? null,
      status: one.status,
      answer: one.answer,
      error: one.error,
    })),
    next: found.length > PAGE && last ? String(last.seq) : null,
  }
}

function rowOf(webhook: Webhook): WebhookRow {
  const { webhookId, name, url, events, includeContact, state, note, waiting, failed, rev } = webhook
  return {
    webhookId,
    name,
    url,
    events,
    includeContact,
    state,
    note,
    oldSecretUntil: webhook.oldSecretUntil?.toISOString() ?? null,
    failingSince: webhook.failingSince?.toISOString() ?? null,
    lastSuccessAt: webhook.lastSuccessAt?.toISOString() ?? null,
    waiting,
    failed,
    rev,
  }
}
