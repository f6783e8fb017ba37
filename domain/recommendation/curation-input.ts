import { Problem } from '#contract/problem.ts'
import { type CheckedCuration, curationInput } from '#contract/staff-recommendations.ts'
import type { ShelfView } from '#knowledge/catalog/index.ts'
import { type CurationEntry, hasAttribute } from './curation.ts'

/** What of an entry is decided, without who wrote it and when. */
export type CurationDecision = Omit<
  CurationEntry,
  'curationId' | 'createdBy' | 'createdAt' | 'updatedBy' | 'updatedAt'
>

interface Fault {
  path: string
  message: string
}

/**
 * A decision, checked against the catalog: one that names what is not there would silently do nothing. What
 * `before` named already may be gone meanwhile. Throws `bad-request` with one entry per wrong field.
 */
export function checkedCuration(
  input: unknown,
  shelf: Pick<ShelfView, 'get' | 'inCategory' | 'all'>,
  before: CurationDecision | null,
): CurationDecision {
  const read = curationInput.safeParse(input)
  if (!read.success) refuse(read.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
  const decision = read.success ? decisionOf(read.data) : null
  if (!decision) throw new Problem('bad-request', 'The decision is not valid')
  refuse([...timeFaults(decision), ...catalogFaults(decision, shelf, before)])
  return decision
}

function decisionOf(input: CheckedCuration): CurationDecision {
  const { kind, note } = input
  const dated = { kind, note, startsAt: dateOf(input.startsAt), endsAt: dateOf(input.endsAt) }
  const nothing = { productId: null, brand: null, category: null, attribute: null }
  const nowhere = { row: null, contextProductId: null, contextCategory: null, position: null }
  switch (input.kind) {
    case 'pin': {
      const { row, beside, productId, position } = input
      return { ...dated, ...nowhere, ...nothing, row, contextProductId: beside, productId, position }
    }
    case 'exclude':
      return {
        ...dated,
        ...nowhere,
        ...nothing,
        row: input.row,
        contextProductId: input.beside,
        ...input.what,
      }
    case 'goes_with':
      return {
        ...dated,
        ...nowhere,
        ...nothing,
        contextCategory: input.category,
        category: input.completedBy,
      }
  }
}

const dateOf = (text: string | null) => (text === null ? null : new Date(text))

function timeFaults({ startsAt, endsAt }: CurationDecision): Fault[] {
  const never = startsAt !== null && endsAt !== null && endsAt <= startsAt
  return never ? [{ path: 'endsAt', message: 'must be later than the beginning' }] : []
}

/** Each name, under the path of the field it came from, and whether the catalog has it. */
function catalogFaults(
  { kind, contextProductId, contextCategory, productId, brand, category, attribute }: CurationDecision,
  shelf: Pick<ShelfView, 'get' | 'inCategory' | 'all'>,
  before: CurationDecision | null,
): Fault[] {
  const hides = kind === 'exclude' ? 'what.' : ''
  const faults: Fault[] = []
  const check = (path: string, isNew: boolean, isThere: () => boolean, message: string) => {
    if (isNew && !isThere()) faults.push({ path, message })
  }
  if (productId !== null)
    check(
      `${hides}productId`,
      productId !== before?.productId,
      () => shelf.get(productId) !== null,
      noProduct,
    )
  if (contextProductId !== null)
    check(
      'beside',
      contextProductId !== before?.contextProductId,
      () => shelf.get(contextProductId) !== null,
      noProduct,
    )
  if (contextCategory !== null)
    check(
      'category',
      contextCategory !== before?.contextCategory,
      () => shelf.inCategory(contextCategory).size > 0,
      noCategory,
    )
  if (category !== null)
    check(
      kind === 'goes_with' ? 'completedBy' : `${hides}category`,
      category !== before?.category,
      () => shelf.inCategory(category).size > 0,
      noCategory,
    )
  if (contextCategory !== null && contextCategory.toLowerCase() === category?.toLowerCase())
    faults.push({ path: 'completedBy', message: 'must be another category' })
  if (brand !== null)
    check(
      `${hides}brand`,
      brand !== before?.brand,
      () => some(shelf.all(), (product) => product.brand?.toLowerCase() === brand.toLowerCase()),
      'the catalog has no such brand',
    )
  if (attribute !== null)
    check(
      `${hides}attribute`,
      JSON.stringify(attribute) !== JSON.stringify(before?.attribute),
      () => some(shelf.all(), (product) => hasAttribute(product, attribute)),
      'no product of the catalog has it',
    )
  return faults
}

const noProduct = 'the catalog has no such product'
const noCategory = 'the catalog has no such category'

function some<T>(all: Iterable<T>, holds: (one: T) => boolean): boolean {
  for (const one of all) if (holds(one)) return true
  return false
}

function refuse(errors: Fault[]): void {
  if (errors.length > 0) throw new Problem('bad-request', 'The decision is not valid', { errors })
}
