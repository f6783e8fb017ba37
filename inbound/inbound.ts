import type { InboundChannelMessage, SendResult, StatusUpdate } from '#channels/index.ts'
import type { CartInput } from '#contract/chat.ts'
import type { CartView, Message } from '#contract/message.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type { Conversation } from '#domain/conversations/index.ts'
import type { OutboxRow, RowChange } from '#orchestrator/index.ts'
import { cartOwners, changeCartOf, viewOfCart } from './cart.ts'
import type { InboundDeps, PublishedEvent } from './house.ts'
import { type IncomingMessage, receiveMessage } from './message.ts'
import { type ReceivedFromPhone, receiveChannelMessage } from './phone/channel-message.ts'
import { deliverWeb } from './phone/deliver-web.ts'
import { deliveryChanged, receiveStatus } from './phone/delivery.ts'
import { noteSaid } from './phone/note-said.ts'
import { actAsStaff, endByCustomer, readAsCustomer, readAsStaff } from './staff-actions.ts'
import { replyAsStaff, type StaffReply, type StaffTemplate, sendTemplateAsStaff } from './staff-reply.ts'
import type { Visitor } from './standing.ts'
import { nextDue, sweep } from './sweep.ts'
import { createTurnWorker } from './turn-worker.ts'
import { conversationOf } from './visitor-conversation.ts'

/** Everything that can happen in a conversation. Each stores first, then publishes. */
export interface Inbound {
  /** Resolves when the message is stored; the agent's turn runs on. Throws a Problem on bad text. */
  message: (input: IncomingMessage) => Promise<{ message: Message; conversation: Conversation }>
  /** From a phone, by a provider: resolves when it is stored; the same again is the same message. */
  channelMessage: (message: InboundChannelMessage) => Promise<ReceivedFromPhone>
  /** What a provider says became of a message of ours. */
  status: (update: StatusUpdate) => Promise<void>
  /** For the outbox: what it tells of a row, what it has sent, and what it sends to an open chat. */
  deliveryChanged: (change: RowChange) => void
  noteSaid: (row: OutboxRow, now: Date) => Promise<void>
  deliverWeb: (row: OutboxRow) => Promise<SendResult>
  /** The open conversation that a visitor sees and goes on with. */
  conversation: (visitor: Visitor) => Promise<Conversation | null>
  /** Resolves when no turn of this conversation is running or due in this process. */
  turnDone: (conversationId: string) => Promise<void>
  staffReply: (staff: StaffView, input: StaffReply) => Promise<Message>
  staffTemplate: (staff: StaffView, input: StaffTemplate) => Promise<Message>
  take: (staff: StaffView, conversationId: string) => Promise<Conversation>
  release: (staff: StaffView, conversationId: string) => Promise<Conversation>
  resolve: (staff: StaffView, conversationId: string) => Promise<Conversation>
  staffRead: (conversationId: string, seq: number) => Promise<void>
  customerRead: (visitor: Visitor, seq: number) => Promise<void>
  customerEnd: (visitor: Visitor) => Promise<Conversation>
  cart: (visitor: Visitor) => Promise<CartView | null>
  changeCart: (visitor: Visitor, input: CartInput) => Promise<CartView>
  /** What time alone makes due; the server calls it each second. Never two at once. */
  sweep: () => Promise<void>
  /** When the sweep has something to do at the latest: a turn that waits for more to be written, a notice. */
  nextDue: () => Promise<Date | null>
  /** Resolves when no turn runs or waits in this process. */
  idle: () => Promise<void>
  load: () => { running: number; waiting: number }
  /** Takes no new turns and waits for those that run. */
  close: () => Promise<void>
}

export function createInbound(given: InboundDeps): Inbound {
  const publish = (event: PublishedEvent) => {
    if (event.type === 'conversation' && event.conversation.status !== 'agent')
      worker.interrupt(event.ref.conversationId)
    given.publish(event)
  }
  const deps: InboundDeps = { ...given, publish }
  const worker = createTurnWorker(deps)
  let sweeping: Promise<void> | null = null
  return {
    message: (input) => receiveMessage(deps, worker, input),
    channelMessage: (message) => receiveChannelMessage(deps, worker, message),
    status: (update) => receiveStatus(deps, update),
    deliveryChanged: (change) => deliveryChanged(deps, change),
    noteSaid: (row, now) => noteSaid(deps, row, now),
    deliverWeb: (row) => deliverWeb(deps, row),
    conversation: (visitor) => conversationOf(deps.db, visitor, deps.clock()),
    turnDone: (conversationId) => worker.idle(conversationId),
    staffReply: (staff, input) => replyAsStaff(deps, staff, input),
    staffTemplate: (staff, input) => sendTemplateAsStaff(deps, staff, input),
    take: (staff, conversationId) => actAsStaff(deps, staff, conversationId, 'take'),
    release: (staff, conversationId) => actAsStaff(deps, staff, conversationId, 'release'),
    resolve: (staff, conversationId) => actAsStaff(deps, staff, conversationId, 'resolve'),
    staffRead: (conversationId, seq) => readAsStaff(deps, conversationId, seq),
    customerRead: (visitor, seq) => readAsCustomer(deps, visitor, seq),
    customerEnd: (visitor) => endByCustomer(deps, visitor),
    cart: async (visitor) => {
      const now = deps.clock()
      return viewOfCart(deps, await cartOwners(deps.db, visitor, now), now)
    },
    changeCart: async (visitor, input) => changeCartOf(deps, visitor, input),
    sweep: () => {
      sweeping ??= sweep(deps, worker).finally(() => {
        sweeping = null
      })
      return sweeping
    },
    nextDue: () => nextDue(deps),
    idle: () => worker.allIdle(),
    load: () => worker.load(),
    close: async () => {
      await sweeping?.catch(() => {})
      await worker.close()
    },
  }
}
