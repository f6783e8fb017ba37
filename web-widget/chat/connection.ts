import type {
  Ack,
  CartInput,
  ChatHandshake,
  ChatServerEvents,
  ConversationView,
  ResumeAnswer,
  SendInput,
} from '../../contract/chat.ts'
import type { CartView } from '../../contract/message.ts'
import type { ProblemDetails } from '../../contract/problem.ts'
import { createSocket } from '../wire/socket.ts'
import type { SendAnswer } from './delivery.ts'

const ANSWER_MS = 10_000

/** What arrives; `connected` after every connect, the first one and each reconnect. */
export type Arrivals = ChatServerEvents & {
  connected: () => void
  disconnected: () => void
  /** The server does not take us: a wrong key or origin, or a session that it does not know. */
  refused: (problem: ProblemDetails) => void
}

/**
 * The chat's calls over the socket to `/chat`. Each rejects where no answer came in time. What comes is our own server's
 * word: the contract's types are taken for it here, and checked nowhere again.
 */
export interface Connection {
  connect(): void
  reconnect(): void
  isOnline(): boolean
  send(input: SendInput): Promise<SendAnswer>
  resume(afterRev: number): Promise<Ack<ResumeAnswer>>
  identify(token: string): Promise<Ack<{ signedIn: boolean; session?: string }>>
  cart(input: CartInput): Promise<Ack<{ cart: CartView; session?: string }>>
  endHandoff(): Promise<Ack<{ conversation: ConversationView }>>
  read(seq: number): void
  typing(on: boolean): void
}

export function createConnection(
  base: string,
  handshake: () => Promise<ChatHandshake>,
  arrivals: Arrivals,
): Connection {
  const socket = createSocket({
    address: `${base}socket.io/`,
    namespace: '/chat',
    auth: handshake,
    answerMs: ANSWER_MS,
    connected: arrivals.connected,
    disconnected: arrivals.disconnected,
    refused: (data) => arrivals.refused(isProblem(data) ? data : unexplained),
    event: (name, data) => deliver(arrivals, name, data),
  })
  const ask = <T>(name: string, ...data: unknown[]) => socket.ask(name, ...data) as Promise<T>
  return {
    connect: socket.connect,
    reconnect() {
      socket.disconnect()
      socket.connect()
    },
    isOnline: socket.isConnected,
    send: (input) => ask('send', input),
    resume: (afterRev) => ask('resume', { afterRev }),
    identify: (token) => ask('identify', { token }),
    cart: (input) => ask('cart', input),
    endHandoff: () => ask('handoff.end'),
    read: (seq) => socket.tell('read', { seq }),
    typing: (on) => socket.tell('typing', { on }),
  }
}

const arriving = ['message', 'message.replaced', 'conversation', 'typing', 'cart'] as const

function deliver(arrivals: Arrivals, name: string, data: unknown): void {
  const known = arriving.find((entry) => entry === name)
  if (known) (arrivals[known] as (data: unknown) => void)(data)
}

const unexplained: ProblemDetails = { type: 'about:blank', title: 'Refused', status: 503 }

function isProblem(value: unknown): value is ProblemDetails {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'status') === 'number'
}

/** The error that a refused call of the host page rejects with. */
export function refusalOf(answer: Extract<Ack<unknown>, { ok: false }>): Error {
  return new Error(answer.problem.detail ?? answer.problem.title)
}
