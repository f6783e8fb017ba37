import type { TrustLevel } from '#contract/message.ts'
import type { ConversationDetail, PhoneView } from '#contract/staff-api.ts'
import type { OutreachView } from '#contract/staff-outreach.ts'
import {
  type Conversation,
  grantedOrders,
  recentMessages,
  type ToolCallRecord,
  toolCallsOf,
} from '#domain/conversations/index.ts'
import { findCustomer, identifiersOf, membersOf } from '#domain/identity/index.ts'
import { findOrder, type Order, ordersOf, toOrderCard } from '#domain/orders/index.ts'
import { standingOf, viewOfCart } from '#inbound/index.ts'
import { lastInboundOf } from '#orchestrator/index.ts'
import type { House } from '../house.ts'
import { rowOf } from './conversation-row.ts'
import { withDelivery } from './delivery.ts'
import { forStaff } from './for-staff.ts'

const MESSAGES = 200
const ORDERS = 10
/** WhatsApp takes free words this long after they last wrote. */
const WINDOW_MS = 24 * 3_600_000

/** Everything the desk shows of one conversation: transcript, tool calls, and who the customer is. */
export async function readDetail(house: House, conversation: Conversation): Promise<ConversationDetail> {
  const { db } = house
  const granted = await grantedOrders(db, conversation, house.clock())
  const { trust } = await standingOf(db, conversation, house.clock())
  const messages = await recentMessages(db, conversation, MESSAGES)
  return {
    row: await rowOf(house, conversation),
    trust: shownTrust(trust, granted),
    rev: conversation.rev,
    messages: await withDelivery(db, messages.map(forStaff)),
    toolCalls: (await toolCallsOf(db, conversation)).map(toCallView),
    customer: await readCustomer(house, conversation, granted),
    customerReadSeq: conversation.customerReadSeq,
    phone: await phoneView(house, conversation),
    waiting: await waitingHere(house, conversation),
  }
}

/** What the team wrote on this channel and has not left yet. */
function waitingHere({ outreach }: House, { customerId, channel }: Conversation): Promise<OutreachView[]> {
  if (channel === 'api' || channel === 'terminal') return Promise.resolve([])
  return outreach.waiting(customerId, channel)
}

/** Where replies go, and how long free words may, while the customer is at their phone. */
async function phoneView(house: House, { phone, channel }: Conversation): Promise<PhoneView | null> {
  if (!phone || channel !== phone.channel) return null
  const { value: address } = phone
  if (phone.channel === 'sms') return { channel: phone.channel, address, windowUntil: null }
  const heard = await lastInboundOf(house.db, { channel: phone.channel, address })
  const until = heard && new Date(heard.getTime() + WINDOW_MS)
  const isOpen = until !== null && until > house.clock()
  return { channel: phone.channel, address, windowUntil: isOpen ? until.toISOString() : null }
}

function shownTrust(trust: TrustLevel, granted: string[]): TrustLevel {
  return trust !== 'account' && granted.length > 0 ? 'order' : trust
}

/**
 * The people behind this browser: once it has signed in, staff see the account and its orders; before that,
 * only the orders that the shopper has proved to know.
 */
async function readCustomer(house: House, conversation: Conversation, granted: string[]) {
  const { db } = house
  const members = await membersOf(db, conversation.customerId)
  const people = await Promise.all(members.map((id) => findCustomer(db, id)))
  const identifiers = await identifiersOf(db, members)
  const proven = await Promise.all(granted.map((orderId) => findOrder(db, orderId)))
  const orders = uniqueOrders([...(await ordersOf(db, members, ORDERS)), ...proven])
  const since = people.reduce(
    (first, each) => (each && each.createdAt < first ? each.createdAt : first),
    conversation.createdAt,
  )
  return {
    name: people.find((each) => each?.name)?.name ?? null,
    email: identifiers.find((each) => each.kind === 'email')?.value ?? null,
    since: since.toISOString(),
    orders: orders.map((order) => toOrderCard(order)),
    cart: await viewOfCart(house, { customerIds: members, trust: 'account' }, house.clock()),
  }
}

function uniqueOrders(orders: (Order | null)[]): Order[] {
  const byId = new Map<string, Order>()
  for (const order of orders) if (order) byId.set(order.orderId, order)
  return [...byId.values()].sort((a, b) => b.placedAt.getTime() - a.placedAt.getTime()).slice(0, ORDERS)
}

const SUMMARY_CHARS = 300

function toCallView(call: ToolCallRecord): ConversationDetail['toolCalls'][number] {
  return {
    toolCallId: call.toolCallId,
    seq: call.messageSeq,
    tool: call.tool,
    arguments: call.arguments,
    ok: call.ok,
    summary: call.error ?? summaryOf(call.result),
    at: call.startedAt.toISOString(),
  }
}

function summaryOf(result: unknown): string {
  const text = typeof result === 'string' ? result : (JSON.stringify(result) ?? '')
  return text.length > SUMMARY_CHARS ? `${text.slice(0, SUMMARY_CHARS)}…` : text
}
