import type { ReasonCode } from '#contract/recommendation.ts'

/** Why a candidate is one; words are made of it at the end. */
export interface Because {
  code: ReasonCode
  /** The product it has to do with. */
  aboutId?: string
  /** A store, a city, a category or a brand, as a shopper reads it. */
  name?: string
  since?: Date
  everyDays?: number
  /** Different people it rests on. */
  people?: number
}

export interface Candidate {
  productId: string
  /** The best of a list has 1. */
  score: number
  because: Because
}

/** The same list with 1 for its best. */
export function scaled(candidates: readonly Candidate[], worth = 1): Candidate[] {
  let best = 0
  for (const { score } of candidates) best = Math.max(best, score)
  return best > 0 ? candidates.map((one) => ({ ...one, score: (one.score / best) * worth })) : [...candidates]
}

/** Several lists as one, best first: what more of them name rises; the strongest voice gives the reason. */
export function blend(lists: readonly (readonly Candidate[])[]): Candidate[] {
  const joined = new Map<string, Candidate & { strongest: number }>()
  for (const list of lists)
    for (const one of list) {
      const known = joined.get(one.productId)
      if (!known) joined.set(one.productId, { ...one, strongest: one.score })
      else {
        known.score += one.score
        if (one.score > known.strongest) {
          known.strongest = one.score
          known.because = one.because
        }
      }
    }
  return [...joined.values()].sort((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1))
}

export function topOf(candidates: readonly Candidate[], limit: number): Candidate[] {
  return [...candidates]
    .sort((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1))
    .slice(0, limit)
}
