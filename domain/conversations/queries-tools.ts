import { type Selectable, sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type Db, inTransaction, storableJson, storableText } from '#store/index.ts'
import type { ConversationRef } from './conversations.ts'
import { lockConversation } from './queries.ts'
import type { ConversationTables } from './tables.ts'
import { isAnswerable, PROPOSAL_MS, type Proposal, type ToolCallRecord } from './tool-calls.ts'

const tables = (db: Db) => db.withTables<ConversationTables>()

/** Keeps a tool call; recording the same call twice keeps the first. */
export async function recordToolCall(db: Db, ref: ConversationRef, call: ToolCallRecord): Promise<void> {
  await tables(db)
    .insertInto('tool_calls')
    .values({
      customer_id: ref.customerId,
      conversation_id: ref.conversationId,
      tool_call_id: storableText(call.toolCallId),
      turn_id: call.turnId,
      message_seq: call.messageSeq,
      tool: storableText(call.tool),
      arguments: storableJson(call.arguments),
      result: storableJson(call.result),
      ok: call.ok,
      error: call.error === null ? null : storableText(call.error),
      trust: call.trust,
      started_at: call.startedAt,
      milliseconds: Math.round(call.milliseconds),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** The last calls of the conversation, oldest first. */
export async function toolCallsOf(db: Db, ref: ConversationRef, limit = 200): Promise<ToolCallRecord[]> {
  const rows = await tables(db)
    .selectFrom('tool_calls')
    .selectAll()
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .orderBy('started_at', 'desc')
    .orderBy('tool_call_id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(toToolCall).reverse()
}

function toToolCall(row: Selectable<ConversationTables['tool_calls']>): ToolCallRecord {
  return {
    toolCallId: row.tool_call_id,
    turnId: row.turn_id,
    messageSeq: row.message_seq,
    tool: row.tool,
    arguments: row.arguments,
    result: row.result,
    ok: row.ok,
    error: row.error,
    trust: row.trust,
    startedAt: row.started_at,
    milliseconds: row.milliseconds,
  }
}

function toProposal(row: Selectable<ConversationTables['proposals']>): Proposal {
  return {
    customerId: row.customer_id,
    conversationId: row.conversation_id,
    proposalId: row.proposal_id,
    tool: row.tool,
    arguments: row.arguments,
    summary: row.summary,
    status: row.status,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

/** Stores a proposal; an older one of the conversation that is still open becomes `declined`. */
export function createProposal(
  db: Db,
  ref: ConversationRef,
  input: { tool: string; arguments: unknown; summary: string },
  now: Date,
): Promise<Proposal> {
  return inTransaction(db, async (tx) => {
    const conversation = await lockConversation(tx, ref)
    await declineOpenProposals(tx, ref, now)
    const row = await tables(tx)
      .insertInto('proposals')
      .values({
        customer_id: ref.customerId,
        conversation_id: ref.conversationId,
        proposal_id: newId('proposal', now),
        tool: input.tool,
        arguments: storableJson(input.arguments),
        summary: storableText(input.summary),
        status: 'open',
        after_customer_seq: conversation.lastCustomerSeq,
        created_at: now,
        expires_at: new Date(now.getTime() + PROPOSAL_MS),
        settled_at: null,
        result: null,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    return toProposal(row)
  })
}

async function declineOpenProposals(tx: Db, ref: ConversationRef, now: Date): Promise<void> {
  await tables(tx)
    .updateTable('proposals')
    .set({ status: 'declined', settled_at: now })
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('status', '=', 'open')
    .execute()
}

/**
 * The proposal that the customer's newest message can say yes to: open, unexpired, already shown (a message
 * of the conversation carries its `proposal` part), nothing said to the customer since, by the agent, a
 * person or a notice, and nothing but a yes said by the customer. So a yes to another question never settles it.
 */
export async function openProposal(db: Db, ref: ConversationRef, now: Date): Promise<Proposal | null> {
  const row = await tables(db)
    .selectFrom('proposals')
    .selectAll()
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('status', '=', 'open')
    .where('expires_at', '>', now)
    .where(
      sql<boolean>`exists (select 1 from messages m where m.customer_id = proposals.customer_id
        and m.conversation_id = proposals.conversation_id and m.sender = 'agent'
        and m.parts @> jsonb_build_array(
          jsonb_build_object('type', 'proposal', 'proposalId', proposals.proposal_id))
        and not exists (select 1 from messages later where later.customer_id = m.customer_id
          and later.conversation_id = m.conversation_id and later.sender <> 'customer'
          and later.seq > m.seq))`,
    )
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row || !isAnswerable(row.tool, await saidSince(db, ref, row.after_customer_seq))) return null
  return toProposal(row)
}

/** What the customer has said after this seq, oldest first. */
async function saidSince(db: Db, ref: ConversationRef, seq: number): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('messages')
    .select('text')
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('sender', '=', 'customer')
    .where('seq', '>', seq)
    .orderBy('seq')
    .execute()
  return rows.map((row) => row.text)
}

/**
 * Uses a proposal up, once. false: it was not open any more (used, declined, expired), and nothing may be
 * executed on its account. Call it in the transaction that does what was proposed.
 */
export async function settleProposal(
  tx: Db,
  ref: ConversationRef,
  proposalId: string,
  status: 'executed' | 'declined' | 'failed',
  result: unknown,
  now: Date,
): Promise<boolean> {
  const row = await tables(tx)
    .updateTable('proposals')
    .set({
      status: sql`case when expires_at <= ${now} then 'expired' else ${status} end`,
      settled_at: now,
      result: storableJson(result),
    })
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('proposal_id', '=', proposalId)
    .where('status', '=', 'open')
    .returning('status')
    .executeTakeFirst()
  return row?.status === status
}

/** Opens one order to this conversation for `ttlMs`: its number was given with its e-mail or postcode. */
export async function grantOrder(
  db: Db,
  ref: ConversationRef,
  orderId: string,
  now: Date,
  ttlMs: number,
): Promise<void> {
  const granted = { granted_at: now, expires_at: new Date(now.getTime() + ttlMs) }
  await tables(db)
    .insertInto('order_grants')
    .values({
      customer_id: ref.customerId,
      conversation_id: ref.conversationId,
      order_id: orderId,
      ...granted,
    })
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'conversation_id', 'order_id']).doUpdateSet(granted),
    )
    .execute()
}

/** The orders that are open to this conversation now. */
export async function grantedOrders(db: Db, ref: ConversationRef, now: Date): Promise<string[]> {
  const rows = await tables(db)
    .selectFrom('order_grants')
    .select('order_id')
    .where('customer_id', '=', ref.customerId)
    .where('conversation_id', '=', ref.conversationId)
    .where('expires_at', '>', now)
    .orderBy('granted_at')
    .execute()
  return rows.map((row) => row.order_id)
}
