import type { ConversationView, ResumeAnswer, SendInput } from '#contract/chat.ts'
import type { Message } from '#contract/message.ts'
import { messagesAfter } from '#domain/conversations/index.ts'
import { cleanText } from '#inbound/index.ts'
import { follow } from './chat-follow.ts'
import type { ChatSocket } from './chat-socket.ts'
import { conversationView } from './conversation-view.ts'
import type { House } from './house.ts'
import { ensureSession, toldSession } from './visitor.ts'

/**
 * A shopper's message: polite, well formed, then stored. The session is opened here, by the first one. Each
 * limit is asked before anything is stored, so that what is refused leaves no trace and what is accepted stays.
 */
export async function sendMessage(
  house: House,
  socket: ChatSocket,
  input: SendInput,
): Promise<{ message: Message; conversation: ConversationView; session?: string }> {
  const { visit, address } = socket.data
  cleanText(input.text)
  await house.limits.consume('message', visit.session?.sessionHash ?? socket.id)
  await house.limits.consume('addressMessages', address)
  if (!visit.session) await house.limits.consume('addressSessions', address)
  const session = await ensureSession(house, visit, input.clientMessageId)
  await follow(house, socket)
  const stored = await house.inbound.message({
    session,
    channel: 'web',
    clientMessageId: input.clientMessageId,
    text: input.text,
    page: input.page,
    limiterKeys: [`address:${address}`],
  })
  const conversation = await conversationView(house, stored.conversation)
  return { message: stored.message, conversation, ...toldSession(visit) }
}

/** Everything after the rev that the widget has; the conversation is read first, so that nothing slips between. */
export async function readResume(house: House, socket: ChatSocket, afterRev: number): Promise<ResumeAnswer> {
  const { visit } = socket.data
  if (!visit.session) return { conversation: null, messages: [], cart: null }
  const conversation = await follow(house, socket)
  const cart = await house.inbound.cart(visit.session)
  if (!conversation) return { conversation: null, messages: [], cart }
  const view = await conversationView(house, conversation)
  return { conversation: view, messages: await messagesAfter(house.db, conversation, afterRev), cart }
}
