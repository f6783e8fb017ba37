import type { Product, Variant } from '#knowledge/catalog/index.ts'
import { normalPath } from './category-filter.ts'
import { colourFits } from './colours.ts'
import type { Facets } from './facets.ts'
import type { ProductSearch } from './find-products.ts'
import type { HitReason } from './product-query.ts'
import type { SearchProfile } from './search-profile.ts'
import { fold } from './tokenise.ts'

/** What each liking is worth at most, as a share of the best score. */
const WORTH = { brand: 0.06, category: 0.05, colour: 0.03, price: 0.02, seen: 0.03 }
/** How strongly what was looked at speaks for its brand and category. */
const SEEN_SAYS = 0.5
const MOST_SEEN = 20

export interface Likes {
  bonusOf: (facets: Facets) => number
  reasonsOf: (product: Product, variant: Variant) => HitReason[]
}

/** What a profile says of the goods, as a bonus and in words. */
export function likesOf(room: ProductSearch, profile: SearchProfile): Likes {
  const said = {
    brands: weights(profile.brands, (name) => fold(name).trim()),
    categories: weights(profile.categories, normalPath),
  }
  const seen = new Set(profile.products?.slice(0, MOST_SEEN))
  const shown = { brands: new Map<string, number>(), categories: new Map<string, number>() }
  for (const id of seen) {
    const facets = room.index.entries.get(id)?.facets
    if (facets?.brand) shown.brands.set(facets.brand, SEEN_SAYS)
    for (const path of facets?.paths ?? []) shown.categories.set(normalPath(path), SEEN_SAYS)
  }
  const brandOf = (brand: string) => Math.max(said.brands.get(brand) ?? 0, shown.brands.get(brand) ?? 0)
  const categoryOf = (paths: readonly string[]) =>
    Math.max(
      0,
      ...paths.map((path) => Math.max(inPath(said.categories, path), inPath(shown.categories, path))),
    )
  const hasColour = (offered: readonly string[]) =>
    offered.some((one) => profile.colours?.some((wanted) => colourFits(one, wanted)))
  const inBand = (amount: number) =>
    profile.priceBand !== undefined && amount >= profile.priceBand.low && amount <= profile.priceBand.high
  return {
    bonusOf: (facets) =>
      WORTH.brand * brandOf(facets.brand) +
      WORTH.category * categoryOf(facets.paths) +
      WORTH.colour *
        Number(hasColour([...facets.colours, ...facets.variants.flatMap((one) => one.colours)])) +
      WORTH.price * Number(facets.variants.some(({ amount }) => inBand(amount))) +
      WORTH.seen * Number(seen.has(facets.productId)),
    reasonsOf: (product, variant) => {
      const reasons: HitReason[] = []
      const brand = fold(product.brand ?? '').trim()
      const add = (holds: boolean, code: HitReason['code'], text: string) => {
        if (holds) reasons.push({ code, text })
      }
      add(seen.has(product.productId), 'you_looked_at', 'you looked at it lately')
      add((said.brands.get(brand) ?? 0) > 0, 'your_brand', `${product.brand}, a brand you like`)
      const liked = product.categories.some((path) => inPath(said.categories, path) > 0)
      add(liked, 'your_category', 'of a kind you like')
      add(hasColour(variant.options.map(({ value }) => value)), 'your_colour', 'in a colour you like')
      add(inBand(variant.price.amount), 'your_price', 'at a price you usually pay')
      return reasons
    },
  }
}

function weights(
  given: Readonly<Record<string, number>> | undefined,
  keyOf: (name: string) => string,
): Map<string, number> {
  return new Map(
    Object.entries(given ?? {}).map(([name, weight]) => [keyOf(name), Math.min(1, Math.max(0, weight))]),
  )
}

// a name stands for the path it begins and for any segment of one
function inPath(liked: ReadonlyMap<string, number>, path: string): number {
  if (liked.size === 0) return 0
  const folded = normalPath(path)
  const segments = folded.split(' > ')
  const names = segments.flatMap((segment, at) => [segment, segments.slice(0, at + 1).join(' > ')])
  return Math.max(0, ...names.map((name) => liked.get(name) ?? 0))
}
