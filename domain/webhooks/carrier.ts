import type { Db } from '#store/index.ts'
import type { DeliveryRow } from './queries-deliveries.ts'
import {
  type Claimed,
  claimDeliveries,
  dueWebhooks,
  endWebhook,
  failDelivery,
  finishDelivery,
  nextDelivery,
} from './queries-due.ts'
import { nextTry, secretKeys } from './webhooks.ts'

/** An answer as the way out gives it; what it is of, `channels` says. */
export type Answer =
  | { answered: true; status: number; text: string; retryAfterSeconds: number | null }
  | { answered: false; error: string }

/** Addresses of a customer that may be used. */
export interface Contact {
  email: string[]
  phone: string[]
}

export interface CarrierDeps {
  db: Db
  /** Must not throw. */
  send: (
    message: { id: string; url: string; body: string; secrets: readonly Uint8Array[] },
    now: Date,
  ) => Promise<Answer>
  houseKey: string
  /** Read when it is sent, never before. */
  contactOf: (db: Db, customerId: string, now: Date) => Promise<Contact>
  log: { error: (fields: object, text: string) => void }
  /** 0 to 1. */
  roll: () => number
}

export interface Carrier {
  /** Sends what is due. Waits for one that takes its time a second at most: the others go on without it. */
  run: (now: Date) => Promise<void>
  nextDue: () => Promise<Date | null>
  /** Waits until nothing is under way. */
  close: () => Promise<void>
}

const PATIENCE_MS = 1000

/** Tells endpoints what they asked for: at least once each, signed, again and again over three days. */
export function createCarrier(deps: CarrierDeps): Carrier {
  const busy = new Map<string, Promise<void>>()
  const start = (webhookId: string, now: Date) => {
    if (busy.has(webhookId)) return
    const work = drain(deps, webhookId, now)
      .catch((error: unknown) => deps.log.error({ error, step: 'webhooks' }, 'an endpoint was not told'))
      .finally(() => busy.delete(webhookId))
    busy.set(webhookId, work)
  }
  return {
    run: async (now) => {
      for (const webhookId of await dueWebhooks(deps.db, now)) start(webhookId, now)
      await patiently([...busy.values()])
    },
    nextDue: () => nextDelivery(deps.db),
    close: async () => {
      await Promise.all(busy.values())
    },
  }
}

async function patiently(work: Promise<void>[]): Promise<void> {
  if (work.length === 0) return
  let timer: NodeJS.Timeout | undefined
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS)
  })
  await Promise.race([Promise.all(work), enough])
  clearTimeout(timer)
}

/** A round ends, whatever comes in meanwhile. */
const MOST_BATCHES = 250

async function drain(deps: CarrierDeps, webhookId: string, now: Date): Promise<void> {
  for (let batch = 0; batch < MOST_BATCHES; batch++) {
    const claimed = await claimDeliveries(deps.db, webhookId, now)
    if (!claimed || claimed.rows.length === 0) return
    await Promise.all(claimed.rows.map((row) => tell(deps, claimed, row, now)))
  }
}

async function tell(deps: CarrierDeps, { webhook }: Claimed, row: DeliveryRow, now: Date): Promise<void> {
  const signing = {
    webhookId: webhook.webhook_id,
    generation: webhook.generation,
    oldSecretUntil: webhook.old_until,
  }
  const secrets = secretKeys(deps.houseKey, signing, now)
  const contact =
    webhook.include_contact && row.customer_id !== ''
      ? await deps.contactOf(deps.db, row.customer_id, now)
      : null
  const body = JSON.stringify({
    type: row.event,
    timestamp: row.happened_at.toISOString(),
    data: { ...row.data, ...(contact && { contact }) },
  })
  const answer = await deps.send({ id: row.delivery_id, url: webhook.url, body, secrets }, now)
  const told = answer.answered
    ? { status: answer.status, answer: answer.text, error: null }
    : { status: null, answer: null, error: answer.error }
  const status = told.status ?? 0
  if (status >= 200 && status < 300) return finishDelivery(deps.db, row, told, now)
  if (status === 410) return endWebhook(deps.db, row, told, now)
  const askedMs = answer.answered ? (answer.retryAfterSeconds ?? 0) * 1000 : 0
  const tried = { attempts: row.attempts, firstTriedAt: row.first_tried_at ?? now, askedMs }
  await failDelivery(deps.db, row, { ...told, again: nextTry(tried, deps.roll(), now) }, now)
}
