import type { CartInput } from '#contract/chat.ts'
import type { CartView, Message } from '#contract/message.ts'
import type { StaffView } from '#contract/staff-api.ts'
import type { Conversation } from '#domain/conversations/index.ts'
import { changeCartOf, viewOfCart } from './cart.ts'
import type { InboundDeps, PublishedEvent } from './house.ts'
import { type IncomingMessage, receiveMessage } from './message.ts'
import {
  actAsStaff,
  endByCustomer,
  readAsCustomer,
  readAsStaff,
  replyAsStaff,
  type StaffReply,
} from './staff-actions.ts'
import { type Visitor, visitorStanding } from './standing.ts'
import { sweep } from './sweep.ts'
import { createTurnWorker } from './turn-worker.ts'

/** Everything that can happen in a conversation. Each stores first, then publishes. */
export interface Inbound {
  /** Resolves when the message is stored; the agent's turn runs on. Throws a Problem on bad text. */
  message: (input: IncomingMessage) => Promise<{ message: Message; conversation: Conversation }>
  /** Resolves when no turn of this conversation is running or due in this process. */
  turnDone: (conversationId: string) => Promise<void>
  staffReply: (staff: StaffView, input: StaffReply) => Promise<Message>
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
    turnDone: (conversationId) => worker.idle(conversationId),
    staffReply: (staff, input) => replyAsStaff(deps, staff, input),
    take: (staff, conversationId) => actAsStaff(deps, staff, conversationId, 'take'),
    release: (staff, conversationId) => actAsStaff(deps, staff, conversationId, 'release'),
    resolve: (staff, conversationId) => actAsStaff(deps, staff, conversationId, 'resolve'),
    staffRead: (conversationId, seq) => readAsStaff(deps, conversationId, seq),
    customerRead: (visitor, seq) => readAsCustomer(deps, visitor, seq),
    customerEnd: (visitor) => endByCustomer(deps, visitor),
    cart: async (visitor) =>
      viewOfCart(deps, (await visitorStanding(deps.db, visitor, deps.clock())).customerIds),
    changeCart: async (visitor, input) => changeCartOf(deps, visitor, input),
    sweep: () => {
      sweeping ??= sweep(deps, worker).finally(() => {
        sweeping = null
      })
      return sweeping
    },
    load: () => worker.load(),
    close: async () => {
      await sweeping?.catch(() => {})
      await worker.close()
    },
  }
}
