import type { Message } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import {
  appendMessage,
  type Conversation,
  currentConversation,
  findConversation,
  lockConversation,
  markRead,
  recentMessages,
} from '#domain/conversations/index.ts'
import type { HandoffEvent } from '#domain/handoff/index.ts'
import { withoutCards } from '#domain/identity/index.ts'
import { decide } from '#orchestrator/index.ts'
import { inTransaction } from '#store/index.ts'
import { cleanText } from './clean-text.ts'
import { applyDecided, publishChange } from './handoff.ts'
import type { InboundDeps } from './house.ts'
import type { Visitor } from './standing.ts'

const MAX_REPLY_CHARS = 4000

export interface StaffReply {
  conversationId: string
  clientMessageId: string
  text: string
}

async function found(deps: InboundDeps, conversationId: string): Promise<Conversation> {
  const conversation = await findConversation(deps.db, conversationId)
  if (conversation) return conversation
  throw new Problem('not-found', 'There is no such conversation')
}

/** Support and admins speak as support, everyone else as an associate. */
function senderOf(staff: StaffView): 'support' | 'associate' {
  return staff.roles.some((role) => role === 'support' || role === 'admin') ? 'support' : 'associate'
}

/** A person answers, in a conversation that is theirs; sent again with the same id it is the same message. */
export async function replyAsStaff(deps: InboundDeps, staff: StaffView, input: StaffReply): Promise<Message> {
  const ref = await found(deps, input.conversationId)
  const text = withoutCards(cleanText(input.text, MAX_REPLY_CHARS))
  const stored = await inTransaction(deps.db, async (tx) => {
    const conversation = await lockConversation(tx, ref)
    const earlier = (await recentMessages(tx, ref, 200)).find(
      (message) => message.clientMessageId === input.clientMessageId && message.sender !== 'customer',
    )
    if (earlier) return { message: earlier, duplicate: true, conversation }
    const speaker = senderOf(staff)
    const words = {
      kind: 'reply' as const,
      channel: ref.channel,
      speaker,
      staffId: staff.staffId,
      text,
      parts: [],
    }
    const decision = decide(words, conversation)
    if (!decision.allowed) throw new Problem('conflict', whyNot(conversation, staff))
    const { staffId, name: staffName } = staff
    const { clientMessageId } = input
    return appendMessage(
      tx,
      ref,
      { sender: speaker, text, clientMessageId, staffId, staffName },
      deps.clock(),
    )
  })
  if (!stored.duplicate) publishChange(deps, ref, stored.conversation, [stored.message])
  return stored.message
}

function whyNot(conversation: Conversation, staff: StaffView): string {
  if (conversation.status === 'closed') return 'This conversation is closed.'
  if (conversation.status !== 'with_staff') return 'Take the conversation before you reply.'
  return conversation.staffId === staff.staffId
    ? 'That reply cannot be sent.'
    : 'Someone else has this conversation.'
}

export type StaffAction = 'take' | 'release' | 'resolve'

/** Takes a conversation, gives it back to the agent, or resolves it. Refused with a conflict that says why. */
export async function actAsStaff(
  deps: InboundDeps,
  staff: StaffView,
  conversationId: string,
  action: StaffAction,
): Promise<Conversation> {
  const ref = await found(deps, conversationId)
  const change = await inTransaction(deps.db, async (tx) => {
    const conversation = await lockConversation(tx, ref)
    assertTheirs(conversation, staff, action)
    if (action === 'take' && conversation.staffId === staff.staffId) return { conversation, messages: [] }
    const applied = await applyDecided(tx, conversation, eventOf(action, staff), deps.clock())
    if (!applied.ok) throw new Problem('conflict', refusals[action])
    return applied
  })
  publishChange(deps, ref, change.conversation, change.messages)
  return change.conversation
}

const refusals: Record<StaffAction, string> = {
  take: 'This conversation cannot be taken now.',
  release: 'This conversation cannot be given back to the agent now.',
  resolve: 'This conversation cannot be resolved now.',
}

function eventOf(action: StaffAction, staff: StaffView): HandoffEvent {
  return action === 'take'
    ? { type: 'take', staffId: staff.staffId, staffName: staff.name }
    : { type: action }
}

/** What a person holds only they, or an admin, may put down; nobody takes it out of their hands. */
function assertTheirs(conversation: Conversation, staff: StaffView, action: StaffAction): void {
  const { status, staffId } = conversation
  const held = status === 'with_staff' && staffId !== staff.staffId
  if (held && (action === 'take' || !staff.roles.includes('admin')))
    throw new Problem('conflict', 'Someone else has this conversation.')
}

/** Staff have read up to this message. */
export async function readAsStaff(deps: InboundDeps, conversationId: string, seq: number): Promise<void> {
  const ref = await found(deps, conversationId)
  const conversation = await markRead(deps.db, ref, 'staff', seq, deps.clock())
  if (conversation.rev !== ref.rev) deps.publish({ type: 'conversation', ref, conversation })
}

/** The shopper has read up to this message. Without a conversation there is nothing to note. */
export async function readAsCustomer(deps: InboundDeps, visitor: Visitor, seq: number): Promise<void> {
  const ref = await currentConversation(deps.db, visitor.customerId)
  if (!ref) return
  const conversation = await markRead(deps.db, ref, 'customer', seq, deps.clock())
  if (conversation.rev !== ref.rev) deps.publish({ type: 'conversation', ref, conversation })
}

/** The shopper no longer waits for, or talks with, a person: the agent answers again. */
export async function endByCustomer(deps: InboundDeps, visitor: Visitor): Promise<Conversation> {
  const ref = await currentConversation(deps.db, visitor.customerId)
  if (!ref) throw new Problem('not-found', 'There is no conversation')
  const applied = await applyDecided(deps.db, ref, { type: 'customer_end' }, deps.clock())
  if (!applied.ok) return ref // the agent has it already: what they ask for is so
  publishChange(deps, ref, applied.conversation, applied.messages)
  return applied.conversation
}
