import type { TrustLevel } from '#contract/message.ts'
import type { ConversationRef } from './conversations.ts'
import { isExplicitYes } from './yes-and-no.ts'

/** One call of a tool by the agent, kept with the customer's message that led to it. */
export interface ToolCallRecord {
  toolCallId: string
  turnId: string
  messageSeq: number
  tool: string
  arguments: unknown
  result: unknown
  ok: boolean
  error: string | null
  trust: TrustLevel
  startedAt: Date
  milliseconds: number
}

export type ProposalStatus = 'open' | 'executed' | 'declined' | 'failed' | 'expired'

/** A write that costs something, waiting for the customer's yes: what would be done, word for word. */
export interface Proposal extends ConversationRef {
  proposalId: string
  tool: string
  arguments: unknown
  summary: string
  status: ProposalStatus
  createdAt: Date
  expiresAt: Date
}

/** How long a proposal waits for its yes. */
export const PROPOSAL_MS = 10 * 60_000

/** Whether the newest word since a proposal was made can be its answer: before it nothing but a yes was said. */
export function isAnswerable(tool: string, saidSince: readonly string[]): boolean {
  return saidSince.slice(0, -1).every((text) => isExplicitYes(text, tool))
}
