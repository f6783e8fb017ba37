import type { Message } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import type { Conversation, ConversationRef } from '#domain/conversations/index.ts'
import { applyHandoff, type HandoffEvent } from '#domain/handoff/index.ts'
import { decide } from '#orchestrator/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import type { InboundDeps } from './house.ts'

type Applied = Awaited<ReturnType<typeof applyHandoff>>

/**
 * A change of hands with the notices that belong to it. The notices leave through `decide` like every other
 * word of ours: one that may not leave takes the whole change back.
 */
export function applyDecided(
  db: Db,
  conversation: Conversation,
  event: HandoffEvent,
  now: Date,
): Promise<Applied> {
  return inTransaction(db, async (tx) => {
    const applied = await applyHandoff(tx, conversation, event, now)
    if (applied.ok) for (const message of applied.messages) assertMayLeave(applied.conversation, message)
    return applied
  })
}

function assertMayLeave(conversation: Conversation, { text, parts }: Message): void {
  const { channel, status, staffId } = conversation
  const words = { kind: 'service' as const, channel, speaker: 'system' as const, staffId: null, text, parts }
  // closing says so in the conversation's last words
  const facts = { status: status === 'closed' ? ('agent' as const) : status, staffId }
  const decision = decide(words, facts)
  if (!decision.allowed) throw new Problem('conflict', `A notice may not leave: ${decision.reason}.`)
}

/** Tells everybody of a stored change: its messages first, then the state they led to. */
export function publishChange(
  deps: InboundDeps,
  ref: ConversationRef,
  conversation: Conversation,
  messages: Message[],
): void {
  for (const message of messages) deps.publish({ type: 'message', ref, message })
  deps.publish({ type: 'conversation', ref, conversation })
}
