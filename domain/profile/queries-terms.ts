import { sql } from 'kysely'
import { consentRelation } from '#domain/consent/index.ts'
import type { Db } from '#store/index.ts'
import { listContracts } from './queries-contracts.ts'
import type { PartnerTerms } from './set-trait.ts'

/** What decides over partners' traits of these customers now: read once for all of them. */
export async function partnerTerms(db: Db, customerIds: readonly string[], now: Date): Promise<PartnerTerms> {
  return {
    contracts: await listContracts(db),
    consented: await consentedToPartners(db, customerIds),
    now,
  }
}

/**
 * Those of the customers who agreed, in so many words, that what is known of them is used for them on the
 * web: a default of the law is not enough for what a stranger tells. A no of a merged record counts elsewhere.
 */
async function consentedToPartners(db: Db, customerIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ customer_id: string }>`
    select customer_id from (${consentRelation}) said
    where customer_id = any(${customerIds}::text[]) and channel = 'web' and purpose = 'personalisation'
      and state = 'granted'`.execute(db)
  return new Set(rows.map((row) => row.customer_id))
}
