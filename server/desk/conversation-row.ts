import type { Message } from '#contract/message.ts'
import type { ConversationRow, HandoffView } from '#contract/staff-api.ts'
import { type Conversation, recentMessages } from '#domain/conversations/index.ts'
import { type Handoff, handoffsOf } from '#domain/handoff/index.ts'
import { findCustomer, membersOf } from '#domain/identity/index.ts'
import { findStaff } from '#domain/staff/index.ts'
import type { House } from '../house.ts'

const PREVIEW_CHARS = 160

/** A conversation as a line of the desk's lists. */
export async function rowOf(house: House, conversation: Conversation): Promise<ConversationRow> {
  const [row] = await rowsOf(house, [conversation])
  if (!row) throw new Error('one conversation is one row')
  return row
}

/** Conversations as lines of the desk's lists, in the order given. */
export async function rowsOf(house: House, conversations: Conversation[]): Promise<ConversationRow[]> {
  const handoffs = await handoffsOf(house.db, conversations)
  const names = await namesOfStaff(house, [...conversations, ...handoffs])
  return Promise.all(
    conversations.map(async (conversation) => {
      const own = handoffs.filter((each) => each.conversationId === conversation.conversationId)
      const [last] = await recentMessages(house.db, conversation, 1)
      const customerName = await nameOf(house, conversation.customerId)
      return toRow(conversation, { last, customerName, handoff: newest(own), names })
    }),
  )
}

type StaffNames = Map<string, string>

async function namesOfStaff(house: House, held: { staffId: string | null }[]): Promise<StaffNames> {
  const ids = new Set(held.flatMap(({ staffId }) => (staffId === null ? [] : [staffId])))
  const names: StaffNames = new Map()
  for (const id of ids) names.set(id, (await staffNameOf(house, id)) ?? '')
  return names
}

interface RowParts {
  last: Message | undefined
  customerName: string | null
  handoff: Handoff | null
  names: StaffNames
}

function toRow(
  conversation: Conversation,
  { last, customerName, handoff, names }: RowParts,
): ConversationRow {
  const { conversationId, customerId, channel, status, staffId } = conversation
  return {
    conversationId,
    customerId,
    customerName,
    channel,
    status,
    staffId,
    staffName: staffId === null ? null : (names.get(staffId) ?? null),
    lastText: last?.text.slice(0, PREVIEW_CHARS) ?? '',
    lastSender: last?.sender ?? null,
    updatedAt: conversation.updatedAt.toISOString(),
    handoff: handoff && toHandoffView(handoff, names),
    unread: conversation.lastCustomerSeq > conversation.staffReadSeq,
  }
}

/** The name of the customer, or of the account that this browser signed in with. */
async function nameOf(house: House, customerId: string): Promise<string | null> {
  const own = await findCustomer(house.db, customerId)
  if (own?.name) return own.name
  const [root] = await membersOf(house.db, customerId)
  if (root === undefined || root === customerId) return null
  return (await findCustomer(house.db, root))?.name ?? null
}

/** The display name of a person of the team. */
export async function staffNameOf(house: House, staffId: string | null): Promise<string | null> {
  return staffId === null ? null : ((await findStaff(house.db, staffId))?.name ?? null)
}

function newest(handoffs: Handoff[]): Handoff | null {
  return handoffs.reduce<Handoff | null>((latest, each) => {
    return latest && latest.queuedAt >= each.queuedAt ? latest : each
  }, null)
}

function toHandoffView(handoff: Handoff, names: StaffNames): HandoffView {
  const { handoffId, reason, summary, staffId } = handoff
  return {
    handoffId,
    reason,
    summary,
    queuedAt: handoff.queuedAt.toISOString(),
    takenAt: handoff.takenAt?.toISOString() ?? null,
    noticeAt: handoff.noticeAt?.toISOString() ?? null,
    staffName: staffId === null ? null : (names.get(staffId) ?? null),
  }
}
