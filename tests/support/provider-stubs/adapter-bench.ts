import type { ChannelAdapter, ChannelContent, OutgoingMessage, RejectReason } from '#channels/index.ts'
import type { ChannelAddress, DeliveryChannel } from '#contract/outbound.ts'

/** What the provider does with the next messages. */
export type Behaviour =
  | 'accepts'
  | 'server_error' // 503, or whatever its protocol says for "later"
  | 'too_many' // 429 with Retry-After: 7
  | 'cuts' // reads the whole message, then closes the connection without an answer
  | 'hangs' // reads the whole message and never answers
  | 'garbage' // says yes without an id
  | { refuses: string } // its own code of a refusal

/** One adapter before a provider on loopback, for the case table that every adapter passes. */
export interface AdapterBench {
  adapter: ChannelAdapter
  behave: (behaviour: Behaviour) => void
  /** Messages that the provider has read. */
  received: () => number
  /** The provider is gone: connections are refused. */
  goAway: () => Promise<void>
  close: () => Promise<void>
}

export interface AdapterCase {
  name: string
  /** `timeoutMs`: how long the adapter may wait for an answer. */
  open: (timeoutMs: number) => Promise<AdapterBench>
  message: OutgoingMessage
  /** What it cannot carry; null: it carries everything. */
  uncarriable: ChannelContent | null
  /** The provider's codes and what they must become. */
  refusals: [code: string, reason: RejectReason | 'retry'][]
  /** Must appear in no result. */
  secrets: string[]
  /** Behaviours that its protocol does not know. */
  unlike?: Behaviour[]
}

export function outgoing(
  channel: DeliveryChannel,
  to: Omit<ChannelAddress, 'channel'>,
  content: ChannelContent,
): OutgoingMessage {
  const startedAt = new Date('2026-11-20T12:00:00Z')
  return {
    reference: { outboxId: 'out_1', customerId: 'cus_1', part: 0, attempt: 1, startedAt },
    to: { ...to, channel },
    content,
  }
}
