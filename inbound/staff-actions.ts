import { Problem } from '#contract/problem.ts'
import type { StaffView } from '#contract/staff-api.ts'
import { type Conversation, lockConversation, markRead } from '#domain/conversations/index.ts'
import type { HandoffEvent } from '#domain/handoff/index.ts'
import { inTransaction } from '#store/index.ts'
import { applyDecided, publishChange } from './handoff.ts'
import type { InboundDeps } from './house.ts'
import { lockPhone } from './phone/leave-by-phone.ts'
import { foundConversation } from './staff-reply.ts'
import type { Visitor } from './standing.ts'
import { conversationOf } from './visitor-conversation.ts'

export type StaffAction = 'take' | 'release' | 'resolve'

/** Takes a conversation, gives it back to the agent, or resolves it. Refused with a conflict that says why. */
export async function actAsStaff(
  deps: InboundDeps,
  staff: StaffView,
  conversationId: string,
  action: StaffAction,
): Promise<Conversation> {
  const ref = await foundConversation(deps, conversationId)
  const change = await inTransaction(deps.db, async (tx) => {
    await lockPhone(tx, ref)
    const conversation = await lockConversation(tx, ref)
    assertTheirs(conversation, staff, action)
    if (action === 'take' && conversation.staffId === staff.staffId) return { conversation, messages: [] }
    const applied = await applyDecided(deps, tx, conversation, eventOf(action, staff), deps.clock())
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
  const ref = await foundConversation(deps, conversationId)
  const conversation = await markRead(deps.db, ref, 'staff', seq, deps.clock())
  if (conversation.rev !== ref.rev) deps.publish({ type: 'conversation', ref, conversation })
}

/** The shopper has read up to this message. Without a conversation there is nothing to note. */
export async function readAsCustomer(deps: InboundDeps, visitor: Visitor, seq: number): Promise<void> {
  const ref = await conversationOf(deps.db, visitor, deps.clock())
  if (!ref) return
  const conversation = await markRead(deps.db, ref, 'customer', seq, deps.clock())
  if (conversation.rev !== ref.rev) deps.publish({ type: 'conversation', ref, conversation })
}

/** The shopper no longer waits for, or talks with, a person: the agent answers again. */
export async function endByCustomer(deps: InboundDeps, visitor: Visitor): Promise<Conversation> {
  const ref = await conversationOf(deps.db, visitor, deps.clock())
  if (!ref) throw new Problem('not-found', 'There is no conversation')
  const applied = await applyDecided(deps, deps.db, ref, { type: 'customer_end' }, deps.clock())
  if (!applied.ok) return ref // the agent has it already: what they ask for is so
  publishChange(deps, ref, applied.conversation, applied.messages)
  return applied.conversation
}
