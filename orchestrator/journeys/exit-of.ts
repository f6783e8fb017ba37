import type { ExitReason, JourneyDefinition } from '#contract/journeys.ts'
import { endsAt, type JourneyEntry } from './entry.ts'

/** What is known of a person that may end their way. */
export interface Signs {
  /** No customer of that id is kept any more. */
  erased: boolean
  /** They said no on a channel of the journey, and no other of its channels is left. */
  optedOut: boolean
  /** They wait for staff or have an open ticket. */
  openCase: boolean
  /** Orders since the earliest of their entries began. */
  purchases: readonly Purchase[]
  /** Events since then, by name, of those that any of their journeys stops on. */
  events: readonly { name: string; at: Date }[]
}

export interface Purchase {
  orderId: string
  placedAt: Date
  productIds: readonly string[]
}

/** What is asked of the journey itself, beside the person. */
export interface Standing {
  /** What set it off still holds. */
  stillTrue: boolean
  /** An earlier way of the same person through the same is open: two people were joined. */
  isSecond: boolean
  categoriesOf: (productId: string) => readonly string[]
}

/**
 * Why this way ends now; null: it goes on. Pure, and the same wherever it is asked: when something happened,
 * before a step is asked for, and at the moment when a message leaves.
 */
export function exitOf(
  entry: JourneyEntry,
  definition: JourneyDefinition,
  signs: Signs,
  standing: Standing,
  now: Date,
): ExitReason | null {
  if (signs.erased) return 'erased'
  if (signs.optedOut) return 'opted_out'
  if (hasBought(entry, definition, signs, standing)) return 'bought'
  if (hasHappened(entry, definition, signs)) return 'event'
  if (definition.exclusions.openCase && signs.openCase) return 'open_case'
  if (standing.isSecond) return 'merged'
  if (!standing.stillTrue) return 'no_longer_true'
  const isLate = now >= endsAt(entry, definition)
  return isLate ? (entry.step >= definition.steps.length ? 'completed' : 'timed_out') : null
}

function hasBought(
  { feed }: JourneyEntry,
  { stop }: JourneyDefinition,
  { purchases }: Signs,
  { categoriesOf }: Standing,
): boolean {
  if (stop.onPurchase === null) return false
  const after = purchases.filter(
    ({ orderId, placedAt }) => orderId !== feed.orderId && placedAt > new Date(feed.since),
  )
  if (stop.onPurchase === 'any') return after.length > 0
  const bought = after.flatMap(({ productIds }) => productIds)
  if (stop.onPurchase === 'trigger_product') return bought.some((id) => feed.productIds.includes(id))
  const named = feed.values.category === undefined ? [] : [feed.values.category]
  const meant = new Set([...named, ...feed.productIds.flatMap(categoriesOf)])
  return bought.some((id) => categoriesOf(id).some((category) => meant.has(category)))
}

function hasHappened({ feed }: JourneyEntry, { stop }: JourneyDefinition, { events }: Signs): boolean {
  const since = new Date(feed.since)
  return events.some(({ name, at }) => stop.onEvents.includes(name) && at > since)
}
