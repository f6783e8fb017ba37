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
import { type Db, inTransaction } from '#store/index.ts'
import { publishCart } from './cart.ts'
import { applyDecided, publishChange } from './handoff.ts'
import type { InboundDeps } from './house.ts'
import { LEASE_MS } from './lease.ts'
import { isPhone, lockPhone } from './phone/leave-by-phone.ts'
import { type Chunk, speak, speakToPhone } from './speak.ts'
import { standingOf } from './standing.ts'
import { texts } from './texts.ts'
import type { TakenTurn } from './turn.ts'

interface TurnResult extends ReplyOutcome {
  /** How many pieces have really been released. */
  spoken: number
  /** To a phone: all that is to be said, with the end of the turn; null: nothing, or it was released already. */
  words: Chunk | null
  customerIds: string[]
}

interface HandoffWish {
  reason: HandoffReason
  summary: string
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
  if (outcome === 'answered' && result.spoken === 0 && !result.words) return failTurn(deps, turn, toolCalls)
  const handoff = outcome === 'handed_over' ? (result.handoff ?? null) : null
  const conversation = await finish(deps, turn, toolCalls, handoff, result.words)
  if (changedCart(toolCalls)) {
    const { trust } = await standingOf(deps.db, conversation, deps.clock())
    await publishCart(deps, turn.ref, { customerIds: result.customerIds, trust })
  }
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
  const words = { text: texts.agentFailed, complete: true }
  const byPhone = isPhone(turn.conversation.channel)
  const told = byPhone ? null : await speak(deps, turn.ref, turn.turnId, words)
  if (told?.outcome === 'spoken') turn.rev = told.rev
  return finish(deps, turn, toolCalls, await agentFailed(deps.db, turn), byPhone ? words : null)
}

/** The house has answered everything already: the agent says nothing. */
export function settledTurn(deps: InboundDeps, turn: TakenTurn): Promise<Conversation> {
  deps.observe?.({ type: 'turn', outcome: 'settled', model: 'none', milliseconds: 0 })
  return finish(deps, turn, [], null, null)
}

/** The conversation went to a person meanwhile: nothing is answered, no half message stays. */
function leaveTurn(deps: InboundDeps, turn: TakenTurn, toolCalls: ToolCallRecord[]): Promise<Conversation> {
  return finish(deps, { ...turn, upToSeq: 0 }, toolCalls, null, null)
}

/**
 * The end of a turn in one transaction: what it says to a phone, its tool calls, its lease, and the handoff if
 * there is one. A worker that dies before it has said nothing to a phone, and after it nothing twice.
 */
async function finish(
  deps: InboundDeps,
  turn: TakenTurn,
  toolCalls: ToolCallRecord[],
  handoff: HandoffWish | null,
  words: Chunk | null,
): Promise<Conversation> {
  const { ref } = turn
  const now = deps.clock()
  const change = await inTransaction(deps.db, async (tx) => {
    await lockPhone(tx, turn.conversation)
    const unheard = words !== null && (await sayToPhone(deps, tx, turn, words, now))
    const wish = unheard ? await agentFailed(tx, turn) : handoff
    for (const call of toolCalls) await recordToolCall(tx, ref, call)
    // a worker that has lost the turn has no say any more: another one has answered
    const held = wish !== null && (await renewTurn(tx, ref, turn.turnId, LEASE_MS, now))
    let conversation = await finishTurn(tx, ref, turn.turnId, turn.upToSeq, now)
    if (wish && held) {
      const applied = await applyDecided(deps, tx, conversation, { type: 'request', ...wish }, now)
      if (applied.ok) conversation = applied.conversation
    }
    const news = conversation.rev > turn.rev ? await messagesAfter(tx, ref, turn.rev) : []
    return { conversation, messages: news.filter((message) => message.sender !== 'customer') }
  })
  publishChange(deps, ref, change.conversation, change.messages)
  return change.conversation
}

async function agentFailed(db: Db, { ref }: TakenTurn): Promise<HandoffWish> {
  return { reason: 'agent_failed', summary: summarise(await recentMessages(db, ref, 50)) }
}

/** Says it all at once. true: a gate kept it back, and the customer is told that a person comes instead. */
async function sayToPhone(
  deps: InboundDeps,
  tx: Db,
  { conversation, turnId }: TakenTurn,
  words: Chunk,
  now: Date,
): Promise<boolean> {
  const told = await speakToPhone(deps, tx, conversation, turnId, words, now)
  if (told.outcome !== 'held_back') return false
  await speakToPhone(deps, tx, conversation, turnId, { text: texts.agentFailed, complete: true }, now)
  return true
}
