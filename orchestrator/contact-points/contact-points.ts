import type { ChannelAddress, OutboundChannel, PushTarget } from '#contract/outbound.ts'

/** An address of a customer as a channel knows it; there is none before something came of it. */
export interface ContactPoint {
  customerId: string
  channel: OutboundChannel
  kind: ChannelAddress['kind']
  address: string
  /** They wrote to us from it: what WhatsApp's window of 24 hours counts from. */
  lastInboundAt: Date | null
  /** Nothing is sent there. */
  blocked: { reason: BlockReason; at: Date } | null
  /** No touches before: the provider's own limit for this person. */
  restUntil: Date | null
  push: PushTarget | null
}

export type BlockReason = 'provider_opted_out' | 'unreachable' | 'invalid_address' | 'blocked'

/** Which address of whom. */
export interface ContactRef {
  customerId: string
  channel: OutboundChannel
  kind: ChannelAddress['kind']
  address: string
}
