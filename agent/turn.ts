import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { Message, MessagePart } from '#contract/message.ts'
import type { HandoffReason } from '#contract/staff-api.ts'
import type { Conversation, Proposal, ToolCallRecord } from '#domain/conversations/index.ts'
import type { Tool, ToolContext, ToolResult } from '#tools/index.ts'
import type { ShopWish } from './shop-wish.ts'

export interface AgentLog {
  info(fields: Record<string, unknown>, message: string): void
  warn(fields: Record<string, unknown>, message: string): void
}

export interface AgentTimeouts {
  /** From asking the provider to its first byte, and between two chunks. */
  firstByteMs: number
  /** The whole turn; a little of it is kept for the offline model to finish. */
  turnMs: number
}

export const defaultTimeouts: AgentTimeouts = { firstByteMs: 10_000, turnMs: 30_000 }

export interface AgentDeps {
  /** null: the offline model answers alone. */
  model: BaseChatModel | null
  tools: Tool[]
  log: AgentLog
  timeouts?: Partial<AgentTimeouts>
}

/** What became of a proposal that inbound settled just before this turn. */
export interface SettledProposal {
  proposal: Proposal
  decision: 'executed' | 'failed' | 'declined'
  result: ToolResult | null
}

export interface Turn {
  conversation: Conversation
  /** Oldest first; ends with the message that is to be answered. */
  transcript: Message[]
  context: ToolContext
  settled?: SettledProposal
  /** What the shop would like to say next, for the agent to use or not; absent: nothing. */
  wish?: ShopWish | null
}

export interface ReleasedChunk {
  /** To be appended to the message of this turn, or, with `replace`, to stand in its place. */
  text: string
  parts?: MessagePart[]
  replace?: boolean
  complete: boolean
}

export interface ReplyOutput {
  /** Answers false when the conversation is no longer the agent's: the turn stops at once. */
  release(chunk: ReleasedChunk): Promise<boolean>
  typing?(on: boolean): void
  signal: AbortSignal
}

export interface HandoffWish {
  reason: HandoffReason
  summary: string
}

/** A sentence that a check kept back: which check and why, never the words. */
export interface WithheldSentence {
  check: string
  reason: string
}

export interface ReplyOutcome {
  outcome: 'answered' | 'handed_over' | 'stopped'
  handoff?: HandoffWish
  toolCalls: ToolCallRecord[]
  model: 'provider' | 'offline' | 'both'
  milliseconds: number
  withheld: WithheldSentence[]
  /** Why the provider did not finish the turn, where it did not. */
  providerFault: string | null
}
