import type { RowName } from '#contract/recommendation.ts'
import type { ShelfProduct, ShelfView } from '#knowledge/catalog/index.ts'

/** A decision of the shop: to show a product at a place of a row, or to hide a product, a brand, a category. */
export interface CurationEntry {
  curationId: string
  kind: 'pin' | 'exclude'
  /** null: every row. */
  row: RowName | null
  /** Only beside this product; null: everywhere. */
  contextProductId: string | null
  /** One of the three is set; a pin has a product. */
  productId: string | null
  brand: string | null
  category: string | null
  /** Of a pin, from 1. */
  position: number | null
  note: string
  startsAt: Date | null
  endsAt: Date | null
  createdBy: string | null
  createdAt: Date
  updatedBy: string | null
  updatedAt: Date
}

export interface Pin {
  productId: string
  /** From 1. */
  position: number
}

export interface Curation {
  /** What the shop put into this row, by position; of two at one place the older goes first. */
  pins: (row: RowName, contextIds: readonly string[], now: Date) => readonly Pin[]
  /** What the shop hides from this row. */
  hides: (
    row: RowName,
    contextIds: readonly string[],
    now: Date,
    shelf: Pick<ShelfView, 'inCategory'>,
  ) => (product: ShelfProduct) => boolean
  readonly size: number
}

export function curationOf(entries: readonly CurationEntry[]): Curation {
  const holding = (kind: CurationEntry['kind'], row: RowName, contextIds: readonly string[], now: Date) =>
    entries.filter((entry) => entry.kind === kind && concerns(entry, row, contextIds) && runs(entry, now))
  return {
    size: entries.length,
    pins: (row, contextIds, now) =>
      holding('pin', row, contextIds, now)
        .flatMap(({ productId, position, createdAt }) =>
          productId !== null && position !== null ? [{ productId, position, createdAt }] : [],
        )
        .sort((a, b) => a.position - b.position || a.createdAt.getTime() - b.createdAt.getTime()),
    hides: (row, contextIds, now, shelf) => {
      const hidden = holding('exclude', row, contextIds, now)
      if (hidden.length === 0) return () => false
      const products = new Set(hidden.map(({ productId }) => productId))
      const brands = new Set(hidden.flatMap(({ brand }) => brand?.toLowerCase() ?? []))
      const categories = hidden.flatMap(({ category }) =>
        category === null ? [] : shelf.inCategory(category),
      )
      return (product) =>
        products.has(product.productId) ||
        (product.brand !== null && brands.has(product.brand.toLowerCase())) ||
        categories.some((members) => members.has(product))
    },
  }
}

export const noCuration: Curation = curationOf([])

function concerns(entry: CurationEntry, row: RowName, contextIds: readonly string[]): boolean {
  if (entry.row !== null && entry.row !== row) return false
  return entry.contextProductId === null || contextIds.includes(entry.contextProductId)
}

function runs({ startsAt, endsAt }: CurationEntry, now: Date): boolean {
  return (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt)
}
