import { Problem } from '#contract/problem.ts'
import { identifiersOf, membersOf, rootOf } from '#domain/identity/index.ts'
import type { Shelf } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { Decision } from './decide.ts'
import type { Slots } from './open-slots.ts'
import { type Page, readVisit, type Surroundings } from './read-visit.ts'
import type { NextShown } from './visit.ts'
import type { Visitor } from './visitor.ts'

/** What somebody would see now, and why; nothing is counted or written. */
export interface Preview {
  decision: Decision
  /** Whether what is known of them is used; false: there is no consent, or nobody was named. */
  personal: boolean
}

/**
 * The slots as this customer (null: a stranger) would see them on that page, signed in: with their consent as it
 * stands. Throws `not-found`.
 */
export async function previewFor(
  db: Db,
  deps: {
    slots: Slots
    shelf: Pick<Shelf, 'get' | 'stores'>
    /** What the shop would say next to this visitor; absent: it is not looked for. */
    nextFor?: (visitor: Visitor) => Promise<NextShown | null>
  },
  asked: { customerId: string | null; page: Page; surroundings: Surroundings; names?: string[] },
  now: Date,
): Promise<Preview> {
  const { page, surroundings, names } = asked
  const visitor =
    asked.customerId === null ? null : await visitorOf(db, deps.slots, asked.customerId, surroundings)
  const next = visitor && deps.nextFor ? await deps.nextFor(visitor) : null
  const visit = readVisit(page, surroundings, { visitor, next }, deps.shelf, now)
  return {
    decision: deps.slots.decide(names, visit, now),
    personal: visitor?.known !== null && visitor !== null,
  }
}

async function visitorOf(db: Db, slots: Slots, customerId: string, { place }: Surroundings) {
  const members = await membersOf(db, await rootOf(db, customerId))
  const identifiers = await identifiersOf(db, members)
  const own = (kind: string) =>
    identifiers.find((one) => one.kind === kind && one.customerId === customerId) ??
    identifiers.find((one) => one.kind === kind)
  const userId = own('user_id')?.value ?? null
  const anonymousId = userId === null ? (own('anonymous_id')?.value ?? null) : null
  if (userId === null && anonymousId === null)
    throw new Problem(
      'not-found',
      'This customer has no account and no browser: the site could not know them.',
    )
  return slots.visitors.read({
    anonymousId,
    userId,
    country: place?.country ?? null,
    region: place?.region ?? null,
  })
}
