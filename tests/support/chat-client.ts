import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import type { Ack, CartInput, ConversationView, ResumeAnswer } from '#contract/chat.ts'
import type { CartView, Message } from '#contract/message.ts'
import type { RunningServer } from '#server/index.ts'

type SendAnswer = Ack<{ message: Message; conversation: ConversationView; session?: string }>

export interface ShopperOptions {
  session?: string
  identityToken?: string
  key?: string
  origin?: string
}

/** A shopper's browser as the server sees it: one socket of `/chat`, without the widget's own care. */
export interface Shopper {
  socket: Socket
  /** The session secret, once there is one. */
  session: () => string | undefined
  /** Every state of every message that arrived, in order of arrival. */
  heard: Message[]
  conversations: ConversationView[]
  carts: CartView[]
  typing: { who: string; on: boolean }[]
  send: (text: string, id?: string) => Promise<SendAnswer>
  /** Any call with an acknowledgement. */
  call: (event: string, ...input: unknown[]) => Promise<Ack<Record<string, unknown>>>
  resume: (afterRev?: number) => Promise<Ack<ResumeAnswer>>
  cart: (input: CartInput) => Promise<Ack<{ cart: CartView; session?: string }>>
  close: () => void
}

/** Connects, or rejects with the problem that the server refused with. */
export async function connectShopper(server: RunningServer, options: ShopperOptions = {}): Promise<Shopper> {
  let session = options.session
  const socket = io(`${server.url}/chat`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: {
      key: options.key ?? server.publicKey,
      ...(session && { session }),
      ...(options.identityToken && { identityToken: options.identityToken }),
    },
    ...(options.origin && { extraHeaders: { origin: options.origin } }),
  })
  const heard: Message[] = []
  const conversations: ConversationView[] = []
  const carts: CartView[] = []
  const typing: { who: string; on: boolean }[] = []
  socket.on('message', (message: Message) => heard.push(message))
  socket.on('message.replaced', (message: Message) => heard.push(message))
  socket.on('conversation', (view: ConversationView) => conversations.push(view))
  socket.on('cart', (cart: CartView) => carts.push(cart))
  socket.on('typing', (input: { who: string; on: boolean }) => typing.push(input))
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve)
    socket.once('connect_error', (error) => {
      socket.close()
      reject(error)
    })
  })
  const keep = <T>(answer: T): T => {
    if (
      typeof answer === 'object' &&
      answer !== null &&
      'session' in answer &&
      typeof answer.session === 'string'
    )
      session = answer.session
    return answer
  }
  return {
    socket,
    session: () => session,
    heard,
    conversations,
    carts,
    typing,
    send: async (text, id = randomUUID()) =>
      keep(await socket.emitWithAck('send', { clientMessageId: id, text })),
    call: async (event, ...input) => keep(await socket.emitWithAck(event, ...input)),
    resume: async (afterRev = 0) => socket.emitWithAck('resume', { afterRev }),
    cart: async (input) => keep(await socket.emitWithAck('cart', input)),
    close: () => socket.close(),
  }
}

/** The newest state of each message, by seq. */
export function newest(messages: Message[]): Message[] {
  const byId = new Map<string, Message>()
  for (const message of messages) {
    const known = byId.get(message.messageId)
    if (!known || known.rev < message.rev) byId.set(message.messageId, message)
  }
  return [...byId.values()].sort((a, b) => a.seq - b.seq)
}
