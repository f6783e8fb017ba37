import type { PersonFacts } from '../recommendation.ts'
import type { Situation } from '../situation.ts'
import type { Candidate } from './candidate.ts'

/** What people with such a history went on to; the reason names what of it speaks for a product, where that is known. */
export function fromHistory(s: Situation, facts: PersonFacts, limit: number): Candidate[] {
  const history = [
    ...[...facts.bought].map(([productId, { lastAt }]) => ({ productId, at: lastAt })),
    ...facts.viewed,
    ...facts.carted,
  ].sort((a, b) => a.at.getTime() - b.at.getTime())
  return s.models.nextItems(history, limit).map(({ productId, score, aboutId }) => {
    const about = aboutId ?? null
    const bought = about === null ? facts.bought.size > 0 : facts.bought.has(about)
    const code = bought ? 'because_bought' : 'because_viewed'
    return { productId, score, because: { code, ...(about !== null && { aboutId: about }) } }
  })
}
