import type { DefaultEventsMap, Namespace, Server, Socket } from 'socket.io'
import { z } from 'zod'
import {
  type ChatClientEvents,
  type ChatServerEvents,
  cartInput,
  chatHandshake,
  identifyInput,
  readInput,
  resumeInput,
  sendInput,
  typingInput,
} from '#contract/chat.ts'
import { Problem } from '#contract/problem.ts'
import { checkApiKey } from '#domain/settings/index.ts'
import type { PublishedEvent } from '#inbound/index.ts'
import { readResume, sendMessage } from './chat-calls.ts'
import { follow, visitorRoom } from './chat-follow.ts'
import { conversationView } from './conversation-view.ts'
import { customerTyping } from './desk/rooms.ts'
import type { House } from './house.ts'
import { createQueues } from './in-order.ts'
import { networkOf } from './network.ts'
import { mayEmbed, ownOrigins } from './origins.ts'
import { parseInput } from './problem.ts'
import { keyedHash } from './secrets.ts'
import { socketAddress } from './socket-address.ts'
import { answerCall, hear, refusal } from './socket-call.ts'
import { beginVisit, ensureSession, identify, toldSession, type Visit } from './visitor.ts'

export interface ChatData {
  visit: Visit
  address: string
  /** The end of what a sign-in has opened. */
  leaving?: NodeJS.Timeout
}
type Chat = Namespace<ChatClientEvents, ChatServerEvents, DefaultEventsMap, ChatData>
export type ChatSocket = Socket<ChatClientEvents, ChatServerEvents, DefaultEventsMap, ChatData>

/** The namespace `/chat` (protocol in contract/chat.ts). */
export function createChatSocket(io: Server, house: House): { count: () => number; close: () => void } {
  const chat: Chat = io.of('/chat')
  const inOrder = createQueues()
  chat.use((socket, next) => {
    admit(house, socket).then(
      () => next(),
      (error: unknown) => next(refusal(error)),
    )
  })
  chat.on('connection', (socket) => connect(house, io, socket, inOrder))
  const stops = [
    house.onPublished((event) => carry(house, chat, inOrder, event)),
    // of every process
    house.openChats.knownBy(
      async (customerId) => (await chat.in(visitorRoom(customerId)).fetchSockets()).length > 0,
    ),
    // whoever is erased is nobody to us: the browser comes back as a stranger, in every process
    house.onErased((customerIds) => {
      for (const id of customerIds) chat.in(visitorRoom(id)).disconnectSockets(true)
    }),
  ]
  return {
    count: () => chat.sockets.size,
    close: () => {
      for (const stop of stops) stop()
    },
  }
}

async function admit(house: House, socket: ChatSocket): Promise<void> {
  const { headers, auth } = socket.handshake
  const { key, session, identityToken } = parseInput(chatHandshake, auth)
  const network = networkOf(socketAddress(house, socket.handshake))
  socket.data.address = keyedHash(house.secrets, 'address', network)
  await house.limits.consume('requests', socket.data.address)
  const settings = await house.settings()
  if (!mayEmbed(headers.origin, ownOrigins(house.config.PUBLIC_URL, headers.host), settings))
    throw new Problem('forbidden', 'This origin is not on the shop’s list.')
  if ((await checkApiKey(house.db, key)) !== 'public')
    throw new Problem('unauthenticated', 'The public key is missing, unknown or revoked.')
  socket.data.visit = await beginVisit(house, session, identityToken)
}

type InOrder = ReturnType<typeof createQueues>
/** A socket may be told this often that it was too fast. */
const REFUSED_CALLS = 200
const nothing = z.unknown()

function connect(house: House, io: Server, socket: ChatSocket, inOrder: InOrder): void {
  const { visit, address } = socket.data
  // a shopper's calls are done one after another, so that messages are stored in the order they were sent
  const call = <S extends z.ZodType, T extends object>(
    schema: S,
    input: unknown,
    ack: unknown,
    work: (input: z.output<S>) => Promise<T>,
  ) => inOrder(socket.id, () => answerCall(house, schema, input, ack, work))
  let refusedCalls = 0
  const polite = async () => {
    try {
      await house.limits.consume('socketCalls', socket.id)
    } catch (problem) {
      refusedCalls++
      // no widget does that; a line that only costs is cut, and coming back counts against the address
      if (refusedCalls >= REFUSED_CALLS) socket.disconnect(true)
      throw problem
    }
  }
  follow(house, socket).catch((error: unknown) => house.log.warn({ error }, 'a chat could not be followed'))

  socket.on('send', (input, ack) =>
    call(sendInput, input, ack, (checked) => sendMessage(house, socket, checked)),
  )
  socket.on('resume', (input, ack) =>
    call(resumeInput, input, ack, async ({ afterRev }) => {
      await polite()
      return readResume(house, socket, afterRev)
    }),
  )
  socket.on('identify', (input, ack) =>
    call(identifyInput, input, ack, async ({ token }) => {
      await polite()
      await identify(house, visit, token)
      await follow(house, socket)
      return { signedIn: true, ...toldSession(visit) }
    }),
  )
  socket.on('cart', (input, ack) =>
    call(cartInput, input, ack, async (change) => {
      await polite()
      if (!visit.session) await house.limits.consume('addressSessions', address)
      const session = await ensureSession(house, visit)
      await follow(house, socket)
      const cart = await house.inbound.changeCart(session, change)
      socket.to(visitorRoom(session.customerId)).emit('cart', cart)
      return { cart, ...toldSession(visit) }
    }),
  )
  socket.on('handoff.end', (ack) =>
    call(nothing, undefined, ack, async () => {
      await polite()
      if (!visit.session) throw new Problem('not-found', 'There is no conversation')
      const conversation = await house.inbound.customerEnd(visit.session)
      return { conversation: await conversationView(house, conversation) }
    }),
  )
  socket.on('read', (input) =>
    hear(house, readInput, input, async ({ seq }) => {
      await polite()
      if (visit.session) await house.inbound.customerRead(visit.session, seq)
    }),
  )
  socket.on('typing', (input) =>
    hear(house, typingInput, input, async ({ on }) => {
      await polite()
      const conversation = visit.session && (await house.inbound.conversation(visit.session))
      if (conversation) customerTyping(io, conversation.conversationId, on)
    }),
  )
}

/** What has happened goes to the shopper's sockets, of every process. */
function carry(house: House, chat: Chat, inOrder: InOrder, event: PublishedEvent): void {
  const room = chat.to(visitorRoom(event.ref.customerId))
  if (event.type === 'message' || event.type === 'message.replaced') room.emit(event.type, event.message)
  if (event.type === 'typing') room.emit('typing', { who: event.who, name: event.name, on: event.on })
  if (event.type === 'cart') room.emit('cart', event.cart)
  if (event.type !== 'conversation') return
  inOrder(event.ref.conversationId, () => conversationView(house, event.conversation)).then(
    (view) => room.emit('conversation', view),
    (error: unknown) => house.log.error({ error }, 'a conversation could not be told'),
  )
}
