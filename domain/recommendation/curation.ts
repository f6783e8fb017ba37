import type { RowName } from '#contract/recommendation.ts'
import type { CurationKind } from '#contract/staff-recommendations.ts'
import { pathsOf, type ShelfProduct, type ShelfView } from '#knowledge/catalog/index.ts'

/** A decision of the shop: to show a product at a place of a row, to hide something, or what goes with what. */
export interface CurationEntry {
  curationId: string
  kind: CurationKind
  /** null: every row. */
  row: RowName | null
  /** Only beside this product; null: everywhere. */
  contextProductId: string | null
  /** Of `goes_with`: what lies in this one is completed by what lies in `category`. */
  contextCategory: string | null
  /** One of the four is set; a pin has a product, `goes_with` a category. */
  productId: string | null
  brand: string | null
  category: string | null
  attribute: { name: string; value: string } | null
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
  /** Categories that the shop says complete this product, in the order they were written. */
  completedBy: (product: ShelfProduct, now: Date) => readonly string[]
  readonly size: number
}

export function curationOf(entries: readonly CurationEntry[]): Curation {
  const holding = (kind: CurationEntry['kind'], row: RowName, contextIds: readonly string[], now: Date) =>
    entries.filter((entry) => entry.kind === kind && concerns(entry, row, contextIds) && runs(entry, now))
  const looks = entries.filter(({ kind }) => kind === 'goes_with')
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
      const attributes = hidden.flatMap(({ attribute }) => attribute ?? [])
      return (product) =>
        products.has(product.productId) ||
        (product.brand !== null && brands.has(product.brand.toLowerCase())) ||
        categories.some((members) => members.has(product)) ||
        attributes.some((attribute) => hasAttribute(product, attribute))
    },
    completedBy: (product, now) => {
      if (looks.length === 0) return []
      const paths = new Set(pathsOf(product.categories))
      const found = looks.filter(
        (look) => runs(look, now) && paths.has(look.contextCategory?.toLowerCase() ?? ''),
      )
      return [...new Set(found.flatMap(({ category }) => category ?? []))]
    },
  }
}

export const noCuration: Curation = curationOf([])

function concerns(entry: CurationEntry, row: RowName, contextIds: readonly string[]): boolean {
  if (entry.row !== null && entry.row !== row) return false
  return entry.contextProductId === null || contextIds.includes(entry.contextProductId)
}

/** By the names and values of the catalog, in whatever letters; of a variant's options too. */
export function hasAttribute(
  product: ShelfProduct,
  { name, value }: { name: string; value: string },
): boolean {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
  return (
    Object.entries(product.attributes).some(([n, v]) => same(n, name) && same(v, value)) ||
    (product.variants.length > 0 &&
      product.variants.every(({ options }) =>
        options.some((o) => same(o.name, name) && same(o.value, value)),
      ))
  )
}

/** Whether it holds at that moment, by its dates. */
export function runs({ startsAt, endsAt }: Pick<CurationEntry, 'startsAt' | 'endsAt'>, now: Date): boolean {
  return (startsAt === null || startsAt <= now) && (endsAt === null || now < endsAt)
}
