import { z } from 'zod'
import type { CartView, ConversationStatus, Message } from './message.ts'
import type { ProblemDetails } from './problem.ts'

/**
 * The socket.io protocol of the namespace `/chat` between widget and server.
 *
 * Nothing is identified before the first message: the widget connects without a session, or not at all
 * until then. The answers to `send`, `cart` and `identify` carry a session secret until the widget has shown
 * it in a handshake, so that one lost answer loses nobody; the widget keeps it and shows it from then on.
 *
 * Delivery is exactly once by construction: what the shopper sends is resent until acknowledged and
 * deduplicated by `clientMessageId`; what the shop sends is numbered by `rev`, and after a reconnect (or a
 * gap) the widget asks `resume` for everything after the last rev it has.
 */
export const MAX_MESSAGE_CHARS = 10_000

export const pageContext = z.object({
  url: z.string().max(2000).optional(),
  title: z.string().max(300).optional(),
  productId: z.string().max(200).optional(),
})
export type PageContext = z.infer<typeof pageContext>

export const chatHandshake = z.object({
  /** The shop's public key. */
  key: z.string().max(200),
  /** The session secret of an earlier visit. */
  session: z.string().max(200).optional(),
  /** The host site's signed identity token (JWT, HS256). */
  identityToken: z.string().max(4000).optional(),
})
export type ChatHandshake = z.infer<typeof chatHandshake>

export const sendInput = z.object({
  clientMessageId: z.string().min(8).max(64),
  text: z.string().max(200_000), // the true limit is MAX_MESSAGE_CHARS; longer ones get a clear problem, not a schema error
  page: pageContext.optional(),
})
export type SendInput = z.infer<typeof sendInput>

export const resumeInput = z.object({ afterRev: z.number().int().min(0) })
export const readInput = z.object({ seq: z.number().int().min(0) })
export const typingInput = z.object({ on: z.boolean() })
export const identifyInput = z.object({ token: z.string().max(4000) })
export const cartInput = z.object({
  variantId: z.string().max(200),
  productId: z.string().max(200),
  /** The new quantity of the line; 0 removes it. With `add`, the number to add. */
  quantity: z.number().int().min(0).max(99),
  mode: z.enum(['add', 'set']),
})
export type CartInput = z.infer<typeof cartInput>

export type Ack<T> = ({ ok: true } & T) | { ok: false; problem: ProblemDetails }

export interface ConversationView {
  conversationId: string
  status: ConversationStatus
  rev: number
  /** The person who has taken over, by display name. */
  staffName: string | null
  /** Highest seq the other side has read. */
  staffReadSeq: number
  customerReadSeq: number
  /** Whether the shopper is signed in with the shop (account trust). */
  signedIn: boolean
}

export interface ResumeAnswer {
  /** null: this session has no conversation yet. */
  conversation: ConversationView | null
  /** Every message whose rev is above the one asked for, by seq. */
  messages: Message[]
  cart: CartView | null
}

/** Widget to server; every call is acknowledged. */
export interface ChatClientEvents {
  send: (
    input: SendInput,
    ack: (answer: Ack<{ message: Message; conversation: ConversationView; session?: string }>) => void,
  ) => void
  resume: (input: { afterRev: number }, ack: (answer: Ack<ResumeAnswer>) => void) => void
  read: (input: { seq: number }) => void
  typing: (input: { on: boolean }) => void
  identify: (
    input: { token: string },
    ack: (answer: Ack<{ signedIn: boolean; session?: string }>) => void,
  ) => void
  cart: (input: CartInput, ack: (answer: Ack<{ cart: CartView; session?: string }>) => void) => void
  /** The shopper ends waiting for, or talking with, a person: the agent answers again. */
  'handoff.end': (ack: (answer: Ack<{ conversation: ConversationView }>) => void) => void
}

/** Server to widget. */
export interface ChatServerEvents {
  /** A new message, or a later state of one already sent (same messageId, higher rev). */
  message: (message: Message) => void
  /** A released text was withdrawn because its turn failed: this message stands in its place. */
  'message.replaced': (message: Message) => void
  conversation: (conversation: ConversationView) => void
  typing: (input: { who: 'agent' | 'staff'; name: string | null; on: boolean }) => void
  cart: (cart: CartView) => void
}

/** `GET /v1/widget?key=…`: what the widget needs to draw itself before anybody said anything. */
export interface WidgetConfig {
  shopName: string
  greeting: string
  /** First quick replies. */
  starters: string[]
  locale: string
  direction: 'ltr' | 'rtl'
  accentColor: string
  /** Whether the shop says the law asks for consent before any identifier is stored. */
  consentRequired: boolean
  /** Whether people can take over now, by the opening hours. */
  staffedNow: boolean
}
