import { type RawBuilder, sql } from 'kysely'
import type { Db } from '#store/index.ts'
import type { Newcomer, TriggerAsked } from '../trigger-table.ts'

/** The least that a row of a page has. */
export type FoundRow = { customerId: string; since: Date }

/** One page of what a query finds: whole people, in the order of their ids. The query names its columns as in `FoundRow`. */
export async function pageOf<Row extends FoundRow>(
  db: Db,
  found: RawBuilder<unknown>,
  { after, limit }: Pick<TriggerAsked<'event'>, 'after' | 'limit'>,
): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select * from (${found}) found where ${after === null ? sql`true` : sql`"customerId" > ${after}`}
    order by "customerId" fetch first ${sql.lit(limit)} rows with ties`.execute(db)
  return rows
}

/** The customers of a relation, once each: with few of them, what is known of their people is read by index. */
export async function customersIn(db: Db, relation: RawBuilder<unknown>): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct r.customer_id as id from ${relation} r order by 1`.execute(db)
  return rows.map(({ id }) => id)
}

/** A newcomer who brings nothing along but what is named. */
export function newcomer(
  row: FoundRow,
  more: Pick<Newcomer, 'object' | 'occurrence'> & Partial<Newcomer>,
): Newcomer {
  const { customerId, since } = row
  return { customerId, since, values: {}, productIds: [], claims: [], orderId: null, ...more }
}

/** No more than a message can show. */
export const firstFew = (productIds: readonly string[]): string[] => [...new Set(productIds)].slice(0, 6)

export const DAY_MS = 86_400_000

/** As the values of a message have it; drawn in the reader's language. */
export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)
