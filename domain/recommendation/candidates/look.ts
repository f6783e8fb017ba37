import type { ShelfProduct } from '#knowledge/catalog/index.ts'
import { suitsWith } from '../family.ts'
import { leafOf } from '../leaf.ts'
import type { Situation } from '../situation.ts'
import type { Candidate } from './candidate.ts'
import { boughtTogether } from './together.ts'

/** What completes these: of another category than theirs, by what was bought together, else of the same brand. */
export function complements(s: Situation, about: readonly ShelfProduct[], limit: number): Candidate[] {
  const leaves = new Set(about.map(leafOf))
  const other = ({ productId }: Candidate) => {
    const product = s.shelf.get(productId)
    return product !== null && !leaves.has(leafOf(product)) && about.every((one) => suitsWith(product, one))
  }
  const learned = boughtTogether(s, about, 3 * limit)
    .filter(other)
    .map((one): Candidate => ({ ...one, because: { ...one.because, code: 'complements' } }))
  const known = new Set(learned.map(({ productId }) => productId))
  const shared = ofTheSameHand(s, about, leaves, limit).filter(({ productId }) => !known.has(productId))
  return [...learned, ...shared].slice(0, limit)
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
