import type { PushTarget } from '#contract/outbound.ts'
import { isFields, type TrackedEvent } from '#domain/events/index.ts'
import { registerPush } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

const DAY_MS = 86_400_000
const TOKEN = /^[\w:.-]{16,1000}$/

export interface EventOf {
  event: TrackedEvent
  /** As it was sent: a token is no part of what is kept of an event. */
  raw: unknown
  customerId: string
}

/**
 * The push tokens that mobile libraries send along (`context.device.token`), with `identify` calls by secret
 * key: a page could claim any device, and an old event that comes late knows nothing of who holds it now.
 */
export async function notePushTokens(tx: Db, rows: readonly EventOf[], now: Date): Promise<void> {
  const last = new Map<string, { customerId: string; target: PushTarget; at: Date }>()
  for (const { event, raw, customerId } of rows) {
    const device = event.type === 'identify' && event.trust === 'secret' ? deviceIn(raw) : null
    if (!device || now.getTime() - event.occurredAt.getTime() > DAY_MS) continue
    const known = last.get(device.token)
    if (!known || known.at <= event.occurredAt)
      last.set(device.token, { customerId, target: device.target, at: event.occurredAt })
  }
  // in one order, so that two groups never wait for each other
  for (const [token, { customerId, target }] of [...last].sort(([a], [b]) => (a < b ? -1 : 1)))
    await registerPush(tx, { customerId, token, target }, now)
}

function deviceIn(raw: unknown): { token: string; target: PushTarget } | null {
  const context = isFields(raw) && isFields(raw.context) ? raw.context : {}
  const { device, app } = context
  if (!isFields(device) || typeof device.token !== 'string' || !TOKEN.test(device.token)) return null
  const token = device.token
  if (device.type === 'android') return { token, target: { service: 'fcm' } }
  const topic = isFields(app) ? app.namespace : undefined
  if (device.type !== 'ios' || typeof topic !== 'string' || topic === '') return null
  return { token, target: { service: 'apns', topic: topic.slice(0, 200) } }
}
