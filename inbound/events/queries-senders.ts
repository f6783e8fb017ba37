import { sql } from 'kysely'
import { consentRelation } from '#domain/consent/index.ts'
import { membersRelationFor } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'

/** The person of each of these customers, and all customers who are that person. */
export async function personsOf(
  db: Db,
  customerIds: readonly string[],
): Promise<{ customerId: string; rootId: string }[]> {
  const { rows } = await sql<{ customerId: string; rootId: string }>`
    select customer_id as "customerId", root_id as "rootId" from (${membersRelationFor(customerIds)}) members
  `.execute(db)
  return rows
}

/** Which of these customers have said anything of consent. */
export async function consentKnownOf(db: Db, customerIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ customerId: string }>`
    select distinct customer_id as "customerId" from (${consentRelation}) said
    where customer_id = any(${customerIds}::text[])`.execute(db)
  return new Set(rows.map(({ customerId }) => customerId))
}
