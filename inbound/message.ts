import type { PageContext } from '#contract/chat.ts'
import type { Message } from '#contract/message.ts'
import { appendMessage, type Conversation, openConversation } from '#domain/conversations/index.ts'
import { lockCustomer, withoutCards } from '#domain/identity/index.ts'
import { inTransaction } from '#store/index.ts'
import { cleanText } from './clean-text.ts'
import type { InboundDeps } from './house.ts'
import { applyOptOut, readForOptOut } from './opt-out.ts'
import { refuseErased, type Visitor } from './standing.ts'
import type { TurnWorker } from './turn-worker.ts'
import { conversationOf } from './visitor-conversation.ts'

export interface IncomingMessage {
  session: Visitor
  channel: Conversation['channel']
  clientMessageId: string
  text: string
  page?: PageContext
  /** What guesses are counted under besides the conversation, e.g. the hash of an address. */
  limiterKeys: string[]
}

/**
 * The steps for one message: check, find the conversation, store it once with the stop it may say, tell
 * everybody, wake the agent.
 * Resolves when it is stored, which is the acknowledgement; the turn runs on. Throws a Problem on bad text.
 */
export async function receiveMessage(
  deps: InboundDeps,
  worker: TurnWorker,
  input: IncomingMessage,
): Promise<{ message: Message; conversation: Conversation }> {
  const text = withoutCards(cleanText(input.text))
  await refuseErased(deps.db, input.session)
  const conversation =
    (await conversationOf(deps.db, input.session, deps.clock())) ??
    (await openConversation(deps.db, input.session.customerId, input.channel, deps.clock()))
  const stored = await storeMessage(deps, conversation, input, text)
  worker.wake(stored.conversation, input.limiterKeys)
  return { message: stored.message, conversation: stored.conversation }
}

/** A phone's conversation goes on here: what answers it stays here, until they write from the phone again. */
function goingOn(conversation: Conversation, { channel, session }: IncomingMessage) {
  return conversation.phone ? { channel, visitorId: session.customerId } : {}
}

async function storeMessage(deps: InboundDeps, ref: Conversation, input: IncomingMessage, text: string) {
  const now = deps.clock()
  const reading = await readForOptOut(deps.db, { ...ref, channel: input.channel }, text, now)
  const settings = reading.kind === null ? null : await deps.settings()
  const stored = await inTransaction(deps.db, async (tx) => {
    // the customer before the conversation, as everywhere
    if (settings || ref.phone) await lockCustomer(tx, ref.customerId)
    const first = await appendMessage(
      tx,
      ref,
      {
        sender: 'customer',
        text,
        clientMessageId: input.clientMessageId,
        page: input.page,
        ...goingOn(ref, input),
      },
      now,
    )
    if (first.duplicate || !settings) return { ...first, confirmation: null }
    return {
      ...first,
      ...(await applyOptOut({ ...deps, settings }, tx, first.conversation, first.message, reading, now)),
    }
  })
  // sent again because its acknowledgement was lost: everybody has heard of it
  if (stored.duplicate) return stored
  deps.publish({ type: 'message', ref, message: stored.message })
  if (stored.confirmation) deps.publish({ type: 'message', ref, message: stored.confirmation })
  deps.publish({ type: 'conversation', ref, conversation: stored.conversation })
  return stored
}
