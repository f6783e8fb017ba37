export const facetNames = [
  'category',
  'brand',
  'price',
  'colour',
  'size',
  'option',
  'stock',
  'store',
  'sale',
] as const
export type FacetName = (typeof facetNames)[number]

/**
 * One way to narrow the result, with counts over all that passes the OTHER filters: a facet never counts
 * under its own.
 */
export interface Facet {
  name: FacetName
  /** Of an `option`: its name in the catalog, which is the key of the query's `options`. */
  option: string | null
  values: FacetValue[]
}

export interface FacetValue {
  /** What the query takes: a path, a brand, a colour family, a size, a store's id. Of a price: `from-to`, minor units. */
  value: string
  label: string
  /** Products, not variants. */
  count: number
  chosen: boolean
  /** Of a price range, minor units; `to` null: no upper end. */
  range?: { from: number; to: number | null }
}
