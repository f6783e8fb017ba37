import type { MergePreview, MergeSide } from '#contract/staff-customers.ts'
import { mergePreview, type PersonView } from '#domain/identity/index.ts'
import { profileOf } from '#domain/profile/index.ts'
import type { House } from '../house.ts'
import { readConsent, stricterAfter } from './consent-view.ts'
import { readPerson, whoIs } from './person.ts'

/** Both sides as they stand, and what a merge would take from either. */
export async function readMergePreview(
  house: House,
  customerId: string,
  otherId: string,
  now: Date,
): Promise<MergePreview> {
  const preview = await mergePreview(house.db, customerId, otherId)
  const sides: [MergeSide, MergeSide] = [
    await sideOf(house, preview.sides[0], now),
    await sideOf(house, preview.sides[1], now),
  ]
  const same = preview.alreadyOne
  return {
    sides,
    refusal: same ? 'same_person' : null,
    against: same ? null : preview.against,
    stricter: same ? [] : stricterAfter([sides[0].consent, sides[1].consent]),
  }
}

/** One side by any of its members. */
export async function readSide(house: House, customerId: string, now: Date): Promise<MergeSide> {
  return sideOf(house, await readPerson(house.db, customerId), now)
}

async function sideOf(house: House, person: PersonView, now: Date): Promise<MergeSide> {
  const { facts } = await profileOf(house.db, person.customerId, { purpose: 'service', now })
  const who = whoIs(person)
  return {
    customerId: who.customerId,
    name: who.name,
    address: who.address,
    since: who.since,
    lastSeenAt: who.lastSeenAt,
    identifiers: who.identifiers.map(({ kind, value }) => ({ kind, value })),
    orders: facts.buying?.orders ?? 0,
    lifetimeValue: facts.value.map((each) => each.lifetimeValue),
    consent: await readConsent(house, person.customerId, true, now), // whoever merges reads conversations,
  }
}
