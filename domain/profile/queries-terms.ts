import { sql } from 'kysely'
import { consentRelation } from '#domain/consent/index.ts'
import { membersRelationFor } from '#domain/identity/index.ts'
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
 * Those of the customers whose person agreed, in so many words, that what is known of them is used for them on
 * the web: a default of the law is not enough for what a stranger tells. A no of any merged record counts.
 */
async function consentedToPartners(db: Db, customerIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ customer_id: string }>`
    with people as (${membersRelationFor(customerIds)}),
    agreed as (
      select p.root_id from people p join (${consentRelation}) said on said.customer_id = p.customer_id
      where said.channel = 'web' and said.purpose = 'personalisation'
      group by p.root_id
      having bool_or(said.state = 'granted') and not bool_or(said.state = 'denied')
    )
    select p.customer_id from people p join agreed a on a.root_id = p.root_id`.execute(db)
  return new Set(rows.map((row) => row.customer_id))
}
