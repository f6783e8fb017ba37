import type { OfferStatus } from '#contract/offers.ts'
import { texts } from '../texts.ts'

/** Where an offer stands, beside its name. */
export function StatusChip({ status }: { status: OfferStatus }) {
  const look = status === 'live' ? 'chip-on' : status === 'ended' ? 'chip-off' : ''
  return <span className={`chip ${look}`}>{texts.offers.statuses[status]}</span>
}
