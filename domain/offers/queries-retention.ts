import { sql } from 'kysely'
import { termOf } from '#store/index.ts'

/** What was settled before then, with its key and code. */
const old = (before: Date, table: 'offer_issue_keys' | 'offer_codes') =>
  sql<boolean>`exists (select 1 from issued_offers i where i.customer_id = ${sql.id(table, 'customer_id')}
    and i.issued_id = ${sql.id(table, 'issued_id')} and i.settled_at < ${before})`

/** Offers that were used, or ran out, so long ago; budgets keep their sums. */
export const issuedOfferTerm = termOf(
  { table: 'offer_codes', where: (before) => old(before, 'offer_codes') },
  { table: 'offer_issue_keys', where: (before) => old(before, 'offer_issue_keys') },
  { table: 'issued_offers', where: (before) => sql<boolean>`settled_at < ${before}` },
)
