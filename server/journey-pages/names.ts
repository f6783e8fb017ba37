import type { NamedThing } from '#contract/staff-journeys.ts'
import { listContent } from '#domain/content/index.ts'
import { listOffers } from '#domain/offers/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import type { Db } from '#store/index.ts'

export type NameOf = (staffId: string | null) => string | null

/** What staff are called; null for the house itself. */
export async function staffNames(db: Db): Promise<NameOf> {
  const names = new Map((await listStaff(db)).map(({ staffId, name }) => [staffId, name]))
  return (staffId) => (staffId === null ? null : (names.get(staffId) ?? staffId))
}

/** Offers that a step can carry: all but those that have ended for good. */
export async function namedOffers(db: Db): Promise<NamedThing[]> {
  const offers = await listOffers(db)
  return offers.map(({ name, title, status }) => ({ name, title, isReady: status === 'live' }))
}

/** The messages by name; ready where a version is approved. */
export async function namedMessages(db: Db) {
  const found = await listContent(db)
  return found.map(({ name, live, latest }) => {
    const { title, purpose, channels } = live ?? latest
    return { name, title, purpose, channels, isReady: live !== null }
  })
}
