import type { Image, ProductCard } from '#contract/message.ts'
import { cheapestVariant, isSellable } from './product.ts'
import { type SourceVariant, toProductCard } from './product-card.ts'
import type { ChangedProduct } from './queries.ts'
import type { ProductMoments } from './queries-moments.ts'
import { type Access, type EarlyAccess, isBeforeRelease, mayBuy } from './release.ts'

/** Words kept of a product's attributes: longer texts are for reading, not for comparing. */
const LONGEST_ATTRIBUTE = 60
const MOST_ATTRIBUTES = 24

/** A product as it lies on the shelf: what a decision needs, without its texts. Never changes; a new one takes its place. */
export class ShelfProduct {
  readonly productId: string
  readonly title: string
  readonly url: string | null
  readonly brand: string | null
  /** Paths such as `Clothing > Jackets`. */
  readonly categories: readonly string[]
  /** The short ones. */
  readonly attributes: Readonly<Record<string, string>>
  readonly variants: readonly SourceVariant[]
  /** Minor units, of the variant that the card stands for. */
  readonly priceAmount: number
  readonly listPriceAmount: number | null
  readonly costAmount: number | null
  readonly currency: string
  /** Whether some variant lies online; whether it is on sale yet is `openTo`. */
  readonly sellable: boolean
  /** Pieces online over all variants; null: not counted. */
  readonly stockOnline: number | null
  readonly releaseAt: Date | null
  readonly early: EarlyAccess | null
  readonly firstSeenAt: Date
  readonly soldOutAt: Date | null
  /** When it could be bought again after it was sold out. */
  readonly restockedAt: Date | null
  readonly media: readonly Image[]
  #card: ProductCard | null = null

  constructor(product: ChangedProduct, moments: ProductMoments | undefined, kept: Interned) {
    this.productId = product.productId
    this.title = product.title
    this.url = product.url
    this.brand = product.brand === null ? null : kept.text(product.brand)
    this.categories = product.categories.map((path) => kept.text(path))
    this.attributes = shortOnes(product.attributes, kept)
    this.variants = product.variants.map((variant) => compact(variant, product, kept))
    this.media = product.media.slice(0, 1)
    const shown = cheapestVariant(product.variants)
    this.priceAmount = shown?.price.amount ?? 0
    this.listPriceAmount = shown?.listPrice?.amount ?? null
    this.costAmount = shown?.cost?.amount ?? null
    this.currency = kept.text(shown?.price.currency ?? '')
    this.sellable = product.variants.some(isSellable)
    this.stockOnline = stockOf(product.variants)
    this.releaseAt = product.releaseAt
    this.early = product.early
    this.firstSeenAt = moments?.firstSeenAt ?? product.updatedAt
    this.soldOutAt = moments?.soldOutAt ?? null
    this.restockedAt = moments?.restockedAt ?? null
  }

  get image(): Image | null {
    return this.media[0] ?? null
  }

  /** Whether this person (null: nobody known) may buy it now, as far as its release goes. */
  openTo(access: Access | null, now: Date): boolean {
    return mayBuy(this, access, now)
  }

  /** The card for whoever may buy it now: before its release it says until when that is early. */
  cardAt(now: Date): ProductCard {
    const release = isBeforeRelease(this, now) ? this.releaseAt : null
    return release === null
      ? this.card()
      : { ...this.card(), release: { opensAt: release.toISOString(), early: true } }
  }

  /** The card of its best variant. Shared: whoever is given it leaves it as it is. */
  card(): ProductCard {
    this.#card ??= toProductCard({ ...this, media: [...this.media] })
    return this.#card
  }
}

/** Equal values once in memory: thousands of products share their brands, categories and sizes. */
export class Interned {
  readonly #texts = new Map<string, string>()
  readonly #options = new Map<string, { name: string; value: string }>()

  text(value: string): string {
    const known = this.#texts.get(value)
    if (known !== undefined) return known
    this.#texts.set(value, value)
    return value
  }

  option(name: string, value: string): { name: string; value: string } {
    const key = `${name}\0${value}`
    const known = this.#options.get(key)
    if (known) return known
    const option = { name: this.text(name), value: this.text(value) }
    this.#options.set(key, option)
    return option
  }
}

function compact(
  variant: ChangedProduct['variants'][number],
  product: ChangedProduct,
  kept: Interned,
): SourceVariant {
  const currency = kept.text(variant.price.currency)
  return {
    variantId: variant.variantId,
    url: variant.url === product.url ? null : variant.url,
    options: variant.options.map(({ name, value }) => kept.option(name, value)),
    price: { amount: variant.price.amount, currency },
    listPrice: variant.listPrice && { amount: variant.listPrice.amount, currency },
    available: variant.available,
    stockOnline: variant.stockOnline,
    media: variant.media.slice(0, 1),
  }
}

function shortOnes(attributes: Record<string, string>, kept: Interned): Record<string, string> {
  const short = Object.entries(attributes).filter(([, value]) => value.length <= LONGEST_ATTRIBUTE)
  return Object.fromEntries(
    short.slice(0, MOST_ATTRIBUTES).map(([name, value]) => [kept.text(name), kept.text(value)]),
  )
}

function stockOf(variants: ChangedProduct['variants']): number | null {
  let pieces = 0
  for (const variant of variants) {
    if (variant.available && variant.stockOnline === null) return null
    if (variant.available) pieces += Math.max(variant.stockOnline ?? 0, 0)
  }
  return pieces
}
