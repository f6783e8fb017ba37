import { type RawBuilder, sql } from 'kysely'
import type { VisitSign } from '#contract/journey-triggers.ts'
import { eventRelation, newsRelation } from '#domain/events/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { listStaff } from '#domain/staff/index.ts'
import { listStores } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import type { Newcomer, TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { dayOf, type FoundRow, firstFew, newcomer, pageOf } from './queries-page.ts'

const names: Record<VisitSign, string> = {
  visit: 'Store Visited',
  purchase: 'Store Purchase Completed',
  appointment: 'Appointment Kept',
  note: 'Client Book Note Added',
}

/** What is bought so soon belongs to the visit. */
const VISIT_HOURS = 8

interface Row extends FoundRow {
  visitedAt: Date
  storeId: string
  associateId: string | null
  productIds: string[]
}

export const storeVisit: TriggerSource<'store_visit'> = {
  wakes: new Set(['events']),
  everyMinutes: 60,
  causedBy: ({ signs }) => signs.map((sign) => names[sign]),
  find: async (db, asked) => named(db, await pageOf<Row>(db, visits(asked), asked)),
}

/**
 * One row for a person, store and day, whatever they did there, as the last event of it says; with what they
 * tried on or bought that day.
 */
function visits({ trigger, since, until }: TriggerAsked<'store_visit'>): RawBuilder<unknown> {
  const signs = trigger.signs.map((sign) => names[sign])
  return sql`
    with news as materialized (
      select distinct on (m.root_id, n.properties->>'store_id', n.occurred_at::date) m.root_id, n.customer_id,
        n.properties->>'store_id' as store_id, n.occurred_at
      from ${newsRelation(signs, since, until)} n join (${memberRelation}) m on m.customer_id = n.customer_id
      where n.properties->>'store_id' is not null
      order by m.root_id, n.properties->>'store_id', n.occurred_at::date, n.occurred_at desc
    ), seen as (
      select n.root_id, n.store_id, n.occurred_at, e.properties, e.occurred_at as at from news n
      join (${memberRelation}) m on m.root_id = n.root_id
      join ${eventRelation} e on e.customer_id = m.customer_id
      where e.name in ('Store Visited', 'Store Purchase Completed', 'Appointment Kept',
          'Client Book Note Added', 'Fitting Room Used')
        and e.properties->>'store_id' = n.store_id and e.occurred_at::date = n.occurred_at::date
    )
    select n.customer_id as "customerId", n.occurred_at + make_interval(hours => ${sql.lit(VISIT_HOURS)}) as since,
      n.occurred_at as "visitedAt", n.store_id as "storeId",
      (select s.properties->>'associate_id' from seen s where s.root_id = n.root_id and s.store_id = n.store_id
        and s.occurred_at = n.occurred_at and s.properties->>'associate_id' is not null
        order by s.at desc limit 1) as "associateId",
      array(select p->>'product_id' from seen s
        cross join lateral jsonb_array_elements(case when jsonb_typeof(s.properties->'products') = 'array'
          then s.properties->'products' else '[]'::jsonb end) p
        where s.root_id = n.root_id and s.store_id = n.store_id and s.occurred_at = n.occurred_at
          and p->>'product_id' is not null order by s.at desc) as "productIds"
    from news n`
}

/** The names that go with the ids: of the store, and of the associate where they are one of ours. */
async function named(db: Db, rows: readonly Row[]): Promise<Newcomer[]> {
  if (rows.length === 0) return []
  const stores = new Map((await listStores(db)).map(({ storeId, name }) => [storeId, name]))
  const staff = new Map(
    (await listStaff(db)).flatMap(({ staffId, email, name }) => [
      [staffId, name],
      [email, name],
    ]),
  )
  return rows.map((row) => {
    const { storeId, associateId, productIds } = row
    const day = dayOf(row.visitedAt)
    const store = stores.get(storeId)
    const associate = associateId === null ? undefined : staff.get(associateId)
    return newcomer(row, {
      object: `${storeId} ${day}`,
      occurrence: `visit ${storeId} ${day}`,
      values: {
        visited_on: day,
        ...(store === undefined ? {} : { store }),
        ...(associate === undefined ? {} : { associate: associate.split(' ')[0] ?? associate }),
      },
      productIds: firstFew(productIds),
    })
  })
}
