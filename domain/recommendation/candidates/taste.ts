import { nameOfCategory } from '../leaf.ts'
import type { PersonFacts } from '../recommendation.ts'
import type { Situation } from '../situation.ts'
import { type Candidate, scaled } from './candidate.ts'

const CATEGORIES = 4
const PER_LIST = 12

/** From the categories and brands this person often buys: what is popular there, and what is new. */
export function byTaste(s: Situation, facts: PersonFacts): Candidate[] {
  const categories = topOf(facts.categories).flatMap(([category, share]) => {
    const popular = s.models.popular({ kind: 'category', category }, PER_LIST)
    const ids = popular.length > 0 ? popular.map(({ productId }) => productId) : someOf(s, category)
    return ids.map(
      (productId, at): Candidate => ({
        productId,
        score: share / (1 + 0.1 * at),
        because: { code: 'favourite_category', name: nameOfCategory(category) },
      }),
    )
  })
  const liked = categories.map((one): Candidate => {
    const brand = s.shelf.get(one.productId)?.brand
    const share = brand ? (facts.brands.get(brand) ?? 0) : 0
    return share > 0.2 && brand
      ? { ...one, score: one.score * (1 + share), because: { code: 'favourite_brand', name: brand } }
      : one
  })
  return scaled(liked)
}

function topOf(shares: ReadonlyMap<string, number>): [string, number][] {
  return [...shares].sort((a, b) => b[1] - a[1]).slice(0, CATEGORIES)
}

function someOf(s: Situation, category: string): string[] {
  const ids: string[] = []
  for (const product of s.shelf.inCategory(category)) {
    if (s.guards.allows(product)) ids.push(product.productId)
    if (ids.length >= PER_LIST) break
  }
  return ids
}
