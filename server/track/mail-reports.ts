import type { StatusUpdate } from '#channels/index.ts'
import { isFields } from '#domain/events/index.ts'
import type { House } from '../house.ts'

/** What a mail service tells of our mails as events: by `email_id`, the Message-ID that we gave. */
const reports: Record<string, StatusUpdate['status']> = {
  'Email Delivered': 'delivered',
  'Email Opened': 'read',
  'Email Bounced': 'failed',
}
/** A mailbox that is full or a server that is down says nothing of the address. */
const PASSING = /soft|transient|temporary|delayed/i
const MESSAGE_ID = /^<?([^\s<>]{1,250}@[^\s<>]{1,250})>?$/

/**
 * Tells the outbox what became of our mails. For events by secret key only: a page could say anything of
 * anybody's mail. An event that is told again changes nothing.
 */
export async function tellMailReports(house: House, calls: readonly unknown[], now: Date): Promise<void> {
  for (const update of calls.flatMap((call) => mailReport(call, now))) await house.inbound.status(update)
}

/** The report in a call; none where it is about something else. */
export function mailReport(call: unknown, now: Date): StatusUpdate[] {
  if (!isFields(call) || typeof call.event !== 'string' || !isFields(call.properties)) return []
  const status = Object.hasOwn(reports, call.event) ? reports[call.event] : undefined
  const { email_id: id, type } = call.properties
  const messageId = typeof id === 'string' ? MESSAGE_ID.exec(id.trim())?.[1] : undefined
  if (!status || messageId === undefined) return []
  const lasting = status === 'failed' && !(typeof type === 'string' && PASSING.test(type))
  const code = status === 'failed' && typeof type === 'string' ? type.slice(0, 50) : null
  const at = typeof call.timestamp === 'string' ? new Date(call.timestamp) : now
  return [
    {
      provider: 'smtp',
      providerMessageId: messageId,
      status,
      reason: lasting ? 'unreachable' : null,
      code,
      text: status === 'failed' ? 'The mail came back.' : null,
      at: Number.isNaN(at.getTime()) ? now : at,
    },
  ]
}
