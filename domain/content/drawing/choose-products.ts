import type { ContentProblem } from '#contract/content-templates.ts'
import type { ProductCard } from '#contract/message.ts'
import type { OwnModule } from '../shared-modules.ts'
import type { Feed, ProductNow, ProductState } from './feed.ts'

type ProductsModule = Extract<OwnModule, { type: 'products' }>

export type Chosen =
  | {
      ok: true
      /** What each module of products shows; an empty list: its fallback. */
      shown: ReadonlyMap<string, ProductCard[]>
      /** What the texts mean by "the product". */
      headline: ProductNow | null
    }
  | { ok: false; reason: ContentProblem; detail: string }

/**
 * What every module of products shows, in their order: only what can be bought now, no product twice. The same on
 * every channel, so that a short text never stands for a message that the mail would not be.
 */
export function chooseProducts(modules: readonly OwnModule[], feed: Feed): Chosen {
  const shown = new Map<string, ProductCard[]>()
  const used = new Set<string>()
  for (const module of modules) {
    if (module.type !== 'products') continue
    const cards = candidates(module, feed)
      .filter((productId) => !used.has(productId))
      .flatMap((productId) => openCard(productId, feed) ?? [])
      .slice(0, module.limit)
    if (cards.length === 0 && module.otherwise === 'refuse') return refusal(module, feed)
    for (const { productId } of cards) used.add(productId)
    shown.set(module.key, cards)
  }
  return { ok: true, shown, headline: headlineOf(modules, shown, feed) }
}

function candidates({ source, key }: ProductsModule, feed: Feed): readonly string[] {
  switch (source.from) {
    case 'given':
      return feed.about
    case 'trigger_product':
      return feed.about.slice(0, 1)
    case 'cart':
      return feed.cart?.lines.map(({ productId }) => productId) ?? []
    case 'order':
    case 'row':
      return feed.picks.get(key) ?? []
  }
}

function openCard(productId: string, feed: Feed): ProductCard | null {
  const product = feed.product(productId)
  return product?.state === 'open' ? product.card : null
}

function refusal(module: ProductsModule, feed: Feed): Extract<Chosen, { ok: false }> {
  const [first] = candidates(module, feed)
  const isAbout = module.source.from === 'given' || module.source.from === 'trigger_product'
  if (!isAbout || first === undefined)
    return { ok: false, reason: 'nothing_to_show', detail: `nothing for ${module.key}` }
  return { ok: false, reason: whyNot(feed.product(first)), detail: first }
}

/** Why this product cannot stand in a message now. */
export function whyNot(product: ProductNow | undefined): ContentProblem {
  if (!product) return 'withdrawn'
  const reasons: Record<ProductState, ContentProblem> = {
    open: 'no_longer_true',
    sold_out: 'sold_out',
    not_released: 'not_released',
  }
  return reasons[product.state]
}

/** The product that began it where one did; where several are given, the first of them that is still there. */
function headlineOf(
  modules: readonly OwnModule[],
  shown: ReadonlyMap<string, ProductCard[]>,
  feed: Feed,
): ProductNow | null {
  const given = modules.find((module) => module.type === 'products' && module.source.from === 'given')
  const [first] = feed.about
  const anyShown = [...shown.values()].flat()[0]?.productId
  const productId = given ? (shown.get(given.key)?.[0]?.productId ?? anyShown) : (first ?? anyShown)
  const product = productId === undefined ? undefined : feed.product(productId)
  return product?.state === 'open' ? product : null
}
