import { sql } from 'kysely'
import type { OutgoingMessage, SandboxAnswer } from '#channels/index.ts'
import type { DeliveryChannel } from '#contract/outbound.ts'
import { type Db, inTransaction, storableJson, storableText } from '#store/index.ts'
import { findDevice, touchDevice } from './queries-devices.ts'
import {
  answerOf,
  hasArrived,
  type SandboxMessage,
  type SandboxStatus,
  type WrittenContent,
} from './sandbox.ts'
import type { SandboxTables } from './tables.ts'

const tables = (db: Db) => db.withTables<SandboxTables>()

/** Puts a message on its device, unless the device will not have it. The same id again changes nothing. */
export function deliverToDevice(
  db: Db,
  message: Pick<OutgoingMessage, 'to' | 'content'> & {
    reference: { customerId: string }
    /** How the owner is called, where that is known. */
    name?: string | null
  },
  providerMessageId: string,
  now: Date,
): Promise<SandboxAnswer> {
  const { to, content, reference, name = null } = message
  return inTransaction(db, async (tx) => {
    const device = await findDevice(tx, to.channel, to.value)
    const answer = answerOf(device ?? { channel: to.channel, fault: null, lastFromAt: null }, content, now)
    if (!hasArrived(answer)) return answer
    await storeOnce(tx, {
      customer_id: reference.customerId,
      provider_message_id: providerMessageId,
      channel: to.channel,
      address: to.value,
      direction: 'to_customer',
      content: storableJson(content),
      status: 'sent',
      seen_at: null,
      at: now,
    })
    await touchDevice(tx, { ...to, address: to.value, customerId: reference.customerId, name }, now)
    return answer
  })
}

/** What the owner of a device wrote there, once it has been received; the same id again changes nothing. */
export function noteWritten(
  db: Db,
  from: {
    channel: 'sms' | 'whatsapp'
    kind: 'phone' | 'whatsapp_id'
    address: string
    customerId: string
    name: string | null
    providerMessageId: string
    content: WrittenContent
  },
  now: Date,
): Promise<void> {
  return inTransaction(db, async (tx) => {
    await storeOnce(tx, {
      customer_id: from.customerId,
      provider_message_id: from.providerMessageId,
      channel: from.channel,
      address: from.address,
      direction: 'from_customer',
      content: storableJson(from.content),
      status: null,
      seen_at: now,
      at: now,
    })
    await touchDevice(tx, { ...from, lastFromAt: now }, now)
  })
}

type NewRow = Omit<SandboxTables['sandbox_messages'], 'content'> & { content: string }

async function storeOnce(tx: Db, row: NewRow): Promise<void> {
  await tables(tx)
    .insertInto('sandbox_messages')
    .values({ ...row, address: storableText(row.address) })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** How far a message can have come: a status never goes back. */
const order = sql`array['sent', 'failed', 'delivered', 'read']`

/**
 * Notes what the provider said of a message; what came before is never written over what came after. Answers
 * the device it stands on; null where nothing changed.
 */
export async function noteStatus(
  db: Db,
  providerMessageId: string,
  status: SandboxStatus,
): Promise<{ channel: DeliveryChannel; address: string } | null> {
  const { rows } = await sql<{ channel: DeliveryChannel; address: string }>`update sandbox_messages
    set status = ${status}
    where provider_message_id = ${storableText(providerMessageId)} and direction = 'to_customer'
      and array_position(${order}, status) < array_position(${order}, ${status}::text)
    returning channel, address`.execute(db)
  return rows[0] ?? null
}

/** Takes back what was written and then not received. */
export async function forgetWritten(db: Db, customerId: string, providerMessageId: string): Promise<void> {
  await tables(db)
    .deleteFrom('sandbox_messages')
    .where('customer_id', '=', customerId)
    .where('provider_message_id', '=', storableText(providerMessageId))
    .where('direction', '=', sql.lit('from_customer'))
    .execute()
}

/** The messages of a device before a moment, the newest first. */
export async function messagesOf(
  db: Db,
  device: { channel: DeliveryChannel; address: string },
  page: { before?: string | undefined; limit: number },
): Promise<SandboxMessage[]> {
  let query = tables(db)
    .selectFrom('sandbox_messages')
    .selectAll()
    .where('channel', '=', device.channel)
    .where('address', '=', storableText(device.address))
    .orderBy('at', 'desc')
    .orderBy('provider_message_id', 'desc')
    .limit(page.limit)
  if (page.before !== undefined)
    query = query.where(
      sql<boolean>`(at, provider_message_id) < (select at, provider_message_id from sandbox_messages
        where channel = ${device.channel} and address = ${device.address}
          and provider_message_id = ${storableText(page.before)} limit 1)`,
    )
  const rows = await query.execute()
  return rows.map((row) => ({
    providerMessageId: row.provider_message_id,
    direction: row.direction,
    content: row.content,
    status: row.status,
    seenAt: row.seen_at,
    at: row.at,
  }))
}

/** One message, wherever it stands. */
export async function findSandboxMessage(
  db: Db,
  providerMessageId: string,
): Promise<(SandboxMessage & { customerId: string }) | null> {
  const row = await tables(db)
    .selectFrom('sandbox_messages')
    .selectAll()
    .where('provider_message_id', '=', storableText(providerMessageId))
    .executeTakeFirst()
  if (!row) return null
  return {
    providerMessageId: row.provider_message_id,
    customerId: row.customer_id,
    direction: row.direction,
    content: row.content,
    status: row.status,
    seenAt: row.seen_at,
    at: row.at,
  }
}

/** Marks what stands on a device as seen; answers the ids of what had not been. */
export async function markSeen(
  db: Db,
  device: { channel: DeliveryChannel; address: string },
  providerMessageId: string | null,
  now: Date,
): Promise<string[]> {
  const only = providerMessageId === null ? sql`true` : sql`provider_message_id = ${providerMessageId}`
  const { rows } = await sql<{ id: string }>`update sandbox_messages set seen_at = ${now}
    where channel = ${device.channel} and address = ${storableText(device.address)} and seen_at is null and ${only}
    returning provider_message_id as id`.execute(db)
  return rows.map((row) => row.id)
}
