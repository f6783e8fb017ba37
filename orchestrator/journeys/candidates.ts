import type { MessageKind, OutboundChannel } from '#contract/outbound.ts'

/** What a journey would say next to somebody: one of the things that may be best for them. */
export interface Candidate {
  journey: string
  title: string
  customerId: string
  rootId: string
  entryId: string
  step: number
  /** When it is due. */
  dueAt: Date | null
  kind: MessageKind
  channels: 'best' | readonly OutboundChannel[]
  /** Name of the content template. */
  contentTemplate: string
  productIds: readonly string[]
  values: Readonly<Record<string, string>>
  offer: { offerId: string; required: boolean } | null
  subject: string | null
  priority: number
  /** In minor units of the shop's currency. */
  expectedValue: number
  /** The journey's own, in per cent. */
  holdout: number
}
