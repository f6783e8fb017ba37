import type { Message, MessagePart } from '#contract/message.ts'
import { type Conversation, type ConversationRef, releaseAgentText } from '#domain/conversations/index.ts'
import { type Decision, decide } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'
import type { InboundDeps } from './house.ts'
import { leaveByPhone } from './phone/leave-by-phone.ts'

export interface Chunk {
  text: string
  parts?: MessagePart[]
  /** Take the place of what this turn has released so far. */
  replace?: boolean
  complete: boolean
  /** Where it goes, which is where the turn began; they may have moved on meanwhile. */
  channel?: Conversation['channel']
}

export type Spoken = { outcome: 'spoken'; rev: number } | { outcome: 'held_back' | 'not_ours' }

/**
 * The agent's only way to be heard: the decision, the store's own check that the conversation and the turn
 * are still the agent's, and the text, all in one transaction. Publishes after the commit.
 */
export async function speak(
  deps: InboundDeps,
  ref: ConversationRef,
  turnId: string,
  chunk: Chunk,
): Promise<Spoken> {
  const stored = await release(deps.db, ref, turnId, chunk, deps.clock())
  if (!stored.message) return refused(deps, stored.decision)
  const type = chunk.replace ? 'message.replaced' : 'message'
  deps.publish({ type, ref, message: stored.message })
  return { outcome: 'spoken', rev: stored.message.rev }
}

/**
 * The whole of what a turn says to a phone: one message, and its row in the outbox, in the caller's
 * transaction. Whoever commits it publishes.
 */
export async function speakToPhone(
  deps: InboundDeps,
  tx: Db,
  conversation: Conversation,
  turnId: string,
  chunk: Chunk,
  now: Date,
): Promise<Spoken> {
  const whole = { ...chunk, complete: true, channel: conversation.channel }
  const stored = await release(tx, conversation, turnId, whole, now)
  if (!stored.message) return refused(deps, stored.decision)
  const { messageId, text, parts, rev } = stored.message
  const words = { kind: 'reply', messageId, sender: { type: 'agent' }, text, parts } as const
  await leaveByPhone(deps, tx, conversation, words, now)
  return { outcome: 'spoken', rev }
}

/** The decision, and what it let be stored. */
async function release(
  db: Db,
  ref: ConversationRef,
  turnId: string,
  chunk: Chunk,
  now: Date,
): Promise<{ message: Message | null; decision: Decision | null }> {
  let decision: Decision | null = null
  const stored = await releaseAgentText(db, ref, turnId, chunk, now, (conversation) => {
    decision = decide(agentWords(conversation, chunk), conversation)
    return decision.allowed
  })
  return { message: stored?.message ?? null, decision }
}

function agentWords(conversation: Conversation, chunk: Chunk) {
  return {
    kind: 'reply' as const,
    channel: conversation.channel,
    speaker: 'agent' as const,
    staffId: null,
    text: chunk.text,
    parts: chunk.parts ?? [],
  }
}

function refused(deps: InboundDeps, decision: Decision | null): Spoken {
  if (!decision || decision.allowed || decision.gate === 'speaker') return { outcome: 'not_ours' }
  deps.observe?.({ type: 'held_back', gate: decision.gate, reason: decision.reason })
  return { outcome: 'held_back' }
}
