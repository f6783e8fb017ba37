import type { ReplyOutcome } from '#agent/index.ts'
import type { HandoffReason } from '#contract/staff-api.ts'
import {
  type Conversation,
  finishTurn,
  messagesAfter,
  recentMessages,
  recordToolCall,
  renewTurn,
  type ToolCallRecord,
} from '#domain/conversations/index.ts'
import { summarise } from '#domain/handoff/index.ts'
import { inTransaction } from '#store/index.ts'
import { publishCart } from './cart.ts'
import { applyDecided, publishChange } from './handoff.ts'
import type { InboundDeps } from './house.ts'
import { LEASE_MS } from './lease.ts'
import { speak } from './speak.ts'
import { texts } from './texts.ts'
import type { TakenTurn } from './turn.ts'

interface TurnResult extends ReplyOutcome {
  /** How many pieces have really been released. */
  spoken: number
  customerIds: string[]
}

const cartTools = new Set(['create_cart', 'update_cart'])

/**
 * Stores what the turn came to, and hands over where the agent said so or where it has said nothing at all.
 * Answers the conversation as it is then.
 */
export async function endTurn(deps: InboundDeps, turn: TakenTurn, result: TurnResult): Promise<Conversation> {
  note(deps, result)
  const { outcome, toolCalls } = result
  if (outcome === 'stopped') return leaveTurn(deps, turn, toolCalls)
  if (outcome === 'answered' && result.spoken === 0) return failTurn(deps, turn, toolCalls)
  const handoff = outcome === 'handed_over' ? (result.handoff ?? null) : null
  const conversation = await finish(deps, turn, toolCalls, handoff)
  if (changedCart(toolCalls)) await publishCart(deps, turn.ref, result.customerIds)
  return conversation
}

function note(deps: InboundDeps, result: TurnResult): void {
  const { outcome, model, milliseconds } = result
  deps.observe?.({ type: 'turn', outcome, model, milliseconds })
  for (const { check, reason } of result.withheld) deps.observe?.({ type: 'held_back', gate: check, reason })
  if (result.providerFault !== null) deps.observe?.({ type: 'provider_fault', fault: result.providerFault })
}

function changedCart(calls: ToolCallRecord[]): boolean {
  return calls.some((call) => call.ok && cartTools.has(call.tool))
}

/** The turn cannot be answered by the agent: the shopper is told, and a person is called. */
export async function failTurn(
  deps: InboundDeps,
  turn: TakenTurn,
  toolCalls: ToolCallRecord[] = [],
): Promise<Conversation> {
  deps.observe?.({ type: 'turn', outcome: 'failed', model: 'none', milliseconds: 0 })
  const told = await speak(deps, turn.ref, turn.turnId, { text: texts.agentFailed, complete: true })
  if (told.outcome === 'spoken') turn.rev = told.rev
  const summary = summarise(await recentMessages(deps.db, turn.ref, 50))
  return finish(deps, turn, toolCalls, { reason: 'agent_failed', summary })
}

/** The house has answered everything already: the agent says nothing. */
export function settledTurn(deps: InboundDeps, turn: TakenTurn): Promise<Conversation> {
  deps.observe?.({ type: 'turn', outcome: 'settled', model: 'none', milliseconds: 0 })
  return finish(deps, turn, [], null)
}

/** The conversation went to a person meanwhile: nothing is answered, no half message stays. */
function leaveTurn(deps: InboundDeps, turn: TakenTurn, toolCalls: ToolCallRecord[]): Promise<Conversation> {
  return finish(deps, { ...turn, upToSeq: 0 }, toolCalls, null)
}

/** The end of a turn in one transaction: its tool calls, its lease, and the handoff if there is one. */
async function finish(
  deps: InboundDeps,
  turn: TakenTurn,
  toolCalls: ToolCallRecord[],
  handoff: { reason: HandoffReason; summary: string } | null,
): Promise<Conversation> {
  const { ref } = turn
  const now = deps.clock()
  const change = await inTransaction(deps.db, async (tx) => {
    for (const call of toolCalls) await recordToolCall(tx, ref, call)
    // a worker that has lost the turn has no say any more: another one has answered
    const held = handoff !== null && (await renewTurn(tx, ref, turn.turnId, LEASE_MS, now))
    let conversation = await finishTurn(tx, ref, turn.turnId, turn.upToSeq, now)
    if (handoff && held) {
      const applied = await applyDecided(tx, conversation, { type: 'request', ...handoff }, now)
      if (applied.ok) conversation = applied.conversation
    }
    const news = conversation.rev > turn.rev ? await messagesAfter(tx, ref, turn.rev) : []
    return { conversation, messages: news.filter((message) => message.sender !== 'customer') }
  })
  publishChange(deps, ref, change.conversation, change.messages)
  return change.conversation
}
