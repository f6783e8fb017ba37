import type { Selectable } from 'kysely'
import type { Message } from '#contract/message.ts'
import { type Db, inTransaction, storableJson, storableText } from '#store/index.ts'
import { type AgentText, type Conversation, type ConversationRef, joinReleased } from './conversations.ts'
import { lockRow, toConversation } from './queries.ts'
import { completePartial, storeMessage, toMessage } from './queries-messages.ts'
import type { ConversationTables } from './tables.ts'

const tables = (db: Db) => db.withTables<ConversationTables>()

type SpokenRow = Selectable<ConversationTables['messages']>
type Released = { message: Message; conversation: Conversation }

/**
 * The agent's only way to speak. Appends to the message of this turn, or makes it; answers null and stores
 * nothing unless, in this very transaction, the conversation is still the agent's and the turn holds its
 * lease. What an earlier turn left half said after the customer's last word is replaced, not kept beside.
 * `mayLeave` is asked about the conversation as locked; where it says no, nothing is stored either.
 */
export function releaseAgentText(
  db: Db,
  ref: ConversationRef,
  turnId: string,
  input: AgentText,
  now: Date,
  mayLeave: (conversation: Conversation) => boolean = () => true,
): Promise<Released | null> {
  return inTransaction(db, async (tx) => {
    const row = await lockRow(tx, ref)
    const before = toConversation(row)
    if (!mayLeave(before) || row.status !== 'agent' || !holdsLease(row, turnId, now)) return null
    const spoken = await spokenBy(tx, before, turnId)
    const goOn = spoken.find((message) => message.turn_id === turnId || isUnanswered(message, before))
    if (goOn) return extend(tx, before, goOn, turnId, input, now)
    const settled = spoken.length > 0 ? await completePartial(tx, before, now) : before
    const { channel } = input
    return storeMessage(tx, settled, { ...messageOf(input), turnId, ...(channel && { channel }) }, now)
  })
}

function holdsLease(row: Awaited<ReturnType<typeof lockRow>>, turnId: string, now: Date): boolean {
  return row.turn_id === turnId && row.turn_lease_until !== null && row.turn_lease_until > now
}

/** What this turn has said already, and what lost turns have left half said; its own first. */
async function spokenBy(tx: Db, conversation: Conversation, turnId: string): Promise<SpokenRow[]> {
  const rows = await tables(tx)
    .selectFrom('messages')
    .selectAll()
    .where('customer_id', '=', conversation.customerId)
    .where('conversation_id', '=', conversation.conversationId)
    .where('sender', '=', 'agent')
    .where((eb) => eb.or([eb('turn_id', '=', turnId), eb('status', '=', 'partial')]))
    .orderBy('seq', 'desc')
    .execute()
  return rows.sort((a, b) => Number(b.turn_id === turnId) - Number(a.turn_id === turnId))
}

/** Half said by a lost turn after the customer's last word: the next turn says it anew in its place. */
function isUnanswered(message: SpokenRow, conversation: Conversation): boolean {
  return message.seq > conversation.lastCustomerSeq
}

function messageOf(input: AgentText) {
  return {
    sender: 'agent' as const,
    text: input.text,
    parts: input.parts ?? [],
    status: input.complete ? ('complete' as const) : ('partial' as const),
  }
}

async function extend(
  tx: Db,
  before: Conversation,
  spoken: SpokenRow,
  turnId: string,
  input: AgentText,
  now: Date,
): Promise<Released> {
  const { text, parts, status } = messageOf(input)
  const anew = input.replace === true || spoken.turn_id !== turnId
  const conversation = { ...before, rev: before.rev + 1, updatedAt: now }
  const row = await tables(tx)
    .with('counted', (qb) =>
      qb
        .updateTable('conversations')
        .set({ rev: conversation.rev, updated_at: now })
        .where('customer_id', '=', before.customerId)
        .where('conversation_id', '=', before.conversationId)
        .returning('rev'),
    )
    .updateTable('messages')
    .set({
      text: storableText(anew ? text : joinReleased(spoken.text, text)),
      parts: storableJson(anew ? parts : [...spoken.parts, ...parts]),
      status,
      turn_id: turnId,
      rev: conversation.rev,
      updated_at: now,
    })
    .where('customer_id', '=', before.customerId)
    .where('conversation_id', '=', before.conversationId)
    .where('seq', '=', spoken.seq)
    .returningAll()
    .executeTakeFirstOrThrow()
  return { message: toMessage(row), conversation }
}
