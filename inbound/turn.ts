import type { Message } from '#contract/message.ts'
import {
  type Conversation,
  type ConversationRef,
  grantedOrders,
  recentMessages,
  takeTurn,
} from '#domain/conversations/index.ts'
import { replaceNumbers } from '#domain/identity/index.ts'
import type { ToolContext } from '#tools/index.ts'
import { endTurn, failTurn, settledTurn } from './end-turn.ts'
import { hideNumbers } from './hidden-numbers.ts'
import type { InboundDeps } from './house.ts'
import { holdLease, LEASE_MS } from './lease.ts'
import { withoutOptOuts } from './opt-out.ts'
import { gatherReply } from './phone/gather-reply.ts'
import { isPhone } from './phone/leave-by-phone.ts'
import { fitForPhone } from './phone/transcript-for-phone.ts'
import { settleOpenProposal } from './settle.ts'
import { shopWish } from './shop-wish.ts'
import { speak } from './speak.ts'
import { standingOf } from './standing.ts'

const TRANSCRIPT_MESSAGES = 60
/** A turn that brought down its worker this often is given to a person instead. */
const MAX_ATTEMPTS = 3

/** A turn that has been taken: what it answers, and for whom. */
export interface TakenTurn {
  ref: ConversationRef
  turnId: string
  upToSeq: number
  attempt: number
  /** As it was when the turn was taken. */
  conversation: Conversation
  /** The conversation's newest rev that this turn has read or told of. */
  rev: number
}

interface Prepared {
  conversation: Conversation
  context: ToolContext
  /** The customer's messages that want an answer, oldest first. */
  asked: Message[]
}

/**
 * The steps of one turn: take it, hold its lease, prepare what it may know, leave out what is settled, settle a
 * yes or no, let the agent reply, end it. Answers whether more waits for an answer already; a failure leaves the lease to run out,
 * after which the sweep tries again.
 */
export async function runTurn(
  deps: InboundDeps,
  ref: ConversationRef,
  limiterKeys: string[],
  abort: AbortController,
): Promise<boolean> {
  const taken = await takeTurn(deps.db, ref, LEASE_MS, deps.clock())
  if (!taken) return false
  const turn: TakenTurn = { ref, ...taken, rev: taken.conversation.rev }
  const lease = holdLease(deps, ref, taken.turnId, abort)
  try {
    const after =
      taken.attempt > MAX_ATTEMPTS
        ? await failTurn(deps, turn)
        : await answer(deps, turn, await prepare(deps, turn, limiterKeys), abort.signal)
    return after.status === 'agent' && after.answeredSeq < after.lastCustomerSeq
  } finally {
    lease.stop()
    deps.publish({ type: 'typing', ref, who: 'agent', name: null, on: false })
  }
}

async function prepare(deps: InboundDeps, turn: TakenTurn, limiterKeys: string[]): Promise<Prepared> {
  const { db } = deps
  const now = deps.clock()
  const { conversation } = turn
  const recent = fitForPhone(conversation, await recentMessages(db, turn.ref, TRANSCRIPT_MESSAGES))
  const told = recent.filter((message) => message.seq <= turn.upToSeq || message.sender !== 'customer')
  const { transcript, asked } = withoutOptOuts(
    conversation.channel,
    told,
    told.filter((message) => isAsked(message, conversation, turn)),
  )
  const context: ToolContext = {
    db,
    now,
    ref: turn.ref,
    ...(await standingOf(db, conversation, now)),
    grantedOrders: await grantedOrders(db, turn.ref, now),
    settings: await deps.settings(),
    search: deps.search,
    recommender: deps.recommender,
    suppressionKey: deps.suppressionKey,
    page: withoutNumbers(conversation.page),
    place: deps.placeOf?.(limiterKeys) ?? null,
    limiterKeys: [`conversation:${turn.ref.conversationId}`, ...limiterKeys],
    messageSeq: turn.upToSeq,
    turnId: turn.turnId,
    transcript,
  }
  return { conversation, context, asked }
}

/** The title is the page's own: an account page may say the number of whoever looks at it. */
function withoutNumbers(page: Conversation['page']): Conversation['page'] {
  if (page?.title === undefined) return page
  return { ...page, title: replaceNumbers(page.title, ({ kind }) => `[${kind}]`) }
}

function isAsked(message: Message, conversation: Conversation, turn: TakenTurn): boolean {
  const { sender, seq } = message
  return sender === 'customer' && seq > conversation.answeredSeq && seq <= turn.upToSeq
}

async function answer(
  deps: InboundDeps,
  turn: TakenTurn,
  { conversation, context, asked }: Prepared,
  signal: AbortSignal,
): Promise<Conversation> {
  // a stop was recorded and confirmed when it came in; who says nothing else wants no answer
  if (asked.length === 0) return settledTurn(deps, turn)
  const settled = await settleOpenProposal(deps, context, asked)
  const { reply } = await import('#agent/index.ts') // heavy: a server listens before it is loaded
  const wish = await shopWish(deps, context)
  const hidden = hideNumbers(context.transcript)
  // a phone is told the whole at once, with the end of the turn; a page is told it sentence by sentence
  const whole = isPhone(conversation.channel) ? gatherReply() : null
  let spoken = 0
  const result = await reply(
    hidden.agent(deps.agent),
    { conversation, transcript: hidden.transcript, context, wish, ...(settled && { settled }) },
    {
      signal,
      typing: (on) => deps.publish({ type: 'typing', ref: turn.ref, who: 'agent', name: null, on }),
      release: async (chunk) => {
        if (signal.aborted) return false
        if (chunk.text === '' && !chunk.parts?.length) return true // only says that it is over: endTurn completes
        const { channel } = conversation
        const revealed = { ...chunk, text: hidden.reveal(chunk.text), channel }
        if (whole) return whole.add(revealed)
        const told = await speak(deps, turn.ref, turn.turnId, revealed)
        if (told.outcome === 'spoken') {
          spoken++
          turn.rev = told.rev
        }
        return told.outcome !== 'not_ours'
      },
    },
  )
  const handoff = result.handoff && { ...result.handoff, summary: hidden.reveal(result.handoff.summary) }
  const { customerIds } = context
  const words = whole?.words() ?? null
  return endTurn(deps, turn, { ...result, ...(handoff && { handoff }), spoken, words, customerIds })
}
