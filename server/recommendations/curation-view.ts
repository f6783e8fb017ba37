import type { CurationChangeView, CurationPage, CurationView } from '#contract/staff-recommendations.ts'
import {
  type CurationChange,
  type CurationEntry,
  curationChanges,
  listCuration,
  standingOf,
} from '#domain/recommendation/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import type { ShelfView } from '#knowledge/catalog/index.ts'
import type { House } from '../house.ts'

const CHANGES = 50

/** Every decision of the shop and where it stands now, the newest first. */
export async function readCuration(
  { db, shelf }: Pick<House, 'db' | 'shelf'>,
  mayChange: boolean,
  now: Date,
): Promise<CurationPage> {
  const entries = await listCuration(db)
  const nameOf = await staffNames(db)
  return {
    entries: entries.map((entry) => viewOf(entry, entries, shelf, nameOf, now)).reverse(),
    categories: shelf.categories().map(({ category }) => category),
    brands: brandsOf(shelf),
    mayChange,
  }
}

/** Who changed what, in words, the newest first. */
export async function readCurationChanges({
  db,
  shelf,
}: Pick<House, 'db' | 'shelf'>): Promise<CurationChangeView[]> {
  const nameOf = await staffNames(db)
  return (await curationChanges(db, CHANGES)).map((change) => ({
    change: change.change,
    what: wordsOf(change, shelf),
    by: nameOf(change.changedBy),
    at: change.changedAt.toISOString(),
  }))
}

function viewOf(
  entry: CurationEntry,
  all: readonly CurationEntry[],
  shelf: ShelfView,
  nameOf: (staffId: string | null) => string | null,
  now: Date,
): CurationView {
  const { curationId, kind, row, position, note, brand, category, attribute } = entry
  const curated = (productId: string | null) =>
    productId === null ? null : { productId, card: shelf.get(productId)?.card() ?? null }
  return {
    curationId,
    kind,
    row,
    beside: curated(entry.contextProductId),
    product: curated(entry.productId),
    brand,
    category,
    attribute,
    completes: entry.contextCategory,
    position,
    note,
    startsAt: entry.startsAt?.toISOString() ?? null,
    endsAt: entry.endsAt?.toISOString() ?? null,
    state: standingOf(entry, all, shelf, now),
    by: nameOf(entry.updatedBy),
    at: entry.updatedAt.toISOString(),
  }
}

async function staffNames(db: House['db']): Promise<(staffId: string | null) => string | null> {
  const names = new Map((await listStaff(db)).map(({ staffId, name }) => [staffId, name]))
  return (staffId) => (staffId === null ? null : (names.get(staffId) ?? staffId))
}

function brandsOf(shelf: ShelfView): string[] {
  const brands = new Set<string>()
  for (const { brand } of shelf.all()) if (brand !== null) brands.add(brand)
  return [...brands].sort((a, b) => a.localeCompare(b))
}

/** `Heron Rain Jacket at place 2`, as it is after the change, or was before it was removed. */
function wordsOf({ after, before }: CurationChange, shelf: ShelfView): string {
  const entry = after ?? before
  if (!entry) return ''
  const titled = (productId: string) => shelf.get(productId)?.title ?? productId
  const beside = entry.contextProductId === null ? '' : ` beside ${titled(entry.contextProductId)}`
  const where = entry.row === null ? ' in every row' : ` in ${entry.row.replaceAll('_', ' ')}`
  switch (entry.kind) {
    case 'pin':
      return `${titled(entry.productId ?? '')} at place ${entry.position}${where}${beside}`
    case 'exclude':
      return `${hiddenOf(entry, titled)} hidden${where}${beside}`
    case 'goes_with':
      return `${entry.category} goes with ${entry.contextCategory}`
  }
}

function hiddenOf(
  { productId, brand, category, attribute }: CurationEntry,
  titled: (productId: string) => string,
): string {
  if (productId !== null) return titled(productId)
  if (attribute !== null) return `${attribute.name}: ${attribute.value}`
  return brand ?? category ?? ''
}
