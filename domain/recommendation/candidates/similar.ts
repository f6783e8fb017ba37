import type { ReasonCode } from '#contract/recommendation.ts'
import type { ShelfProduct } from '#knowledge/catalog/index.ts'
import { familyOf, suitsWith } from '../family.ts'
import { leafOf } from '../leaf.ts'
import type { Situation } from '../situation.ts'
import { type Candidate, topOf } from './candidate.ts'

/** What is like these products by what they are: their words where there is a search, else category, brand and price. */
export function similarTo(
  s: Situation,
  about: readonly ShelfProduct[],
  limit: number,
  code: Extract<ReasonCode, 'similar' | 'because_viewed' | 'because_bought'> = 'similar',
): Candidate[] {
  const passes = (id: string) => {
    const product = s.shelf.get(id)
    return product !== null && s.guards.allows(product)
  }
  const lists = about.map((product): Candidate[] => {
    const found = s.similar?.([product.productId], limit, passes) ?? []
    const near = found.length > 0 ? found : byAttributes(s, product, limit)
    return near
      .filter(({ productId }) => isAnother(s, product, productId))
      .map(({ productId, score }) => ({
        productId,
        score: score * nearness(product, s.shelf.get(productId)),
        because: { code, aboutId: product.productId },
      }))
  })
  return topOf(lists.flat(), limit)
}

/** Who looks at a coat wants a coat, then something to wear, and a woollen duvet last. */
function nearness(about: ShelfProduct, product: ShelfProduct | null): number {
  const roofs = new Set(about.categories.map(roofOf))
  if (product === null || leafOf(product) === leafOf(about)) return 1
  return product.categories.some((path) => roofs.has(roofOf(path))) ? 0.85 : 0.5
}

const roofOf = (path: string) => path.split(' > ')[0]

/** Not the same model cut for somebody else, nor anything else that is cut for somebody else. */
function isAnother(s: Situation, about: ShelfProduct, productId: string): boolean {
  const product = s.shelf.get(productId)
  return product !== null && familyOf(product) !== familyOf(about) && suitsWith(product, about)
}

/** So many products of a category are compared; of larger ones the newest come first into the set. */
const MOST_COMPARED = 1000

function byAttributes(s: Situation, about: ShelfProduct, limit: number) {
  const leaf = leafOf(about)
  const found: { productId: string; score: number }[] = []
  let compared = 0
  for (const product of leaf === null ? [] : s.shelf.inCategory(leaf)) {
    if (product === about || !s.guards.allows(product)) continue
    if (++compared > MOST_COMPARED) break
    found.push({ productId: product.productId, score: likeness(about, product) })
  }
  return found.sort((a, b) => b.score - a.score).slice(0, limit)
}

/** Between 0 and 1: shared attributes, the brand, and how near the prices are. */
function likeness(a: ShelfProduct, b: ShelfProduct): number {
  const names = Object.keys(a.attributes)
  const shared = names.filter((name) => a.attributes[name] === b.attributes[name]).length
  const [low, high] = [a.priceAmount, b.priceAmount].sort((x, y) => x - y)
  const nearness = high ? (low ?? 0) / high : 1
  const sameBrand = a.brand !== null && a.brand === b.brand ? 1 : 0
  return 0.4 + 0.25 * nearness + 0.15 * sameBrand + (names.length > 0 ? 0.2 * (shared / names.length) : 0)
}
