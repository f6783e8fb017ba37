import type { ProductCard } from '#contract/message.ts'
import type { RowName } from '#contract/recommendation.ts'
import type { CurationInput, CurationKind, CurationView } from '#contract/staff-recommendations.ts'
import { RequestError } from '../api/http.ts'
import { texts } from '../texts.ts'

const words = texts.recommendations.form

export const whats = ['product', 'brand', 'category', 'attribute'] as const
export type What = (typeof whats)[number]

/** A decision while it is written. */
export interface Draft {
  kind: CurationKind
  row: RowName | null
  what: What
  product: ProductCard | null
  beside: ProductCard | null
  brand: string
  category: string
  completes: string
  attributeName: string
  attributeValue: string
  position: string
  note: string
  /** As the field for a day writes it; empty: none. */
  startsOn: string
  endsOn: string
}

export type DraftErrors = Partial<Record<keyof Draft | 'all', string>>

/** As it stands, or an empty one. A product that left the catalog has to be chosen anew. */
export function draftOf(kind: CurationKind, entry: CurationView | null): Draft {
  return {
    kind,
    row: entry?.row ?? null,
    what: whatOf(entry),
    product: entry?.product?.card ?? null,
    beside: entry?.beside?.card ?? null,
    brand: entry?.brand ?? '',
    category: entry?.category ?? '',
    completes: entry?.completes ?? '',
    attributeName: entry?.attribute?.name ?? '',
    attributeValue: entry?.attribute?.value ?? '',
    position: String(entry?.position ?? 1),
    note: entry?.note ?? '',
    startsOn: dayOf(entry?.startsAt ?? null),
    endsOn: dayOf(entry?.endsAt ?? null),
  }
}

function whatOf(entry: CurationView | null): What {
  if (entry?.brand) return 'brand'
  if (entry?.category) return 'category'
  return entry?.attribute ? 'attribute' : 'product'
}

/** What is missing before it can be sent. */
export function checkDraft(draft: Draft): DraftErrors {
  const errors: DraftErrors = {}
  const need = (field: 'brand' | 'category' | 'completes' | 'attributeName' | 'attributeValue') => {
    if (draft[field].trim() === '') errors[field] = words.neededText
  }
  const position = Number(draft.position)
  if (draft.kind === 'pin' && !(Number.isInteger(position) && position >= 1 && position <= 24))
    errors.position = words.badPosition
  if (draft.kind === 'goes_with') {
    need('completes')
    need('category')
  } else if (draft.kind === 'pin' || draft.what === 'product') {
    if (!draft.product) errors.product = words.needed
  } else if (draft.what === 'attribute') {
    need('attributeName')
    need('attributeValue')
  } else need(draft.what)
  return errors
}

/** What is sent of a draft that was checked. */
export function inputOf(draft: Draft): CurationInput {
  const { note, row } = draft
  const dates = { startsAt: momentOf(draft.startsOn), endsAt: momentOf(draft.endsOn) }
  const productId = draft.product?.productId ?? ''
  const beside = draft.beside?.productId ?? null
  switch (draft.kind) {
    case 'pin':
      return { kind: 'pin', row, beside, productId, position: Number(draft.position), note, ...dates }
    case 'exclude':
      return { kind: 'exclude', row, beside, what: hiddenOf(draft, productId), note, ...dates }
    case 'goes_with':
      return { kind: 'goes_with', category: draft.completes, completedBy: draft.category, note, ...dates }
  }
}

function hiddenOf({ what, brand, category, attributeName, attributeValue }: Draft, productId: string) {
  switch (what) {
    case 'product':
      return { productId }
    case 'brand':
      return { brand }
    case 'category':
      return { category }
    case 'attribute':
      return { attribute: { name: attributeName, value: attributeValue } }
  }
}

/** The beginning of that day, where the reader is. */
function momentOf(day: string): string | null {
  return day === '' ? null : new Date(`${day}T00:00`).toISOString()
}

function dayOf(at: string | null): string {
  if (at === null) return ''
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

/** What the server found wrong, at its fields; the rest as one sentence. */
export function draftErrors(error: unknown, kind: CurationKind): DraftErrors {
  if (!(error instanceof RequestError) || error.reason !== 'refused') return { all: texts.app.noConnection }
  const faults = error.problem?.errors ?? []
  if (faults.length === 0) return { all: error.message }
  return Object.fromEntries(
    faults.map(({ path, message }) => [fieldOf(path.replace(/^body\./, ''), kind), message]),
  )
}

function fieldOf(path: string, kind: CurationKind): keyof DraftErrors {
  if (kind === 'goes_with' && path === 'category') return 'completes'
  return fields[path] ?? 'all'
}

const fields: Record<string, keyof Draft | undefined> = {
  productId: 'product',
  'what.productId': 'product',
  'what.brand': 'brand',
  'what.category': 'category',
  'what.attribute': 'attributeValue',
  completedBy: 'category',
  beside: 'beside',
  position: 'position',
  note: 'note',
  startsAt: 'startsOn',
  endsAt: 'endsOn',
}
