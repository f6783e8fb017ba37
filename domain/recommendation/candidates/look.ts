import type { ShelfProduct } from '#knowledge/catalog/index.ts'
import { suitsWith } from '../family.ts'
import { leafOf } from '../leaf.ts'
import type { Situation } from '../situation.ts'
import { blend, type Candidate, scaled } from './candidate.ts'
import { suiting } from './suiting.ts'
import { boughtTogether, LEAST_PEOPLE } from './together.ts'

/** What the shop itself said goes first, before what was learned. */
const CURATED = 2
const LEARNED_CATEGORIES = 6
const PER_CATEGORY = 4

/**
 * What completes these, of other categories than theirs: what was bought with them, and of the categories that
 * complete theirs (said by the shop, or learned from orders) what suits them best; else of the same brand.
 */
export function complements(s: Situation, about: readonly ShelfProduct[], limit: number): Candidate[] {
  const leaves = new Set(about.map(leafOf))
  const other = ({ productId }: Candidate) => {
    const product = s.shelf.get(productId)
    return product !== null && !leaves.has(leafOf(product)) && about.every((one) => suitsWith(product, one))
  }
  const learned = boughtTogether(s, about, 3 * limit)
    .filter(other)
    .map((one): Candidate => ({ ...one, because: { ...one.because, code: 'complements' } }))
  const suited = about.flatMap((product) => fromCategories(s, product)).filter(other)
  const found = blend([scaled(learned, 0.5), suited])
  const known = new Set(found.map(({ productId }) => productId))
  const shared = ofTheSameHand(s, about, leaves, limit).filter(({ productId }) => !known.has(productId))
  return [...found, ...shared].slice(0, limit)
}

/** Of each category that completes it, what suits it best. */
function fromCategories(s: Situation, about: ShelfProduct): Candidate[] {
  return completing(s, about).flatMap(({ category, worth, people }) =>
    suiting(s, about, category)
      .slice(0, PER_CATEGORY)
      .map(({ productId, score }): Candidate => {
        const because = { code: 'complements', aboutId: about.productId, ...(people && { people }) } as const
        return { productId, score: worth * (0.5 + 0.5 * score), because }
      }),
  )
}

/** The categories that complete a product, the shop's own word first. */
function completing(s: Situation, about: ShelfProduct) {
  const said = s.curation
    .completedBy(about, s.now)
    .map((category, at) => ({ category, worth: CURATED - 0.05 * Math.min(at, 10), people: undefined }))
  const leaf = leafOf(about)
  const curated = new Set(said.map(({ category }) => category.toLowerCase()))
  const learned = (leaf === null ? [] : s.models.completedBy(leaf))
    .filter(({ completedBy, people }) => people >= LEAST_PEOPLE && !curated.has(completedBy.toLowerCase()))
    .slice(0, LEARNED_CATEGORIES)
    .map(({ completedBy, score, people }) => ({ category: completedBy, worth: score, people }))
  return [...said, ...learned]
}

/** Under the same roof (`Clothing`), of the same brand, and no dearer than what it is about. */
function ofTheSameHand(
  s: Situation,
  about: readonly ShelfProduct[],
  leaves: ReadonlySet<string | null>,
  limit: number,
): Candidate[] {
  const [first] = about
  const roof = first?.categories[0]?.split(' > ')[0]
  if (!first || roof === undefined || first.brand === null) return []
  const found: Candidate[] = []
  for (const product of s.shelf.inCategory(roof)) {
    if (found.length >= limit) break
    if (product.brand !== first.brand || leaves.has(leafOf(product)) || !suitsWith(product, first)) continue
    if (product.priceAmount > first.priceAmount || !s.guards.allows(product)) continue
    found.push({
      productId: product.productId,
      score: 0.01 * (product.priceAmount / Math.max(first.priceAmount, 1)),
      because: { code: 'same_brand', name: first.brand },
    })
  }
  return found.sort((a, b) => b.score - a.score)
}
