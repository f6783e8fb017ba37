import { type CustomerInput, findByIdentifier, membersOf, resolveCustomers } from '#domain/identity/index.ts'
import type { OrderInput } from '#domain/orders/index.ts'
import {
  applyEvents,
  erasePerson,
  loyaltyProgram,
  saveLoyaltyProgram,
  setTrait,
} from '#domain/profile/index.ts'
import type { Db } from '#store/index.ts'
import { clubEvents, isMember, subscriptionEvents, trailClub } from './membership.ts'
import { tastesOf } from './tastes.ts'

/** Of so many there is more to know than what they bought. */
const KNOWN = 150

/** Fills in what the demo's people said, their points and subscriptions; twice equals once. */
export async function seedProfiles(
  db: Db,
  people: readonly CustomerInput[],
  orders: readonly OrderInput[],
  source: string,
  now: Date,
): Promise<void> {
  const known = people.slice(0, KNOWN)
  const resolved = await resolveCustomers(db, known, source, now)
  if ((await loyaltyProgram(db)) === null) await saveLoyaltyProgram(db, trailClub, now)
  const byPerson = new Map<string | undefined, OrderInput[]>()
  for (const order of orders)
    byPerson.set(order.customer.userId, [...(byPerson.get(order.customer.userId) ?? []), order])
  const rows = known.flatMap((person, index) => {
    const customerId = resolved[index]?.customerId
    if (!customerId) return []
    const bought = byPerson.get(person.userId) ?? []
    const club = isMember(person, index) ? clubEvents(person, bought, source) : []
    return [...club, ...subscriptionEvents(person, bought, source, now)].map((event) => ({
      event,
      customerId,
    }))
  })
  await applyEvents(db, rows, now)
  for (const [index, person] of known.entries())
    for (const trait of tastesOf(person, resolved[index]?.customerId ?? '', now))
      await setTrait(db, trait, now)
}

/** Takes it out again, before the people themselves go. */
export async function removeProfiles(db: Db, people: readonly CustomerInput[], now: Date): Promise<void> {
  for (const person of people.slice(0, KNOWN)) {
    const found = person.userId ? await findByIdentifier(db, 'user_id', person.userId) : null
    if (found) await erasePerson(db, await membersOf(db, found.customerId), now)
  }
  const program = await loyaltyProgram(db)
  if (program?.name === trailClub.name) await saveLoyaltyProgram(db, null, now)
}
