import type { RejectReason } from '#channels/index.ts'
import type { BlockReason } from '../contact-points/contact-points.ts'

/** What follows from a provider's refusal. */
export interface Consequence {
  /** Nothing more goes to this address. */
  block?: BlockReason
  /** They said no to the provider: it holds for us as well. */
  withdraw?: true
  /** No touches to this address for so long. */
  restHours?: number
  /** Another channel of the request may be tried. */
  nextChannel: boolean
  /** Where no other channel is left: `dead` may be replayed by a person, `failed` is the end. */
  otherwise: 'dead' | 'failed'
}

/** By reason, for a refusal when it is handed over. */
export const consequences: Record<RejectReason, Consequence> = {
  opted_out: { block: 'provider_opted_out', withdraw: true, nextChannel: false, otherwise: 'failed' },
  unreachable: { block: 'unreachable', nextChannel: true, otherwise: 'dead' },
  invalid_address: { block: 'invalid_address', nextChannel: true, otherwise: 'dead' },
  window_closed: { nextChannel: true, otherwise: 'failed' },
  marketing_limit: { restHours: 24, nextChannel: true, otherwise: 'failed' },
  content: { nextChannel: false, otherwise: 'dead' },
  configuration: { nextChannel: false, otherwise: 'dead' },
  blocked: { nextChannel: false, otherwise: 'failed' },
}
