import { type RawBuilder, sql } from 'kysely'
import type { SegmentPurpose } from '#contract/segments.ts'
import { consentRelation } from '#domain/consent/index.ts'
import { eventRelation } from '#domain/events/index.ts'
import { identifierRelation, memberRelation, membersRelationFor } from '#domain/identity/index.ts'
import { orderLineRelation, orderRelation } from '#domain/orders/index.ts'
import { loyaltyRelation, subscriptionRelation, traitRelation } from '#domain/profile/index.ts'
import type { Db } from '#store/index.ts'

/** Of whom a statement speaks: some roots with all their members, side by side. */
export interface Members {
  customerIds: string[]
  rootIds: string[]
}

/** All members of these roots. Their ids go into the statements, so that every room's index is used. */
export async function membersOfRoots(db: Db, roots: readonly string[]): Promise<Members> {
  const { rows } = await sql<{ customer_id: string; root_id: string }>`
    select m.customer_id, m.root_id from (${membersRelationFor(roots)}) m`.execute(db)
  return { customerIds: rows.map((row) => row.customer_id), rootIds: rows.map((row) => row.root_id) }
}

/**
 * For this transaction: the planner is told that rows by index are near, else it reads whole tables for a
 * few thousand customers, and that compiling the statement costs more than it saves (measured).
 */
export async function planForFew(tx: Db): Promise<void> {
  await sql`select set_config('random_page_cost', '1.1', true), set_config('jit', 'off', true)`.execute(tx)
}

/** Those members as rows: customer_id, root_id. */
export function memberRows({ customerIds, rootIds }: Members): RawBuilder<unknown> {
  return sql`select * from unnest(${customerIds}::text[], ${rootIds}::text[]) as m(customer_id, root_id)`
}

export type FactTable =
  | 'order'
  | 'line'
  | 'event'
  | 'consent'
  | 'identifier'
  | 'loyalty'
  | 'subscription'
  | 'seen'
  | `trait_${SegmentPurpose}`

/**
 * What the conditions of one statement need to know of a customer. Each condition adds the aggregates it
 * needs; a room's rows are then read once for all of them, however many segments there are.
 */
export interface Facts {
  now: Date
  columns: Map<FactTable, RawBuilder<unknown>[]>
  /** Which events can matter at all: since when, by name; null: ever. */
  events: Map<string, Date | null>
  products: Set<string>
  traits: Map<SegmentPurpose, Set<string>>
}

export function noFacts(now: Date): Facts {
  return { now, columns: new Map(), events: new Map(), products: new Set(), traits: new Map() }
}

/** Adds an aggregate over a customer's rows of that table; answers how to name its value. */
export function fact<T>(facts: Facts, table: FactTable, aggregate: RawBuilder<unknown>): RawBuilder<T> {
  const columns = facts.columns.get(table) ?? []
  facts.columns.set(table, [...columns, aggregate])
  return sql<T>`${sql.id(`${table}_fact`, `c${columns.length}`)}`
}

/** Notes that events of this name matter from then on. */
export function wantEvent(facts: Facts, name: string, since: Date | null): void {
  const known = facts.events.get(name)
  const earlier = known === undefined || since === null || (known !== null && since < known) ? since : known
  facts.events.set(name, known === null ? null : earlier)
}

/** `scope`, `member` and one table for each kind of fact, as the WITH list of a statement. */
export function factTables(facts: Facts, people: Members): RawBuilder<unknown> {
  const named = [...facts.columns].map(
    ([table, columns]) => sql`${sql.id(`${table}_fact`)} as (
      select m.root_id, ${sql.join(columns.map((column, at) => sql`${column} as ${sql.id(`c${at}`)}`))}
      ${sourceOf(table, facts, people)} group by m.root_id)`,
  )
  return sql.join([
    sql`member as materialized (${memberRows(people)})`,
    sql`scope as materialized (select distinct root_id from member)`,
    ...named,
  ])
}

/** `scope` with a row of facts for each customer; what nobody has is null. */
export function scopeWithFacts(facts: Facts): RawBuilder<unknown> {
  const joins = [...facts.columns.keys()].map((table) => {
    const name = sql.id(`${table}_fact`)
    return sql`left join ${name} on ${name}.root_id = scope.root_id`
  })
  return sql`scope left join customer_scores score on score.customer_id = scope.root_id
    ${sql.join(joins, sql` `)}`
}

function sourceOf(table: FactTable, facts: Facts, { customerIds }: Members): RawBuilder<unknown> {
  const theirs = sql`r.customer_id = any(${customerIds}::text[])`
  const ofMembers = (relation: RawBuilder<unknown>) =>
    sql`from member m join (${relation}) r on r.customer_id = m.customer_id and ${theirs}`
  const ofRoots = (relation: RawBuilder<unknown>) =>
    sql`from scope m join (${relation}) r on r.root_id = m.root_id`
  switch (table) {
    case 'seen':
      return ofMembers(memberRelation)
    case 'order':
      return ofMembers(orderRelation)
    case 'line':
      return sql`${ofMembers(orderLineRelation)} where r.product_id = any(${[...facts.products]})`
    case 'event':
      return sql`${ofMembers(eventRelation)} where ${wantedEvents(facts)}`
    case 'consent':
      return ofMembers(consentRelation)
    case 'identifier':
      return ofMembers(identifierRelation)
    case 'loyalty':
      return ofRoots(loyaltyRelation(facts.now, members))
    case 'subscription':
      return ofRoots(subscriptionRelation(facts.now, members))
    default:
      return traitSource(table, facts, ofRoots)
  }
}

/** What other rooms are told about whom we ask. */
const members = sql`select member.customer_id, member.root_id from member`

function traitSource(
  table: `trait_${SegmentPurpose}`,
  facts: Facts,
  ofRoots: (relation: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const purpose = [...facts.traits.keys()].find((one) => table === `trait_${one}`)
  if (purpose === undefined) throw new Error(`${table} was never asked for`)
  const names = [...(facts.traits.get(purpose) ?? [])]
  return sql`${ofRoots(traitRelation(purpose, facts.now, members))} where r.name = any(${names})`
}

function wantedEvents(facts: Facts): RawBuilder<unknown> {
  const choices = [...facts.events].map(([name, since]) =>
    since === null
      ? sql`r.name = ${name}`
      : sql`(r.name = ${name} and r.occurred_at >= ${since}::timestamptz)`,
  )
  return sql`(${sql.join(choices, sql` or `)})`
}
