import { sql } from 'kysely'
import { peopleOf } from '#domain/identity/index.ts'
import {
  type Loyalty,
  loyaltyEntriesFrom,
  loyaltyFacts,
  loyaltyOf,
  loyaltyProgram,
} from '#domain/profile/index.ts'
import type { Access } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { membershipFacts } from './queries-memberships.ts'

/**
 * What lets these customers in before a release: their loyalty tier, and the segments of their person. The caller
 * vouches for them: all members that an account stands for, or the one that a provider's signature names. Where
 * `isAccount` is false and the person has other members too, those segments are not theirs to show.
 */
export async function accessOf(
  db: Db,
  customerIds: readonly string[],
  isAccount: boolean,
  now: Date,
): Promise<Access> {
  const people = await peopleOf(db, customerIds)
  const own = new Set(customerIds)
  const open = isAccount || people.every(({ customerId }) => own.has(customerId))
  const roots = open ? [...new Set(people.map(({ rootId }) => rootId))] : []
  const { rows } = await sql<{ part: string; fact: unknown }>`
    select part, fact from (${membershipFacts(sql`${roots}::text[]`)}) memberships
    union all select part, fact from (${loyaltyFacts(sql`${[...own]}::text[]`)}) ledger`.execute(db)
  const loyalty = loyaltyOf(loyaltyEntriesFrom(rows), await loyaltyProgram(db), now)
  const segments = rows.filter(({ part }) => part === 'segment').map(({ fact }) => (fact as [string])[0])
  return { segmentIds: new Set(segments), tiers: tierAccess(loyalty) }
}

export function tierAccess(loyalty: Loyalty | null): ReadonlySet<string> {
  const tier = loyalty?.tier?.name
  return new Set(tier === undefined ? [] : [tier.toLowerCase()])
}
