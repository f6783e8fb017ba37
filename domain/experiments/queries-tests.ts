import { type RawBuilder, sql } from 'kysely'
import { memberRelation } from '#domain/identity/index.ts'
import { type Db, storableText } from '#store/index.ts'

/** One person was shown one arm of a test. */
export interface TestExposure {
  /** The member whom it was meant for. */
  customerId: string
  /** The root of this moment. */
  rootId: string
  test: string
  /** The id of what was shown. */
  arm: string
  outboxId: string | null
}

/** Every exposure to a test, for set-based reads of other rooms: a condition on customer_id reaches the index. */
export const testExposuresRelation: RawBuilder<{
  customer_id: string
  test: string
  arm: string
  exposed_at: Date
}> = sql`select customer_id, test, arm, exposed_at from test_exposures`

/** Records who was shown what, in the transaction in which it leaves. The first of a customer stays. */
export async function recordTestExposures(
  tx: Db,
  exposures: readonly TestExposure[],
  now: Date,
): Promise<void> {
  if (exposures.length === 0) return
  const columns = {
    customer: exposures.map(({ customerId }) => customerId),
    test: exposures.map(({ test }) => storableText(test)),
    arm: exposures.map(({ arm }) => storableText(arm)),
    root: exposures.map(({ rootId }) => rootId),
    outbox: exposures.map(({ outboxId }) => outboxId),
  }
  await sql`insert into test_exposures (customer_id, test, arm, root_id, exposed_at, outbox_id)
    select distinct on (e.customer_id, e.test)
      e.customer_id, e.test, e.arm, e.root_id, ${now}::timestamptz, e.outbox_id
    from unnest(${columns.customer}::text[], ${columns.test}::text[], ${columns.arm}::text[],
      ${columns.root}::text[], ${columns.outbox}::text[])
      with ordinality as e(customer_id, test, arm, root_id, outbox_id, place)
    order by e.customer_id, e.test, e.place
    on conflict (customer_id, test) do nothing`.execute(tx)
}

/** How many people were shown each arm, as people are joined now; who was shown two is in none. */
export async function testCounts(db: Db, test: string): Promise<{ arm: string; people: number }[]> {
  const { rows } = await sql<{ arm: string; people: string }>`
    with persons as (
      select m.root_id, min(e.arm) as least, max(e.arm) as most
      from test_exposures e join (${memberRelation}) m on m.customer_id = e.customer_id
      where e.test = ${storableText(test)} group by 1
    )
    select least as arm, count(*) as people from persons where least = most group by 1 order by 1`.execute(db)
  return rows.map(({ arm, people }) => ({ arm, people: Number(people) }))
}
