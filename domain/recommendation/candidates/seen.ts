import type { Situation } from '../situation.ts'
import type { Candidate } from './candidate.ts'

/** What the shopper looked at, the latest first: of this session, then what is remembered. */
export function recentlyViewed(s: Situation): Candidate[] {
  const ids = [
    ...s.viewed.map(({ productId }) => productId),
    ...(s.facts?.viewed ?? []).map((v) => v.productId),
  ]
  return [...new Set(ids)].map((productId, at) => ({
    productId,
    score: 1 / (1 + at),
    because: { code: 'viewed' },
  }))
}

/** Beside the best, such a share says nothing of this session. */
const FAINT = 0.05

/** What sessions like this one went on to. */
export function nextInSession(s: Situation, limit: number): Candidate[] {
  const clicks = [...(s.ask.viewed ?? []), ...(s.ask.productIds ?? [])]
  return s.models
    .nextInSession(clicks, limit)
    .filter(({ score }) => score >= FAINT)
    .map(({ productId, score }) => ({ productId, score, because: { code: 'next_click' } }))
}
