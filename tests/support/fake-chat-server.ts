import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { vi } from 'vitest'
import type {
  CartInput,
  ChatClientEvents,
  ChatHandshake,
  ChatServerEvents,
  ConversationView,
  PageContext,
} from '#contract/chat.ts'
import type { CartView, Message, MessagePart, Sender } from '#contract/message.ts'
import { type FakeOptions, serve } from './fake-shop-site.ts'
import { buildScreens } from './screens.ts'

const WAIT = { timeout: 10_000, interval: 20 }

export type { FakeOptions } from './fake-shop-site.ts'

type ChatSocket = Socket<ChatClientEvents, ChatServerEvents>

/** A stand-in for the chat's server that a test plays by hand; it speaks the protocol of contract/chat.ts. */
export interface FakeChat {
  url: string
  /** Every message stored, in order. */
  messages: Message[]
  /** How often each clientMessageId arrived. */
  arrivals: Map<string, number>
  handshakes: ChatHandshake[]
  /** Tokens that `identify` was called with. */
  tokens: string[]
  reads: number[]
  cartCalls: CartInput[]
  /** What each message said about the page it was written on. */
  pages: (PageContext | undefined)[]
  sessions: Set<string>
  /** Resolves when the shopper's message is stored. */
  heard: (text: string) => Promise<void>
  say: (sender: Sender, text: string, parts?: MessagePart[], extra?: Partial<Message>) => Message
  /** A later state of a message. */
  change: (message: Message, change: Partial<Message>, event?: 'message' | 'message.replaced') => Message
  view: (change: Partial<ConversationView>) => void
  typing: (on: boolean, name?: string | null) => void
  setCart: (cart: CartView) => void
  /** Answers the next `send`s with this problem. */
  refuse: (
    problem: { status: number; title: string; detail?: string; retryAfterSeconds?: number } | null,
  ) => void
  refuseCart: FakeChat['refuse']
  /** The next event is stored, but never sent. */
  loseNextEvent: () => void
  /** Another conversation, for another session. */
  startAnew: () => void
  cut: () => void
  /** Stops and starts taking connections. */
  setReachable: (on: boolean) => void
  close: () => Promise<void>
}

export async function startFakeChat(options: FakeOptions = {}): Promise<FakeChat> {
  const folder = await buildScreens('web-widget')
  const http = createServer((request, response) => {
    serve(request, response, folder, options).catch(() => response.writeHead(500).end())
  })
  let isReachable = true
  const io = new Server(http, {
    serveClient: false,
    allowRequest: (_request, allow) => allow(isReachable ? null : 'not now', isReachable),
  })
  const house = createHouse(io, options)
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    ...house,
    setReachable(on) {
      isReachable = on
    },
    close: async () => {
      await io.close()
    },
  }
}

function createHouse(io: Server<ChatClientEvents, ChatServerEvents>, options: FakeOptions) {
  const chat = io.of('/chat')
  const messages: Message[] = []
  const arrivals = new Map<string, number>()
  const handshakes: ChatHandshake[] = []
  const tokens: string[] = []
  const reads: number[] = []
  const cartCalls: CartInput[] = []
  const pages: (PageContext | undefined)[] = []
  const sessions = new Set<string>()
  let cart: CartView | null = null
  let refusal: Parameters<FakeChat['refuse']>[0] = null
  let cartRefusal: Parameters<FakeChat['refuse']>[0] = null
  let isLost = false
  let secrets = 0
  let conversation: ConversationView = {
    conversationId: 'con_1',
    status: 'agent',
    rev: 0,
    staffName: null,
    staffReadSeq: 0,
    customerReadSeq: 0,
    signedIn: false,
  }

  const store = (message: Message): Message => {
    const rev = conversation.rev + 1
    conversation = { ...conversation, rev }
    const stored = { ...message, rev }
    const at = messages.findIndex((entry) => entry.messageId === message.messageId)
    if (at < 0) messages.push(stored)
    else messages[at] = stored
    return stored
  }
  const tell = (event: 'message' | 'message.replaced', message: Message) => {
    if (!isLost) chat.emit(event, message)
    isLost = false
  }
  const say: FakeChat['say'] = (sender, text, parts = [], extra = {}) => {
    const seq = messages.length + 1
    const message = store({
      messageId: `msg_${seq}`,
      conversationId: conversation.conversationId,
      seq,
      rev: 0,
      sender,
      staffName: null,
      text,
      parts,
      status: 'complete',
      clientMessageId: null,
      createdAt: new Date().toISOString(),
      ...extra,
    })
    tell('message', message)
    return message
  }
  const secret = (socket: ChatSocket) => {
    const known = socket.data.session
    if (known) return {}
    secrets++
    socket.data.session = sessions.size === 0 && secrets > 1 ? 'vs_again' : `vs_${secrets}`
    sessions.add(socket.data.session)
    return { session: socket.data.session as string }
  }

  chat.use((socket, next) => {
    const auth = socket.handshake.auth as ChatHandshake
    handshakes.push(auth)
    if (auth.session && !sessions.has(auth.session)) {
      const problem = { type: 'about:blank', title: 'Unknown session', status: 401 }
      return next(Object.assign(new Error('refused'), { data: problem }))
    }
    socket.data.session = auth.session
    next()
  })
  chat.on('connection', (socket) => {
    socket.on('send', ({ clientMessageId, text, page }, ack) => {
      pages.push(page)
      arrivals.set(clientMessageId, (arrivals.get(clientMessageId) ?? 0) + 1)
      if (refusal) return ack({ ok: false, problem: { type: 'about:blank', ...refusal } })
      const session = secret(socket)
      const loss = options.losesAnswer?.() ?? null
      isLost = loss !== null
      const known = messages.find((message) => message.clientMessageId === clientMessageId)
      const message = known ?? say('customer', text, [], { clientMessageId })
      isLost = false
      if (loss === 'with_the_line') socket.conn.close()
      if (loss !== null) return
      ack({ ok: true, message, conversation, ...session })
    })
    socket.on('resume', ({ afterRev }, ack) => {
      const has = messages.length > 0
      ack({
        ok: true,
        conversation: has ? conversation : null,
        messages: messages.filter((message) => message.rev > afterRev),
        cart,
      })
    })
    socket.on('read', ({ seq }) => {
      reads.push(seq)
      conversation = { ...conversation, customerReadSeq: Math.max(seq, conversation.customerReadSeq) }
      chat.emit('conversation', conversation)
    })
    socket.on('identify', ({ token }, ack) => {
      tokens.push(token)
      ack({ ok: true, signedIn: true, ...secret(socket) })
    })
    socket.on('cart', (input, ack) => {
      const { variantId, productId, quantity } = input
      cartCalls.push(input)
      if (cartRefusal) return ack({ ok: false, problem: { type: 'about:blank', ...cartRefusal } })
      const money = (amount: number) => ({ amount, currency: 'USD' })
      cart = {
        cartId: 'car_1',
        lines:
          quantity === 0
            ? []
            : [
                {
                  productId,
                  variantId,
                  title: 'Heron Rain Shell',
                  options: 'Navy, M',
                  quantity,
                  unitPrice: money(12900),
                  lineTotal: money(12900 * quantity),
                  image: { url: '/heron.svg', alt: 'A navy rain shell' },
                  url: '/products/heron',
                  availability: 'in_stock',
                },
              ],
        subtotal: money(12900 * quantity),
        checkoutUrl: quantity === 0 ? null : '/checkout?lines=x',
      }
      chat.emit('cart', cart)
      ack({ ok: true, cart, ...secret(socket) })
    })
    socket.on('handoff.end', (ack) => {
      house.view({ status: 'agent', staffName: null })
      ack({ ok: true, conversation })
    })
  })

  const house = {
    messages,
    arrivals,
    handshakes,
    tokens,
    reads,
    pages,
    cartCalls,
    sessions,
    say,
    heard: (text: string) =>
      vi.waitFor(() => {
        const texts = messages.filter((entry) => entry.sender === 'customer').map((entry) => entry.text)
        if (!texts.includes(text)) throw new Error(`"${text}" has not arrived, only ${texts.join(', ')}`)
      }, WAIT),
    change(message: Message, change: Partial<Message>, event: 'message' | 'message.replaced' = 'message') {
      const stored = store({ ...message, ...change })
      tell(event, stored)
      return stored
    },
    view(change: Partial<ConversationView>) {
      conversation = { ...conversation, ...change, rev: conversation.rev + 1 }
      chat.emit('conversation', conversation)
    },
    typing: (on: boolean, name: string | null = null) =>
      void chat.emit('typing', { who: name ? 'staff' : 'agent', name, on }),
    setCart(view: CartView) {
      cart = view
      chat.emit('cart', view)
    },
    refuse(problem: Parameters<FakeChat['refuse']>[0]) {
      refusal = problem
    },
    refuseCart(problem: Parameters<FakeChat['refuse']>[0]) {
      cartRefusal = problem
    },
    loseNextEvent() {
      isLost = true
    },
    startAnew() {
      messages.length = 0
      conversation = { ...conversation, conversationId: 'con_2', rev: 0, customerReadSeq: 0, staffReadSeq: 0 }
    },
    cut() {
      for (const socket of chat.sockets.values()) socket.conn.close()
    },
  }
  return house
}
