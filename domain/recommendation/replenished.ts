import type { ShelfProduct } from '#knowledge/catalog/index.ts'
import type { Models } from './models-in-use.ts'
import type { BoughtBefore, PersonFacts } from './recommendation.ts'

const DAY_MS = 86_400_000
/** From this share of its cycle on, a thing may be offered again. */
const EARLIEST = 0.75

/**
 * After how many days a thing is used up: this person's own rhythm, else what the catalog declares
 * (`replenish_days`), else what many people's purchases show. null: it lasts.
 */
export function cycleDays(
  product: ShelfProduct,
  facts: Pick<PersonFacts, 'due'> | null,
  models: Pick<Models, 'repeatsAfterDays'>,
): number | null {
  const own = facts?.due.find(({ productId }) => productId === product.productId)
  return own?.everyDays ?? declaredDays(product) ?? models.repeatsAfterDays(product.productId)
}

function declaredDays(product: ShelfProduct): number | null {
  const text = product.attributes.replenish_days
  const days = Number(text)
  return text !== undefined && days >= 1 && days <= 3650 ? days : null
}

export function mayBeBoughtAgain(
  product: ShelfProduct,
  facts: Pick<PersonFacts, 'due'> | null,
  models: Pick<Models, 'repeatsAfterDays'>,
): boolean {
  return cycleDays(product, facts, models) !== null
}

/** Whether enough of its cycle is over. */
export function wantedAgain(
  product: ShelfProduct,
  before: BoughtBefore,
  facts: Pick<PersonFacts, 'due'> | null,
  models: Pick<Models, 'repeatsAfterDays'>,
  now: Date,
): boolean {
  const days = cycleDays(product, facts, models)
  return days !== null && now.getTime() - before.lastAt.getTime() >= EARLIEST * days * DAY_MS
}
