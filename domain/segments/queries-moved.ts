import { type RawBuilder, sql } from 'kysely'
import { eventRelation } from '#domain/events/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { orderRelation } from '#domain/orders/index.ts'
import { contractsMoved, loyaltyMoved, renewalsWithin, subscriptionMoved } from '#domain/profile/index.ts'
import type { Db } from '#store/index.ts'
import type { Edge, TimedBy, TimedThing } from './moved-by-time.ts'

const things: readonly TimedThing[] = ['event', 'order', 'seen', 'renewal']

/**
 * The roots of whom one of these rules may say something else at `until` than it did at `from`, though nothing
 * was heard of them: something has reached an age that the rule names. Rather a few too many than one too few.
 */
export async function movedByTime(
  db: Db,
  timed: TimedBy,
  from: Date,
  until: Date,
): Promise<string[] | 'everybody'> {
  const newDay = from.toISOString().slice(0, 10) !== until.toISOString().slice(0, 10)
  if (timed.days && newDay) return 'everybody'
  if (timed.contracts && (await contractsMoved(db, from, until))) return 'everybody'
  const moved = things.flatMap((of) => reached(timed.edges, of, from, until))
  if (timed.points) moved.push(loyaltyMoved(from, until))
  if (timed.pauses) moved.push(subscriptionMoved(from, until))
  if (moved.length === 0) return []
  const { rows } = await sql<{ root_id: string }>`
    select distinct m.root_id from (${sql.join(moved, sql` union all `)}) moved
    join (${memberRelation}) m on m.customer_id = moved.customer_id order by m.root_id`.execute(db)
  return rows.map((row) => row.root_id)
}

/**
 * Who has something of this kind that came to one of the ages within these bounds, both included: a rule may turn at
 * the very moment or just after it. Each table is read once.
 */
function reached(edges: readonly Edge[], of: TimedThing, from: Date, until: Date): RawBuilder<unknown>[] {
  const spans = edges
    .filter((edge) => edge.of === of)
    .map(({ name, ageMs }) => ({
      name,
      low: new Date(from.getTime() - ageMs),
      high: new Date(until.getTime() - ageMs),
    }))
  if (spans.length === 0) return []
  const any = (column: RawBuilder<unknown>) =>
    sql.join(
      spans.map(
        ({ low, high }) => sql`(${column} >= ${low}::timestamptz and ${column} <= ${high}::timestamptz)`,
      ),
      sql` or `,
    )
  switch (of) {
    case 'event': // one by one: each is a range of the index by name
      return spans.map(
        ({ name, low, high }) => sql`select e.customer_id from ${eventRelation} e where e.name = ${name}
          and e.occurred_at >= ${low}::timestamptz and e.occurred_at <= ${high}::timestamptz`,
      )
    case 'order':
      return [sql`select o.customer_id from ${orderRelation} o where ${any(sql`o.placed_at`)}`]
    case 'seen':
      return [sql`select c.customer_id from (${memberRelation}) c where ${any(sql`c.created_at`)}`]
    case 'renewal':
      return spans.map(({ low, high }) => renewalsWithin(low, high))
  }
}
