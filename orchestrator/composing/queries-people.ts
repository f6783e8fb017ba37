import { sql } from 'kysely'
import { type ConsentFact, consentFacts } from '#domain/consent/index.ts'
import { loyaltyFacts } from '#domain/profile/index.ts'
import { membershipFacts } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'

/**
 * What decides how messages to these people are filled, in one read: whether their history may be used, the
 * segments they are in and their ledger of points.
 */
export async function readReaderFacts(
  db: Db,
  customerIds: readonly string[],
  rootIds: readonly string[],
): Promise<ConsentFact[]> {
  const asked = { channels: ['web' as const], purposes: ['personalisation' as const], hashes: [] }
  const ids = sql`((select ids from given)::text[])`
  const { rows } = await sql<ConsentFact>`
    with given as (select ${[...customerIds]}::text[] as ids)
    ${consentFacts(ids, asked)}
    union all ${membershipFacts(sql`${[...rootIds]}::text[]`)}
    union all ${loyaltyFacts(ids)}`.execute(db)
  return rows
}
