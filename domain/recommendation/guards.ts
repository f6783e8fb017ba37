import type { ShelfProduct, ShelfView } from '#knowledge/catalog/index.ts'
import { familyOf } from './family.ts'
import type { PersonFacts, RecommendAsk, RecommendFilters } from './recommendation.ts'
import { mayBeBoughtAgain, wantedAgain } from './replenished.ts'
import type { World } from './situation.ts'

export interface Guards {
  /** What holds always: a product that does not pass is never shown, whatever stands against an empty row. */
  allows: (product: ShelfProduct) => boolean
  /** What is shown only where nothing else is left: too early to buy again, or the same model as one at hand. */
  waits: (product: ShelfProduct) => boolean
}

/**
 * The promises, read from the shelf as it is now: never out of stock, never before its release but to those let
 * in early, never bought before unless it is used up,
 * never what a filter or the shop excludes, never what the row is about.
 */
export function guardsOf(world: World, ask: RecommendAsk, facts: PersonFacts | null, now: Date): Guards {
  const at = new Set([...(ask.productIds ?? []), ...(ask.cart ?? []), ...(ask.filters?.exclude ?? [])])
  const fits = filterOf(world.shelf, ask)
  const hides = world.curation.hides(ask.row, ask.productIds ?? [], now, world.shelf)
  const bought = facts?.bought
  const access = ask.access ?? null
  const families = familiesAtHand(world.shelf, ask, facts)
  return {
    allows: (product) =>
      product.sellable &&
      product.openTo(access, now) &&
      fits(product) &&
      !at.has(product.productId) &&
      (!bought?.has(product.productId) || mayBeBoughtAgain(product, facts, world.models)) &&
      !hides(product),
    waits: (product) => {
      const before = bought?.get(product.productId)
      if (before) return !wantedAgain(product, before, facts, world.models, now)
      return families.size > 0 && ask.row !== 'recently_viewed' && families.has(familyOf(product))
    },
  }
}

/** Models of which the shopper has one already, or one before the eyes. */
function familiesAtHand(
  shelf: ShelfView,
  { productIds = [], cart = [] }: RecommendAsk,
  facts: PersonFacts | null,
): Set<string> {
  const ids = [...productIds, ...cart, ...(facts?.bought.keys() ?? [])]
  return new Set(ids.flatMap((id) => shelf.get(id) ?? []).map(familyOf))
}

function filterOf(shelf: ShelfView, { category, filters = {} }: RecommendAsk) {
  const within = category === undefined ? null : shelf.inCategory(category)
  const among = filters.categories?.map((path) => shelf.inCategory(path)) ?? null
  const brands = filters.brands ? new Set(filters.brands.map((brand) => brand.toLowerCase())) : null
  const { priceMin = 0, priceMax = Number.POSITIVE_INFINITY, inStoreId } = filters
  const noSuchStore = inStoreId !== undefined && !shelf.stores().some((store) => store.storeId === inStoreId)
  if (noSuchStore) return () => false
  return (product: ShelfProduct) =>
    product.priceAmount >= priceMin &&
    product.priceAmount <= priceMax &&
    (within?.has(product) ?? true) &&
    (among?.some((members) => members.has(product)) ?? true) &&
    (brands === null || (product.brand !== null && brands.has(product.brand.toLowerCase()))) &&
    (inStoreId === undefined || liesIn(shelf, inStoreId, product))
}

function liesIn(shelf: ShelfView, storeId: string, product: ShelfProduct): boolean {
  return product.variants.some(({ variantId }) => (shelf.stockIn(storeId, variantId) ?? 0) > 0)
}

/** The narrowest set of products that a question leaves, where it names a category; null: the whole shelf. */
export function narrowest(
  shelf: ShelfView,
  { category, filters }: { category?: string | undefined; filters?: RecommendFilters | undefined },
): ReadonlySet<ShelfProduct> | null {
  if (category !== undefined) return shelf.inCategory(category)
  const [first, ...more] = filters?.categories ?? []
  if (first === undefined) return null
  if (more.length === 0) return shelf.inCategory(first)
  return new Set([first, ...more].flatMap((path) => [...shelf.inCategory(path)]))
}
