import { createHmac } from 'node:crypto'
import type { WebhookEvent } from '#contract/webhooks.ts'

/** `off`: by staff. `disabled`: it failed for days. `gone`: it answered 410. What it asked for is not noted then. */
export const webhookStates = ['on', 'off', 'disabled', 'gone'] as const
export type WebhookState = (typeof webhookStates)[number]

export interface Webhook {
  webhookId: string
  name: string
  url: string
  events: WebhookEvent[]
  includeContact: boolean
  state: WebhookState
  /** Why the house switched it off. */
  note: string | null
  /** Which secret is in force; `secretKeys` makes it. */
  generation: number
  /** The secret before signs as well until then. */
  oldSecretUntil: Date | null
  failingSince: Date | null
  lastSuccessAt: Date | null
  waiting: number
  failed: number
  rev: number
  createdAt: Date
  updatedAt: Date
}

export interface Delivery {
  deliveryId: string
  webhookId: string
  /** Counts as things were written down; the cursor of a page. */
  seq: number
  event: string
  /** null: it is about nobody. */
  customerId: string | null
  data: Record<string, unknown>
  state: 'waiting' | 'sending' | 'done' | 'failed'
  attempts: number
  happenedAt: Date
  dueAt: Date
  endedAt: Date | null
  status: number | null
  answer: string | null
  error: string | null
}

/**
 * The keys in force, the newest first: derived from the house's own secret, so that neither database nor backup
 * has one. The same house makes the same again.
 */
export function secretKeys(
  houseKey: string,
  webhook: Pick<Webhook, 'webhookId' | 'generation' | 'oldSecretUntil'>,
  now: Date,
): Buffer[] {
  const { webhookId, generation, oldSecretUntil } = webhook
  const keyOf = (n: number) => createHmac('sha256', houseKey).update(`webhook\0${webhookId}\0${n}`).digest()
  const old = oldSecretUntil !== null && oldSecretUntil > now
  return old ? [keyOf(generation), keyOf(generation - 1)] : [keyOf(generation)]
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
/** Rests after the first, second, … failure; the last is repeated. */
const rests = [
  5 * SECOND,
  30 * SECOND,
  2 * MINUTE,
  10 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  4 * HOUR,
  8 * HOUR,
]
/** Tried for so long, and then given up. */
export const TRIED_FOR_MS = 72 * HOUR
/** An endpoint that has taken nothing for so long is switched off. */
export const DISABLED_AFTER_MS = 120 * HOUR
/** However long an endpoint asks to be left alone. */
const MOST_ASKED_MS = 6 * HOUR

/**
 * When to try again after so many failures; null: never. `roll` (0 to 1) spreads tries by a fifth either way, so
 * that a thousand messages do not come back in one second.
 */
export function nextTry(
  tried: { attempts: number; firstTriedAt: Date; askedMs: number },
  roll: number,
  now: Date,
): Date | null {
  const rest = rests[Math.min(tried.attempts, rests.length) - 1] ?? SECOND
  const wait = Math.max(rest * (0.8 + 0.4 * roll), Math.min(tried.askedMs, MOST_ASKED_MS))
  const at = new Date(now.getTime() + wait)
  return at.getTime() - tried.firstTriedAt.getTime() > TRIED_FOR_MS ? null : at
}
