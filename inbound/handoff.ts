import type { Message } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import type { Conversation, ConversationRef } from '#domain/conversations/index.ts'
import { applyHandoff, type HandoffEvent } from '#domain/handoff/index.ts'
import { decide } from '#orchestrator/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { InboundDeps } from './house.ts'
import { leaveByPhone, lockPhone } from './phone/leave-by-phone.ts'

type Applied = Awaited<ReturnType<typeof applyHandoff>>

/**
 * A change of hands with the notices that belong to it. The notices leave through `decide` like every other
 * word of ours: one that may not leave takes the whole change back. To a phone they go by the outbox; whoever
 * publishes the change wakes it.
 */
export function applyDecided(
  deps: Pick<InboundDeps, 'outbox'>,
  db: Db,
  conversation: Conversation,
  event: HandoffEvent,
  now: Date,
): Promise<Applied> {
  return inTransaction(db, async (tx) => {
    await lockPhone(tx, conversation)
    const applied = await applyHandoff(tx, conversation, event, now)
    if (applied.ok) await leaveWithNotices(deps, tx, applied, now)
    return applied
  })
}

/** The notices of a change of hands leave to the phone where the customer is at one. */
export async function leaveWithNotices(
  deps: Pick<InboundDeps, 'outbox'>,
  tx: Db,
  { conversation, messages }: { conversation: Conversation; messages: readonly Message[] },
  now: Date,
): Promise<void> {
  for (const message of messages) {
    assertMayLeave(conversation, message)
    const { messageId, text, parts } = message
    // a reply to the outbox: who wrote STOP and then asks for a person must hear that somebody comes
    const words = { kind: 'reply', messageId, sender: { type: 'house' }, text, parts } as const
    await leaveByPhone(deps, tx, conversation, words, now)
  }
}

function assertMayLeave(conversation: Conversation, { text, parts }: Message): void {
  const { channel, status, staffId } = conversation
  const words = { kind: 'service' as const, channel, speaker: 'system' as const, staffId: null, text, parts }
  // closing says so in the conversation's last words
  const facts = { status: status === 'closed' ? ('agent' as const) : status, staffId }
  const decision = decide(words, facts)
  if (!decision.allowed) throw new Problem('conflict', `A notice may not leave: ${decision.reason}.`)
}

/** Tells everybody of a stored change: its messages first, then the state they led to, and then whoever sends. */
export function publishChange(
  deps: InboundDeps,
  ref: ConversationRef,
  conversation: Conversation,
  messages: Message[],
): void {
  for (const message of messages) deps.publish({ type: 'message', ref, message })
  deps.publish({ type: 'conversation', ref, conversation })
  if (conversation.phone) deps.outbox.wake()
}
