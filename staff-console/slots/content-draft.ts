import type { RowName } from '#contract/recommendation.ts'
import type { ProofKind, SlotContent, SlotRow } from '#contract/slots.ts'

/** Content as it is written; an empty text is left out when it is sent. */
export interface ContentDraft {
  title: string
  text: string
  imageUrl: string
  imageAlt: string
  linkLabel: string
  linkUrl: string
  /** null: no products. */
  row: RowName | null
  limit: string
  category: string
  brands: readonly string[]
  priceMin: string
  priceMax: string
  productIds: readonly string[]
  /** What the shop would say next to the visitor fills what is left empty. */
  next: boolean
  proof: readonly ProofKind[]
  ios: string
  android: string
}

/** `digits` of the currency that prices of a row are in. */
export function contentDraftOf(content: SlotContent, digits: number): ContentDraft {
  const { title = '', text = '', image, link, row, next = false, proof = [], app } = content
  const inUnits = (amount: number | undefined) => (amount === undefined ? '' : String(amount / 10 ** digits))
  return {
    title,
    text,
    imageUrl: image?.url ?? '',
    imageAlt: image?.alt ?? '',
    linkLabel: link?.label ?? '',
    linkUrl: link?.url ?? '',
    row: row?.row ?? null,
    limit: String(row?.limit ?? 8),
    category: row?.category ?? '',
    brands: row?.brands ?? [],
    priceMin: inUnits(row?.priceMin),
    priceMax: inUnits(row?.priceMax),
    productIds: row?.productIds ?? [],
    next,
    proof,
    ios: app?.ios ?? '',
    android: app?.android ?? '',
  }
}

/** What is wrong with it is left for the server to say: it has the rules. */
export function contentOf(draft: ContentDraft, digits: number): SlotContent {
  const [title, text, ios, android] = [draft.title, draft.text, draft.ios, draft.android].map((each) =>
    each.trim(),
  )
  const [url, alt, label, to] = [draft.imageUrl, draft.imageAlt, draft.linkLabel, draft.linkUrl].map((each) =>
    each.trim(),
  )
  return {
    ...(title && { title }),
    ...(text && { text }),
    ...((url || alt) && { image: { url: url ?? '', alt: alt ?? '' } }),
    ...((label || to) && { link: { label: label ?? '', url: to ?? '' } }),
    ...(draft.row !== null && { row: rowOf(draft, draft.row, digits) }),
    ...(draft.next && { next: true }),
    ...(draft.proof.length > 0 && { proof: [...draft.proof] }),
    ...((ios || android) && { app: { ...(ios && { ios }), ...(android && { android }) } }),
  }
}

function rowOf(draft: ContentDraft, row: RowName, digits: number): SlotRow {
  const category = draft.category.trim()
  return {
    row,
    limit: numberIn(draft.limit),
    ...(category !== '' && { category }),
    ...(draft.brands.length > 0 && { brands: [...draft.brands] }),
    ...(draft.priceMin.trim() !== '' && { priceMin: Math.round(numberIn(draft.priceMin) * 10 ** digits) }),
    ...(draft.priceMax.trim() !== '' && { priceMax: Math.round(numberIn(draft.priceMax) * 10 ** digits) }),
    ...(row === 'picked' && draft.productIds.length > 0 && { productIds: [...draft.productIds] }),
  }
}

/** What is no number becomes null on the way, and is refused there. */
function numberIn(text: string): number {
  const plain = text.trim().replace(',', '.')
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}
