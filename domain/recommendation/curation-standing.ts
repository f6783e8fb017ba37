import type { CurationState } from '#contract/staff-recommendations.ts'
import type { ShelfView } from '#knowledge/catalog/index.ts'
import { type CurationEntry, curationOf } from './curation.ts'

/**
 * Where a decision stands at that moment, and why one that shows a product shows none: hiding wins over showing,
 * and what cannot be bought is skipped.
 */
export function standingOf(
  entry: CurationEntry,
  all: readonly CurationEntry[],
  shelf: Pick<ShelfView, 'get' | 'inCategory'>,
  now: Date,
): CurationState {
  if (entry.endsAt !== null && entry.endsAt <= now) return 'over'
  if (entry.startsAt !== null && entry.startsAt > now) return 'planned'
  if (entry.productId === null) return 'holds'
  const product = shelf.get(entry.productId)
  if (!product) return 'gone'
  if (entry.kind !== 'pin') return 'holds'
  const hiding = all.filter(({ kind, row }) => kind === 'exclude' && (row === null || row === entry.row))
  const beside = entry.contextProductId === null ? [] : [entry.contextProductId]
  if (curationOf(hiding).hides(entry.row ?? 'for_you', beside, now, shelf)(product)) return 'hidden'
  return product.sellable ? 'holds' : 'sold_out'
}
