import type { Selectable } from 'kysely'
import { type Db, storableJson, storableText } from '#store/index.ts'
import type { Conversation, ConversationRef, PhoneAddress } from './conversations.ts'
import { insertConversation, lockConversation, toConversation } from './queries.ts'
import type { ConversationTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConversationTables>()

/**
 * The conversation that these addresses of one phone write in, its row locked; a closed one is followed by a new
 * one. The first address is where answers go. `members` are the ids of the person: a thread of somebody else is
 * not theirs. Under the lock of the customer's root only, so that two at once make one.
 */
export async function openThread(
  tx: Db,
  input: { customerId: string; members: readonly string[]; addresses: readonly PhoneAddress[] },
  now: Date,
): Promise<Conversation> {
  const [address] = input.addresses
  if (!address) throw new Error('a thread needs an address')
  const known = await firstOpen(tx, input.addresses, input.members)
  const found = known ?? (await insertConversation(tx, input.customerId, address.channel, now, address))
  for (const each of input.addresses) await pointAt(tx, each, found)
  return known ? goOn(tx, found, address) : found
}

async function firstOpen(
  tx: Db,
  addresses: readonly PhoneAddress[],
  members: readonly string[],
): Promise<Conversation | null> {
  for (const address of addresses) {
    const found = await threadOf(tx, address)
    if (found && members.includes(found.customerId)) return found
  }
  return null
}

/** The open conversation of an address, if there is one. */
export async function threadOf(db: Db, address: PhoneAddress): Promise<Conversation | null> {
  const row = await tables(db)
    .selectFrom('conversation_threads as t')
    .innerJoin('conversations as c', (join) =>
      join.onRef('c.customer_id', '=', 't.customer_id').onRef('c.conversation_id', '=', 't.conversation_id'),
    )
    .selectAll('c')
    .where('t.channel', '=', address.channel)
    .where('t.kind', '=', address.kind)
    .where('t.address', '=', storableText(address.value))
    .where('c.status', '<>', 'closed')
    .executeTakeFirst()
  return row ? toConversation(row) : null
}

async function pointAt(tx: Db, { channel, kind, value }: PhoneAddress, ref: ConversationRef): Promise<void> {
  const where = { customer_id: ref.customerId, conversation_id: ref.conversationId }
  await tables(tx)
    .insertInto('conversation_threads')
    .values({ channel, kind, address: storableText(value), ...where, heard_at: null })
    .onConflict((conflict) => conflict.columns(['channel', 'kind', 'address']).doUpdateSet(where))
    .execute()
}

/** Answers go to the address that was shown last: a number may be hidden, or known, from now on. */
async function goOn(tx: Db, ref: ConversationRef, address: PhoneAddress): Promise<Conversation> {
  await lockConversation(tx, ref)
  const row = await tables(tx)
    .updateTable('conversations')
    .set({ phone_kind: address.kind, phone_address: storableText(address.value) })
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .returningAll()
    .executeTakeFirstOrThrow()
  return toConversation(row)
}

export interface ChannelMessage extends ConversationRef {
  provider: string
  providerMessageId: string
  messageId: string
  media: readonly unknown[]
}

/** What this provider has brought under that id before; null: nothing yet. */
export async function channelMessageOf(
  db: Db,
  provider: string,
  providerMessageId: string,
): Promise<ChannelMessage | null> {
  const row = await tables(db)
    .selectFrom('channel_messages')
    .selectAll()
    .where('provider', '=', provider)
    .where('provider_message_id', '=', storableText(providerMessageId))
    .executeTakeFirst()
  return row ? toChannelMessage(row) : null
}

function toChannelMessage(row: Selectable<ConversationTables['channel_messages']>): ChannelMessage {
  return {
    provider: row.provider,
    providerMessageId: row.provider_message_id,
    customerId: row.customer_id,
    conversationId: row.conversation_id,
    messageId: row.message_id,
    media: row.media,
  }
}

/** Keeps the provider's id with the message, and that the addresses were heard of: signed for, so theirs. */
export async function noteChannelMessage(
  tx: Db,
  message: ChannelMessage,
  addresses: readonly PhoneAddress[],
  now: Date,
): Promise<void> {
  await tables(tx)
    .insertInto('channel_messages')
    .values({
      provider: message.provider,
      provider_message_id: storableText(message.providerMessageId),
      customer_id: message.customerId,
      conversation_id: message.conversationId,
      message_id: message.messageId,
      media: storableJson(message.media),
      received_at: now,
    })
    .execute()
  for (const { channel, kind, value } of addresses)
    await tables(tx)
      .updateTable('conversation_threads')
      .set({ heard_at: now })
      .where('channel', '=', channel)
      .where('kind', '=', kind)
      .where('address', '=', storableText(value))
      .execute()
}

/** When the customer last wrote in it, from wherever. */
export async function heardAt(db: Db, ref: ConversationRef): Promise<Date | null> {
  const row = await tables(db)
    .selectFrom('messages')
    .select('created_at')
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('sender', '=', 'customer')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.created_at ?? null
}

/**
 * The open phone conversations of these customers, and of that number, from which they have really written;
 * the one they wrote in last comes first.
 */
export async function phoneConversations(
  db: Db,
  whose: { customerIds: readonly string[]; phone: string | null },
): Promise<Conversation[]> {
  const rows = await tables(db)
    .selectFrom('conversation_threads as t')
    .innerJoin('conversations as c', (join) =>
      join.onRef('c.customer_id', '=', 't.customer_id').onRef('c.conversation_id', '=', 't.conversation_id'),
    )
    .selectAll('c')
    .where('c.status', '<>', 'closed')
    .where('t.heard_at', 'is not', null)
    .where((eb) =>
      eb.or([
        ...(whose.customerIds.length > 0 ? [eb('t.customer_id', 'in', whose.customerIds)] : []),
        ...(whose.phone === null
          ? []
          : [eb.and([eb('t.kind', '=', 'phone'), eb('t.address', '=', whose.phone)])]),
      ]),
    )
    .orderBy('t.heard_at', 'desc')
    .execute()
  const each = new Map(rows.map((row) => [row.conversation_id, toConversation(row)]))
  return [...each.values()]
}
