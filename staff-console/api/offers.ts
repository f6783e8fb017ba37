import type { OfferInput, OfferStatus } from '#contract/offers.ts'
import type { IssuedPage, OfferPage, OffersPage, OfferTry, OfferTryInput } from '#contract/staff-offers.ts'
import { request } from './http.ts'

export function listOffers(): Promise<OffersPage> {
  return request('GET', '/api/offers')
}

/** By id or name. */
export function readOffer(offerId: string): Promise<OfferPage> {
  return request('GET', pathOf(offerId))
}

/** Adds an offer as a draft, or writes the one that was read at `rev` anew. */
export function saveOffer(
  offer: OfferInput,
  before: { offerId: string; rev: number } | null,
): Promise<{ offerId: string }> {
  return before === null
    ? request('POST', '/api/offers', offer)
    : request('PUT', pathOf(before.offerId), { offer, rev: before.rev })
}

export function setOfferStatus(offerId: string, status: OfferStatus): Promise<null> {
  return request('POST', `${pathOf(offerId)}/status`, { status })
}

/** Nothing is given or counted by it; `signal` gives up waiting. */
export function tryOffer(offerId: string, asked: OfferTryInput, signal: AbortSignal): Promise<OfferTry> {
  return request('POST', `${pathOf(offerId)}/try`, asked, signal)
}

/** `before`: the `next` of the page that was read last. */
export function listIssued(offerId: string, before: string | null): Promise<IssuedPage> {
  const query = before === null ? '' : `?${new URLSearchParams({ before })}`
  return request('GET', `${pathOf(offerId)}/issued${query}`)
}

const pathOf = (offerId: string) => `/api/offers/${encodeURIComponent(offerId)}`
