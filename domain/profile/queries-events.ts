import type { TrackedEvent } from '#domain/events/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { loyaltyEntriesOf } from './events/loyalty.ts'
import { permissionIn } from './events/position.ts'
import { subscriptionChangeOf } from './events/subscriptions.ts'
import { traitsHeardIn } from './events/traits.ts'
import { addLoyalty, addSubscriptionChanges, notePermissions } from './queries-ledger.ts'
import { partnerTerms } from './queries-terms.ts'
import { writeTraits } from './queries-traits.ts'
import { judgeTrait, noPartners, type PartnerTerms } from './set-trait.ts'

export interface EventRow {
  event: TrackedEvent
  customerId: string
}

/**
 * Takes in what events say of people: traits, points, subscriptions, permissions. At most one statement per
 * concern, none where no event is about it. Any order, and any repetition, leaves the same.
 */
export async function applyEvents(tx: Db, rows: readonly EventRow[], now: Date): Promise<void> {
  const heard = rows.flatMap(({ event, customerId }) => traitsHeardIn(event, customerId))
  const loyalty = rows.flatMap(({ event, customerId }) =>
    loyaltyEntriesOf(event).map((what) => ({ customerId, what })),
  )
  const subscriptions = rows.flatMap(({ event, customerId }) =>
    about(customerId, subscriptionChangeOf(event)),
  )
  const permissions = rows.flatMap(({ event, customerId }) => about(customerId, permissionIn(event)))
  if (heard.length + loyalty.length + subscriptions.length + permissions.length === 0) return
  await inTransaction(tx, async (open) => {
    const terms = await termsFor(open, heard, now)
    const verdicts = heard.map(({ input }) => judgeTrait(input, terms))
    await writeTraits(
      open,
      verdicts.flatMap((verdict) => (verdict.ok ? verdict.row : [])),
    )
    await addLoyalty(open, loyalty, now)
    await addSubscriptionChanges(open, subscriptions, now)
    await notePermissions(open, permissions)
  })
}

function about<T>(customerId: string, what: T | null): { customerId: string; what: T }[] {
  return what === null ? [] : [{ customerId, what }]
}

/** Contracts and consents are read only where a partner speaks. */
export function termsFor(
  db: Db,
  heard: readonly { input: { customerId: string; party: string } }[],
  now: Date,
): Promise<PartnerTerms> {
  const customerIds = heard.flatMap(({ input }) => (input.party === 'second' ? input.customerId : []))
  if (customerIds.length === 0) return Promise.resolve(noPartners)
  return partnerTerms(db, [...new Set(customerIds)], now)
}
