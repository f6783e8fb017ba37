import { type RawBuilder, sql } from 'kysely'
import type { Abandonment, TriggerOf } from '#contract/journey-triggers.ts'
import { openCartRelation } from '#domain/carts/index.ts'
import { eventRelation } from '#domain/events/index.ts'
import { membersRelationFor } from '#domain/identity/index.ts'
import type { Db } from '#store/index.ts'
import type { Inside, TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { cartNames, checkoutNames, lastBought, leftInCart } from './queries-left-in-cart.ts'
import { customersIn, type FoundRow, firstFew, newcomer, pageOf } from './queries-page.ts'

/** An interruption that is heard of later than this is one no more. */
const LATEST_HOURS = 6
/** How far back looking at something counts as one look. */
const LOOKING_DAYS = 3

const signs: Record<Abandonment, readonly string[]> = {
  browse: ['Product Viewed'],
  cart: cartNames,
  checkout: checkoutNames,
}
/** What says that somebody has come further. */
const deeper: Record<Abandonment, readonly string[]> = {
  browse: [...cartNames, ...checkoutNames],
  cart: checkoutNames,
  checkout: [],
}

interface Row extends FoundRow {
  productIds: string[]
}

type Trigger = TriggerOf<'abandoned'>

export const abandoned: TriggerSource<'abandoned'> = {
  wakes: new Set(['events']),
  everyMinutes: 15,
  causedBy: ({ what }) => signs[what],
  find: async (db, asked) => {
    const { trigger, since, until } = asked
    const rested = await customersIn(db, sql`(${resting(trigger, since, until)})`)
    if (rested.length === 0) return []
    return (await pageOf<Row>(db, interrupted(asked, rested), asked)).map((row) =>
      newcomer(row, {
        object: trigger.what,
        occurrence: `${trigger.what} ${row.since.toISOString()}`,
        productIds: firstFew(row.productIds),
      }),
    )
  },
  nextAt: restingUntil,
  stillTrue: stillLeft,
}

/** Minutes as an interval. */
const minutes = (count: number) => sql`make_interval(mins => ${sql.lit(count)})`

/** Whose last sign of this kind has rested for so long since the last look, or was heard of only since then. */
function resting(trigger: Trigger, since: Date, until: Date): RawBuilder<unknown> {
  const pause = minutes(trigger.afterMinutes)
  const late = sql`make_interval(hours => ${sql.lit(LATEST_HOURS)})`
  const events = sql`
    select e.customer_id from ${eventRelation} e
    where e.name = any(${[...signs[trigger.what]]}::text[])
      and e.occurred_at > ${since}::timestamptz - ${pause} - ${late} and e.occurred_at <= ${until}::timestamptz - ${pause}
      and (e.occurred_at > ${since}::timestamptz - ${pause} or e.received_at > ${since})
      and coalesce(e.context->>'gpc', '') <> 'true'`
  if (trigger.what !== 'cart') return events
  return sql`${events} union select c.customer_id from ${openCartRelation} c
    where c.updated_at > ${since}::timestamptz - ${pause} and c.updated_at <= ${until}::timestamptz - ${pause}`
}

function interrupted(
  { trigger, until }: TriggerAsked<'abandoned'>,
  rested: readonly string[],
): RawBuilder<unknown> {
  const pause = minutes(trigger.afterMinutes)
  const people = sql`people`
  return sql`
    with people as materialized (${membersRelationFor(rested)}),
    bought as materialized (select * from ${lastBought(people)} b),
    anchors as (
      select distinct on (s.root_id) s.root_id, s.customer_id, s.at from (
        select p.root_id, p.customer_id, e.occurred_at as at from people p
        join ${eventRelation} e on e.customer_id = p.customer_id
        where e.name = any(${[...signs[trigger.what]]}::text[]) and e.occurred_at <= ${until}
        union all
        select p.root_id, p.customer_id, c.updated_at from people p
        join ${openCartRelation} c on c.customer_id = p.customer_id where ${sql.lit(trigger.what === 'cart')}
      ) s order by s.root_id, s.at desc, s.customer_id),
    left_over as materialized (select * from ${productsLeft(trigger, until)} l)
    select a.customer_id as "customerId", a.at as since,
      (select array_agg(l.product_id order by l.at desc, l.product_id) from left_over l where l.root_id = a.root_id)
        as "productIds"
    from anchors a left join bought b on b.root_id = a.root_id
    where a.at <= ${until}::timestamptz - ${pause} and (b.at is null or b.at < a.at)
      and exists (select 1 from left_over l where l.root_id = a.root_id)
      and not (${sql.lit(trigger.unlessDeeper)} and exists (
        select 1 from people p join ${eventRelation} e on e.customer_id = p.customer_id
        where p.root_id = a.root_id and e.name = any(${[...deeper[trigger.what]]}::text[])
          and e.occurred_at > greatest(b.at, a.at - make_interval(days => ${sql.lit(LOOKING_DAYS)}))))`
}

/** The products that it is about: root_id, product_id, at. */
function productsLeft(trigger: Trigger, until: Date): RawBuilder<unknown> {
  if (trigger.what !== 'browse') return leftInCart(sql`people`, until)
  return sql`(
    select p.root_id, e.properties->>'product_id' as product_id, max(e.occurred_at) as at
    from people p join ${eventRelation} e on e.customer_id = p.customer_id
    left join bought b on b.root_id = p.root_id
    where e.name = 'Product Viewed' and e.properties->>'product_id' is not null
      and e.occurred_at > ${until}::timestamptz - ${minutes(trigger.afterMinutes)}
        - make_interval(days => ${sql.lit(LOOKING_DAYS)})
      and (b.at is null or e.occurred_at > b.at)
    group by 1, 2 having count(*) >= ${sql.lit(trigger.leastViews)})`
}

/** When the first of those who still go on will have rested for so long. */
async function restingUntil(db: Db, trigger: Trigger, now: Date): Promise<Date | null> {
  const pause = minutes(trigger.afterMinutes)
  const { rows } = await sql<{ at: Date | null }>`
    select min(at) + ${pause} as at from (
      select min(e.occurred_at) as at from ${eventRelation} e
      where e.name = any(${[...signs[trigger.what]]}::text[]) and e.occurred_at > ${now}::timestamptz - ${pause}
      union all
      select min(c.updated_at) from ${openCartRelation} c
      where ${sql.lit(trigger.what === 'cart')} and c.updated_at > ${now}::timestamptz - ${pause}
    ) pending`.execute(db)
  return rows[0]?.at ?? null
}

/** A cart that was emptied needs no reminder; who has come further than looking is spoken to about that. */
async function stillLeft(
  db: Db,
  trigger: Trigger,
  inside: readonly Inside[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const people = inside.flatMap(({ entryId, rootId, members, feed }) =>
    members.map((member) => ({ e: entryId, r: rootId, c: member, s: feed.since })),
  )
  const given = sql`people as materialized (
    select distinct r as root_id, c as customer_id, e as entry_id, s as since
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as g(e text, r text, c text, s timestamptz))`
  const { rows } =
    trigger.what === 'browse'
      ? await sql<{ entryId: string }>`
        with ${given} select distinct p.entry_id as "entryId" from people p where not exists (
          select 1 from people o join ${eventRelation} e on e.customer_id = o.customer_id
          where o.entry_id = p.entry_id and e.name = any(${[...deeper.browse]}::text[])
            and e.occurred_at > o.since)`.execute(db)
      : await sql<{ entryId: string }>`
        with ${given} select distinct p.entry_id as "entryId" from people p
        join ${leftInCart(sql`(select distinct root_id, customer_id from people)`, now)} l
          on l.root_id = p.root_id`.execute(db)
  return new Set(rows.map((row) => row.entryId))
}
