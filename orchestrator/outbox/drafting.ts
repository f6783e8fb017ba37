import type { ContentProblem } from '#contract/content-templates.ts'
import type { OfferReason } from '#contract/offers.ts'
import type { MessageContent, MessageKind, OutboundChannel } from '#contract/outbound.ts'
import type { OfferFeed } from '#domain/offers/index.ts'
import type { Db } from '#store/index.ts'

/** One message on one channel whose design is to be drawn. */
export interface DrawAsked {
  key: string
  kind: MessageKind
  customerId: string
  rootId: string
  members: readonly string[]
  channel: OutboundChannel
  /** The journey that sends it: its links are counted under it. */
  campaign?: string | null
  content: MessageContent
  /** null: it is drawn without an offer. */
  offer: OfferFeed | null
  /** WhatsApp: free words may be sent. */
  windowOpen: boolean
  /** It really leaves now: links are made that count. */
  final: boolean
}

export type Drawn =
  | { ok: true; content: MessageContent }
  | { ok: false; reason: ContentProblem; detail?: string }

/** Draws designs from what is true now: a constant number of statements for any number of them. */
export type DrawDesigns = (
  tx: Db,
  asked: readonly DrawAsked[],
  now: Date,
) => Promise<ReadonlyMap<string, Drawn>>

export interface OfferAsked {
  /** Of an issue: the same key is the same issue. */
  key: string
  offerId: string
  customerId: string
  channel: OutboundChannel
  /** In whole minor units of the shop's currency. */
  messageCost: number
}

export type OfferJudged =
  /** `mostCost`: in minor units, where that is known before it is used. */
  | { allowed: true; feed: OfferFeed; mostCost: number }
  /** `feed`: what it would have shown. */
  | { allowed: false; reason: OfferReason; feed?: OfferFeed | null }
