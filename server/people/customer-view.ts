import type { StaffView } from '#contract/staff-api.ts'
import type { CustomerPage, ReadingPurpose, Standing } from '#contract/staff-customers.ts'
import { countDuplicates, householdOf } from '#domain/identity/index.ts'
import { ordersOf, toOrderCard } from '#domain/orders/index.ts'
import { profileOf } from '#domain/profile/index.ts'
import { segmentsOf } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'
import type { House } from '../house.ts'
import { mayDo } from '../policy.ts'
import { addressLines } from './address-lines.ts'
import { readConsent } from './consent-view.ts'
import { factViews } from './facts-view.ts'
import { readPerson, whoIs } from './person.ts'
import { loyaltyView, replenishmentViews, subscriptionView, traitView } from './profile-view.ts'
import { purposesFor } from './purposes.ts'

const ORDERS = 50

/** One customer as staff see one: only what may serve the purpose of their reading. */
export async function readCustomerPage(
  house: House,
  customerId: string,
  { staff, purpose }: { staff: StaffView; purpose: ReadingPurpose },
  now: Date,
): Promise<CustomerPage> {
  const { db } = house
  const person = await readPerson(db, customerId)
  const profile = await profileOf(db, person.customerId, { purpose, now })
  const orders = await ordersOf(db, person.memberIds, ORDERS)
  return {
    ...whoIs(person),
    standing: standingOf(person.identifiers),
    households: await householdsFor(db, person.customerId),
    purpose,
    purposes: purposesFor(staff.roles),
    traits: profile.traits.map(traitView),
    withheld: profile.withheld.map(({ name, reason }) => ({ name, reason })),
    facts: factViews(profile.facts),
    replenishment: replenishmentViews(profile.facts),
    loyalty: profile.loyalty && loyaltyView(profile.loyalty),
    subscriptions: profile.subscriptions.map(subscriptionView),
    segments: await segmentsFor(db, person.customerId, purpose),
    orders: orders.map((order) => toOrderCard(order)),
    consent: await readConsent(house, person.customerId, mayDo(staff.roles, 'readConversation'), now),
    members: person.memberIds.length,
    duplicates: await countDuplicates(db, person.customerId),
  }
}

async function householdsFor(db: Db, customerId: string): Promise<CustomerPage['households']> {
  const households = await householdOf(db, customerId)
  return households.map((household) => ({
    ...household,
    address: addressLines(household.address).join(', '),
  }))
}

/** Segments made for another purpose are not for this reader; who counts sees them all. */
async function segmentsFor(
  db: Db,
  customerId: string,
  purpose: ReadingPurpose,
): Promise<CustomerPage['segments']> {
  const segments = await segmentsOf(db, customerId)
  return segments
    .filter((segment) => purpose === 'analytics' || segment.purpose === purpose)
    .map(({ segmentId, name, since }) => ({ segmentId, name, since: since.toISOString() }))
}

function standingOf(identifiers: { kind: string }[]): Standing {
  if (identifiers.some(({ kind }) => kind === 'user_id')) return 'account'
  return identifiers.some(({ kind }) => kind !== 'anonymous_id') ? 'contact' : 'anonymous'
}
