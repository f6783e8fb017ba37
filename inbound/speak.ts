import type { MessagePart } from '#contract/message.ts'
import { type Conversation, type ConversationRef, releaseAgentText } from '#domain/conversations/index.ts'
import { type Decision, decide } from '#orchestrator/index.ts'
import type { InboundDeps } from './house.ts'

export interface Chunk {
  text: string
  parts?: MessagePart[]
  /** Take the place of what this turn has released so far. */
  replace?: boolean
  complete: boolean
}

type Spoken = { outcome: 'spoken'; rev: number } | { outcome: 'held_back' | 'not_ours' }

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
  let decision: Decision | null = null
  const stored = await releaseAgentText(deps.db, ref, turnId, chunk, deps.clock(), (conversation) => {
    decision = decide(agentWords(conversation, chunk), conversation)
    return decision.allowed
  })
  if (!stored) return refused(deps, decision)
  const type = chunk.replace ? 'message.replaced' : 'message'
  deps.publish({ type, ref, message: stored.message })
  return { outcome: 'spoken', rev: stored.conversation.rev }
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
