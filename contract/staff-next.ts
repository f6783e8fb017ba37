import type { ProductCard } from './message.ts'
import type { OutboundChannel } from './outbound.ts'
import type { GateView } from './staff-outreach.ts'

/** JSON of `GET /api/customers/:id/next`. */

/** Something the shop could do next for a customer, by the channel that serves it best. */
export interface NextActionView {
  actionId: string
  source: 'journey' | 'offer' | 'reply'
  title: string
  channel: OutboundChannel
  /** When it would be said by itself; null: no time is set. */
  dueAt: string | null
  /** Every gate's answer as of now. */
  gates: GateView[]
  /** The first that stands against it, in words; null: none. */
  against: string | null
  /** What a message about it may begin with. */
  prepared: {
    text: string
    subject: string
    products: ProductCard[]
  }
  /** An offer goes with it where it is sent by itself; a code is never written by hand. */
  hasOffer: boolean
  /** The conversation that waits, where somebody waits for an answer. */
  conversationId: string | null
}

export interface NextForCustomer {
  best: NextActionView | null
  /** At most four others, the better ones first. */
  others: NextActionView[]
}
