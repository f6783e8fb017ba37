import { newId } from '#contract/ids.ts'
import type { Message } from '#contract/message.ts'
import {
  isExplicitNo,
  isExplicitYes,
  lockConversation,
  openProposal,
  type Proposal,
  recordToolCall,
  settleProposal,
} from '#domain/conversations/index.ts'
import { lockCustomer } from '#domain/identity/index.ts'
import { inTransaction } from '#store/index.ts'
import { executeProposal, type ToolContext, type ToolResult } from '#tools/index.ts'
import type { InboundDeps } from './house.ts'

export interface Settled {
  proposal: Proposal
  decision: 'executed' | 'failed' | 'declined'
  result: ToolResult | null
}

/**
 * What the shopper's new messages say to a proposal they have seen. A yes counts only when all of them are
 * one, and when the proposal stood on the screen, unchanged since, before the first of them was written.
 */
export function answerTo(proposal: Proposal, transcript: Message[], asked: Message[]): 'yes' | 'no' | null {
  const shown = transcript.find((message) =>
    message.parts.some((part) => part.type === 'proposal' && part.proposalId === proposal.proposalId),
  )
  const first = asked[0]
  if (!shown || !first || shown.rev >= first.rev || shown.seq >= first.seq) return null
  if (asked.every((message) => isExplicitYes(message.text, proposal.tool))) return 'yes'
  return asked.some((message) => isExplicitNo(message.text)) ? 'no' : null
}

function showsProposal(message: Message): boolean {
  return message.parts.some((part) => part.type === 'proposal')
}

/**
 * Settles the open proposal by the shopper's own words, before any model runs. Execution and settlement are
 * one transaction under the conversation's lock, so that a yes acts once however often it is taken up.
 */
export async function settleOpenProposal(
  deps: InboundDeps,
  context: ToolContext,
  asked: Message[],
): Promise<Settled | null> {
  if (!context.transcript.some(showsProposal)) return null // most conversations: no need to ask the database
  const proposal = await openProposal(deps.db, context.ref, context.now)
  const answer = proposal && answerTo(proposal, context.transcript, asked)
  if (!proposal || !answer) return null
  if (answer === 'no') return decline(deps, context, proposal)
  try {
    return await execute(deps, context, proposal)
  } catch (error) {
    deps.log.error({ error, tool: proposal.tool }, 'an accepted proposal failed')
    await settleProposal(deps.db, context.ref, proposal.proposalId, 'failed', null, context.now)
    return { proposal, decision: 'failed', result: null }
  }
}

async function decline(deps: InboundDeps, context: ToolContext, proposal: Proposal): Promise<Settled | null> {
  const { db } = deps
  const done = await settleProposal(db, context.ref, proposal.proposalId, 'declined', null, context.now)
  return done ? { proposal, decision: 'declined', result: null } : null
}

function execute(deps: InboundDeps, context: ToolContext, proposal: Proposal): Promise<Settled | null> {
  return inTransaction(deps.db, async (tx) => {
    await lockCustomer(tx, context.ref.customerId) // before the conversation, as everywhere
    await lockConversation(tx, context.ref)
    const still = await openProposal(tx, context.ref, context.now)
    if (still?.proposalId !== proposal.proposalId) return null
    const result = await executeProposal({ ...context, db: tx }, proposal)
    const decision = result.ok ? 'executed' : 'failed'
    await settleProposal(tx, context.ref, proposal.proposalId, decision, result.data, context.now)
    await recordToolCall(tx, context.ref, callRecord(deps, context, proposal, result))
    return { proposal, decision, result }
  })
}

function callRecord(deps: InboundDeps, context: ToolContext, proposal: Proposal, result: ToolResult) {
  const { now, trust, turnId, messageSeq } = context
  return {
    toolCallId: newId('toolCall', now),
    turnId,
    messageSeq,
    tool: proposal.tool,
    arguments: proposal.arguments,
    result: result.data,
    ok: result.ok,
    error: result.refusal ?? null,
    trust,
    startedAt: now,
    milliseconds: Math.max(0, deps.clock().getTime() - now.getTime()),
  }
}
