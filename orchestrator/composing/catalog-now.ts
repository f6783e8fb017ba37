import type { ReviewBlock } from '#contract/content-blocks.ts'
import {
  type ChosenCreative,
  type Creative,
  chooseCreative,
  inFull,
  listCreatives,
  type ProductNow,
  type Viewer,
} from '#domain/content/index.ts'
import { approvedUgc, type ShownUgc } from '#domain/ugc/index.ts'
import {
  type Access,
  asSoldTo,
  findProducts,
  isBeforeRelease,
  isSellable,
  type Product,
  toProductCard,
} from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { ComposerDeps } from './composer.ts'
import type { Everything } from './everything.ts'
import { picksFor } from './picks.ts'
import type { Plan } from './plan.ts'

/** What the catalog says in this transaction of every product that a message could show. */
export interface CatalogNow {
  products: ReadonlyMap<string, Product>
  /** Candidates of each module, by the message's key. */
  picks: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>
  reviews: ReadonlyMap<string, readonly ReviewBlock[]>
  creatives: readonly Creative[]
  /** A product as this reader can buy it now. */
  stateFor: (productId: string, access: Access) => ProductNow | undefined
}

export async function readCatalog(
  tx: Db,
  deps: Pick<ComposerDeps, 'recommender' | 'publicUrl'>,
  everything: Everything,
  plans: readonly Plan[],
  now: Date,
): Promise<CatalogNow> {
  const picks = new Map(plans.map((plan) => [plan.asked.key, picksFor(plan, deps, everything, now)]))
  const wanted = new Set(plans.flatMap((plan) => idsOf(plan, everything, picks.get(plan.asked.key))))
  const products = new Map((await findProducts(tx, [...wanted])).map((each) => [each.productId, each]))
  return {
    products,
    picks,
    reviews: await reviewsOf(tx, deps, plans, products, now),
    creatives: await creativesFor(tx, plans),
    stateFor: statesOf(products, now),
  }
}

function idsOf(
  { asked, design }: Plan,
  { carts }: Everything,
  picks: ReadonlyMap<string, readonly string[]> | undefined,
): string[] {
  return [
    ...(design.productIds ?? []),
    ...(design.claims ?? []).map(({ productId }) => productId),
    ...(carts.get(asked.rootId)?.lines.map(({ productId }) => productId) ?? []),
    ...[...(picks?.values() ?? [])].flat(),
  ]
}

/** Made once for everybody, but for goods before their release, which are another thing to each reader. */
function statesOf(products: ReadonlyMap<string, Product>, now: Date): CatalogNow['stateFor'] {
  const shared = new Map<string, ProductNow>()
  return (productId, access) => {
    const product = products.get(productId)
    if (!product || product.variants.length === 0) return undefined
    if (isBeforeRelease(product, now)) return stateOf(asSoldTo(product, access, now))
    const known = shared.get(productId) ?? stateOf(product)
    shared.set(productId, known)
    return known
  }
}

function stateOf(product: Product): ProductNow {
  const sellable = product.variants.some(isSellable)
  const isClosed = product.release !== undefined && product.release !== null && !product.release.early
  return {
    card: toProductCard(product),
    brand: product.brand,
    state: isClosed ? 'not_released' : sellable ? 'open' : 'sold_out',
  }
}

async function reviewsOf(
  tx: Db,
  { publicUrl }: Pick<ComposerDeps, 'publicUrl'>,
  plans: readonly Plan[],
  products: ReadonlyMap<string, Product>,
  now: Date,
): Promise<Map<string, ReviewBlock[]>> {
  if (!plans.some(({ needs }) => needs.has('review'))) return new Map()
  const found = await approvedUgc(tx, [...products.keys()], 1, now, 'review')
  return new Map(
    [...found].map(([productId, all]) => [
      productId,
      all.map((ugc) => toReview(ugc, products.get(productId)?.title ?? '', publicUrl())),
    ]),
  )
}

const LONGEST_REVIEW = 400

function toReview(ugc: ShownUgc, productTitle: string, publicUrl: string): ReviewBlock {
  const { text, stars } = ugc
  const photo = inFull(ugc.photo?.path, publicUrl)
  return {
    ugcId: ugc.ugcId,
    productTitle,
    author: ugc.displayName,
    text: text.length > LONGEST_REVIEW ? `${text.slice(0, LONGEST_REVIEW).trimEnd()}…` : text,
    rating: stars === null ? null : Math.min(5, Math.max(0, Math.round(stars))),
    image: photo === null ? null : { url: photo, alt: productTitle },
  }
}

/** The pictures that could stand in these messages; which one a reader sees is chosen when it is drawn. */
function creativesFor(tx: Db, plans: readonly Plan[]): Promise<Creative[]> {
  return plans.some(({ needs }) => needs.has('creative')) ? listCreatives(tx) : Promise.resolve([])
}

/** The picture of a product for this reader; null: the catalog's own. */
export function creativeOf(
  { creatives, products }: CatalogNow,
  productId: string,
  place: string,
  viewer: Viewer,
  now: Date,
): ChosenCreative | null {
  const product = products.get(productId)
  if (!product || creatives.length === 0) return null
  return chooseCreative(creatives, { ...product, place }, viewer, now)
}
