import type { ShownContent, SlotProduct } from '#contract/decide.ts'
import type { ReasonCode } from '#contract/recommendation.ts'
import type { SlotContent, SlotRow } from '#contract/slots.ts'
import type { RecommendAnswer } from '#domain/recommendation/index.ts'
import { aboutPrice } from './currency.ts'
import { proofLines } from './proof.ts'
import type { NextShown, Shop, Visit } from './visit.ts'

/** What a slot's content is filled from. */
export interface Filling {
  visit: Visit
  shop: Shop
  /** Products that stand on this page already. */
  shown: ReadonlySet<string>
  now: Date
}

/**
 * The content with its products, counts and links; null where it has nothing to show: then the next variant has
 * its turn. A row that the shop could only fill with something else than its title says shows nothing.
 */
export function fillVariant(written: SlotContent, filling: Filling): ShownContent | null {
  const { next } = filling.visit
  if (written.next && next === null) return null
  const content = next && written.next ? withNext(written, next) : written
  const row =
    content.row && hasGround(content.row, filling)
      ? truthful(filledRow(content.row, filling, reasonsOf[content.row.row] !== undefined))
      : null
  if (content.row && row === null) return null
  const proof = content.proof ? filledProof(content.proof, filling) : []
  if (content.proof && proof.length === 0) return null
  const app = content.app ? appLink(content, filling) : null
  if (content.app && app === null) return null
  return { ...wordsOf(content), ...(app && { link: app }), row, proof }
}

/** What is written stays; what the shop would say next fills the rest. */
function withNext(written: SlotContent, { title, text, image, link, productIds }: NextShown): SlotContent {
  const row: SlotRow = { row: 'picked', limit: NEXT_PRODUCTS, productIds: [...productIds] }
  return {
    ...(title !== null && { title }),
    ...(text !== null && { text }),
    ...(image !== null && { image }),
    ...(link !== null && { link }),
    ...(productIds.length > 0 && { row }),
    ...written,
  }
}

const NEXT_PRODUCTS = 4

/** The same for the default: whatever there is, for everybody. A page that has shown it all shows it again. */
export function fillDefault(content: SlotContent, filling: Filling): ShownContent {
  const nobody = {
    ...filling,
    visit: { ...filling.visit, facts: null, viewed: [], access: null, next: null },
  }
  const row = content.row
    ? (filledRow(content.row, nobody) ?? filledRow(content.row, { ...nobody, shown: new Set() }))
    : null
  const proof = content.proof ? filledProof(content.proof, nobody) : []
  const app = content.app ? appLink(content, nobody) : null
  return { ...wordsOf(content), ...(app && { link: app }), row, proof }
}

function wordsOf({ title, text, image, link }: SlotContent): Omit<ShownContent, 'row' | 'proof'> {
  return { title: title ?? null, text: text ?? null, image: image ?? null, link: link ?? null }
}

type FilledRow = NonNullable<ShownContent['row']>

/** Why a product may stand in a row whose title says something of it; other rows take all there is. */
const reasonsOf: Partial<Record<FilledRow['row'], readonly ReasonCode[]>> = {
  recently_viewed: ['viewed'],
  buy_again: ['buy_again'],
  back_in_stock: ['back_in_stock'],
  new: ['new'],
  trending: ['trending'],
  bought_together: ['bought_together', 'complements'],
  viewed_also_bought: ['viewed_also_bought', 'bought_together'],
  complete_the_look: ['complements', 'bought_together'],
  similar: ['similar'],
  popular_here: ['popular', 'popular_store', 'popular_city', 'popular_category'],
}

const aboutProducts = new Set<FilledRow['row']>([
  'similar',
  'bought_together',
  'viewed_also_bought',
  'complete_the_look',
  'bundle',
])

/** Whether there is anything such a row could rest on: else it need not be asked. */
function hasGround({ row }: SlotRow, { visit: { signals, cart, viewed, facts } }: Filling): boolean {
  if (row === 'buy_again') return facts !== null && facts.due.length > 0
  if (row === 'recently_viewed') return viewed.length > 0 || (facts !== null && facts.viewed.length > 0)
  return !aboutProducts.has(row) || signals.productId !== null || cart.length > 0 || viewed.length > 0
}

/** Without what the row was only filled up with; null where that is all of it. */
function truthful(row: FilledRow | null): FilledRow | null {
  if (row === null || row.strategy.startsWith('fallback') || row.strategy === 'nothing') return null
  const codes = reasonsOf[row.row]
  const products = row.products.filter(
    ({ reason }) =>
      codes === undefined || reason.code === 'picked' || codes.some((code) => code === reason.code),
  )
  return products.length === 0 ? null : { ...row, products }
}

function filledRow(row: SlotRow, filling: Filling, orNothing = false): FilledRow | null {
  const { strategy, items } = asked(row, filling, orNothing)
  if (items.length === 0) return null
  return { row: row.row, strategy, products: items.map((item) => toProduct(item, filling)) }
}

function asked(row: SlotRow, { visit, shop, shown, now }: Filling, orNothing: boolean): RecommendAnswer {
  const { signals, store, cart, viewed, facts, access } = visit
  const { category, brands, priceMin, priceMax, limit } = row
  const about = signals.productId === null ? cart : [signals.productId]
  return shop.recommend(
    {
      row: row.row,
      named: row.productIds,
      productIds: about,
      viewed,
      cart,
      category,
      storeId: store?.storeId,
      city: signals.city ?? undefined,
      limit,
      orNothing,
      access,
      filters: { brands, priceMin, priceMax, exclude: [...shown] },
    },
    facts,
    now,
  )
}

function toProduct(
  { productId, card, reason }: RecommendAnswer['items'][number],
  { visit, shop }: Filling,
): SlotProduct {
  const { store, currency } = visit
  return {
    productId,
    variantId: card.variantId,
    title: card.title,
    url: card.url,
    image: card.image,
    price: card.price,
    listPrice: card.listPrice,
    about: aboutPrice(card.price, currency, shop.rules.rates, shop.locale),
    inStore: store === null ? null : shop.shelf.stockIn(store.storeId, card.variantId),
    reason: { code: reason.code, text: reason.text },
  }
}

function filledProof(
  kinds: NonNullable<SlotContent['proof']>,
  { visit, shop, now }: Filling,
): ShownContent['proof'] {
  const { productId } = visit.signals
  const product = productId === null ? null : shop.shelf.get(productId)
  if (!product?.sellable || !product.openTo(visit.access, now)) return []
  const { store } = visit
  const lying = store && product.variants.map(({ variantId }) => shop.shelf.stockIn(store.storeId, variantId))
  const pieces = lying?.reduce<number>((sum, count) => sum + Math.max(count ?? 0, 0), 0)
  return proofLines(
    kinds,
    {
      ...shop.countsOf(product.productId),
      left: product.stockOnline,
      inStore: store && pieces !== undefined ? { pieces, city: store.city } : null,
    },
    shop.rules,
  )
}

/** The link for the visitor's own kind of phone; null: there is no app for it. */
function appLink({ app, link }: SlotContent, { visit }: Filling): ShownContent['link'] {
  const { platform } = visit.signals
  const url = platform === 'other' ? undefined : app?.[platform]
  return url === undefined ? null : { label: link?.label ?? 'Open the app', url }
}
