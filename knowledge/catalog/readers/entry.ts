import type { ProductInput } from '../product-input.ts'

/** Something that could not be read: where, and what is wrong. */
export interface BadEntry {
  line: number
  field: string
  message: string
}

/** What a reader gives, one per product. `line` is the line in the file, or the position in a JSON list, from 1. */
export type CatalogEntry = { line: number; product: ProductInput } | BadEntry

/** Where a reader reads from. */
export type CatalogSource = { file: string } | { text: string }

export interface ReaderOptions {
  /** The currency where the format names none (Shopify, a bare number in a CSV). Default USD. */
  currency?: string | undefined
  /** The shop's address, to make links of handles: `https://shop.example`. */
  shopUrl?: string | undefined
  /** For sale prices with an effective date; without it they hold. */
  now?: Date | undefined
}
