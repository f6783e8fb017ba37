import type { Product } from './product.ts'
import { firstIssue, type ProductInput, productInput } from './product-input.ts'
import type { BadEntry, CatalogEntry } from './readers/entry.ts'

/** A product of a reader, checked as an import checks it, without a database. */
export function listedProduct(entry: CatalogEntry, now: Date): Product | BadEntry {
  if (!('product' in entry)) return entry
  const checked = productInput.safeParse(entry.product satisfies ProductInput)
  if (!checked.success) return { line: entry.line, ...firstIssue(checked.error) }
  const { productId, releaseAt, early, variants, ...rest } = checked.data
  return {
    ...rest,
    productId,
    releaseAt: releaseAt === null ? null : new Date(releaseAt),
    early: early && { ...early, from: new Date(early.from) },
    variants: variants.map((variant) => ({ ...variant, productId })),
    rev: entry.line,
    updatedAt: now,
  }
}
