/** What a word of the text can be understood as. */
export const wishFields = [
  'price_max',
  'price_min',
  'size',
  'quantity',
  'colour',
  'brand',
  'category',
  'attribute',
  'without',
  'on_sale',
  'order',
  'store',
] as const
export type WishField = (typeof wishFields)[number]

/** One thing that was read from the text. */
export interface Wish {
  field: WishField
  /** As the filter takes it: minor units of a price, the catalog's own name of a brand, an id of a store. */
  value: string
  /** The words it was read from. */
  from: string
  /** In words a shopper may read: `up to $150.00`. */
  text: string
  /** false: it was let go, because nothing meets it together with the rest. */
  kept: boolean
}

export interface Note {
  code: 'let_go' | 'text_cut'
  /** Words a shopper may read: `Nothing up to €20.00; the cheapest is €24.00.` */
  text: string
}

/** What became of the text. */
export interface Understood {
  /** What is left to look for. */
  text: string
  wishes: Wish[]
  notes: Note[]
}
