import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import type { MessageKind, OutboundChannel } from '#contract/outbound.ts'
import type { Db } from '#store/index.ts'

/** A row of the outbox as it would stand there, for tests of what is read of it. */
export async function putOutboxRow(
  db: Db,
  row: {
    customerId: string
    kind?: MessageKind
    channel?: OutboundChannel
    subject?: string | null
    text?: string
    state?: string
    createdAt: Date
    startedAt?: Date | null
    dueAt?: Date | null
    readAt?: Date | null
    priority?: number
    expectedValue?: number
  },
): Promise<string> {
  const outboxId = newId('outbox', row.createdAt)
  await sql`insert into outbox (customer_id, outbox_id, key, kind, channel, sender_type, subject, content, priority,
      expected_value, channels_left, state, due_at, attempts, created_at, started_at, read_at, changed_at, segments,
      parts, parts_sent)
    values (${row.customerId}, ${outboxId}, ${outboxId}, ${row.kind ?? 'marketing'}, ${row.channel ?? 'sms'}, 'agent',
      ${row.subject ?? null}, ${JSON.stringify({ text: row.text ?? 'Hello', parts: [] })}, ${row.priority ?? 0}, ${row.expectedValue ?? 0}, '[]',
      ${row.state ?? 'sent'}, ${row.dueAt ?? null}, 1, ${row.createdAt}, ${row.startedAt ?? null}, ${row.readAt ?? null},
      ${row.createdAt}, 1, 1, 1)`.execute(db)
  return outboxId
}
