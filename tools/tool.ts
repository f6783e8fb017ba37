import type { z } from 'zod'
import type { PageContext } from '#contract/chat.ts'
import type { Availability, Message, MessagePart, TrustLevel } from '#contract/message.ts'
import type { Money } from '#contract/money.ts'
import type { HandoffReason } from '#contract/staff-api.ts'
import type { ConversationRef } from '#domain/conversations/index.ts'
import type { Place } from '#domain/profile/index.ts'
import type { Recommender } from '#domain/recommendation/index.ts'
import type { Settings } from '#domain/settings/index.ts'
import type { Search } from '#knowledge/search/index.ts'
import type { Db } from '#store/index.ts'
import type { KnownOfShopper } from './access/known-of-shopper.ts'

/**
 * Everything a tool may know. It is filled by code from the conversation; no field of it ever comes from
 * the model, and no tool takes a customer id as an argument.
 */
export interface ToolContext {
  db: Db
  now: Date
  ref: ConversationRef
  /** Members of the root this conversation stands for. */
  customerIds: string[]
  trust: TrustLevel
  /** Order ids opened to this conversation; `get_order` adds to it when a proof succeeds. */
  grantedOrders: string[]
  settings: Settings
  search: Search
  recommender: Recommender
  /** Key of the suppression list, which consent is asked with; nothing a tool answers holds it. */
  suppressionKey: string
  page: PageContext | null
  /** Where the shopper seems to be, by the internet address; used with its reason, and not against a no. */
  place?: Place | null
  /** What may be used of this shopper, read once a turn by the agent; absent: nothing is used. */
  known?: KnownOfShopper
  /** Keys that lookups are limited by: conversation, address hash. */
  limiterKeys: string[]
  messageSeq: number
  turnId: string
  transcript: Message[]
}

/**
 * A typed field that a reply may state. What a product text or a document says never becomes a `price`,
 * a `stock` or a `date`; a document's own words are `policy` and may only be quoted as such.
 */
export type Fact =
  | { kind: 'price'; name: string; money: Money; of: 'price' | 'list_price' | 'line_total' | 'total' }
  | {
      kind: 'stock'
      name: string
      availability: Availability
      quantity: number | null
      /** The store's name; null is the online shop. */
      store: string | null
    }
  /** ISO date (YYYY-MM-DD) of something about `name`. */
  | {
      kind: 'date'
      name: string
      of: 'placed' | 'delivery' | 'release' | 'expiry' | 'heard' | 'valid_from'
      date: string
    }
  | { kind: 'order'; orderNumber: string; status: string }
  | { kind: 'policy'; documentId: string; title: string; section: string; text: string }
  | { kind: 'link'; url: string }
  | { kind: 'tracking'; number: string }
  /** Something a tool of this turn, or an executed proposal, has really done. */
  | { kind: 'done'; what: DoneAction }
  /** What others do with `name`, in the only words that may be said of it: "Often bought with …". */
  | { kind: 'popularity'; name: string; text: string }
  /** An offer that may be had or is held; `words` are the only ones that may be said of it. */
  | { kind: 'offer'; words: string }
  /** Contact data that belongs to the shop, such as a store's phone number. */
  | { kind: 'contact'; value: string }

export type DoneAction =
  | 'cart_changed'
  | 'order_cancelled'
  | 'proposal_made'
  | 'handoff_asked'
  | 'preference_kept'
  | 'preference_forgotten'
  | 'consent_recorded'
  | 'offer_given'

/** Why a call was refused; closed, so that it can be counted and answered in words. */
export type Refusal =
  | 'unknown_tool'
  | 'bad_arguments'
  | 'needs_sign_in'
  | 'needs_order_proof'
  | 'not_said_by_shopper'
  | 'no_match'
  | 'too_many_tries'
  | 'too_many_calls'
  | 'not_found'
  | 'not_available'
  | 'not_allowed_now'
  | 'cart_is_full'
  | 'sensitive'
  | 'no_consent'
  | 'failed'

export interface ToolResult {
  ok: boolean
  /** What the model sees, as JSON. */
  data: unknown
  /** What the shopper sees beside the words. */
  parts?: MessagePart[]
  facts?: Fact[]
  refusal?: Refusal
  handoff?: { reason: HandoffReason; summary: string }
}

export interface Tool<I = unknown> {
  name: string
  /** For the model: what it does and when to call it. */
  description: string
  /** The least trust level that may call it. `order`: an order of this customer, or one proved or granted. */
  trust: TrustLevel
  /** Calls of this tool in one turn; the turn's own limit stands above it. */
  callsPerTurn: number
  input: z.ZodType<I>
  /** Present where the tool only proposes: `execute` runs after the shopper's explicit yes, by `executeProposal`. */
  execute?(ctx: ToolContext, args: I): Promise<ToolResult>
  run(ctx: ToolContext, input: I): Promise<ToolResult>
}

/** Keeps the input type of a tool while it is written; the list of tools forgets it. */
export function defineTool<I>(tool: Tool<I>): Tool<I> {
  return tool
}
