import { type RawBuilder, sql } from 'kysely'
import type { SegmentPurpose } from '#contract/segments.ts'
import { consentRelation } from '#domain/consent/index.ts'
import { eventRelation } from '#domain/events/index.ts'
import { orderLineRelation, orderRelation } from '#domain/orders/index.ts'
import type { Db } from '#store/index.ts'
import {
  identifierRelation,
  loyaltyRelation,
  memberRelation,
  subscriptionRelation,
  traitRelation,
} from './queries-relations.ts'

/** Some roots with all their members: three lists side by side. */
export interface Members {
  customerIds: string[]
  rootIds: string[]
  createdAt: Date[]
}

/** Of whom a statement speaks: these people, or everybody, or a fixed share of everybody. */
export type Scope = Members | { oneIn: number }

/** All members of these roots. Their ids go into the statements, so that every room's index is used. */
export async function membersOfRoots(db: Db, roots: string[]): Promise<Members> {
  const { rows } = await sql<{ customer_id: string; root_id: string; created_at: Date }>`
    select m.* from (${memberRelation}) m where m.root_id = any(${roots})`.execute(db)
  return {
    customerIds: rows.map((row) => row.customer_id),
    rootIds: rows.map((row) => row.root_id),
    createdAt: rows.map((row) => row.created_at),
  }
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
export function factTables(facts: Facts, scope: Scope): RawBuilder<unknown> {
  const named = [...facts.columns].map(
    ([table, columns]) => sql`${sql.id(`${table}_fact`)} as (
      select m.root_id, ${sql.join(columns.map((column, at) => sql`${column} as ${sql.id(`c${at}`)}`))}
      ${sourceOf(table, facts, scope)} group by m.root_id)`,
  )
  return sql.join([
    sql`member as materialized (${membersIn(scope)})`,
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

function membersIn(scope: Scope): RawBuilder<unknown> {
  if ('rootIds' in scope)
    return sql`select * from unnest(${scope.customerIds}::text[], ${scope.rootIds}::text[],
      ${scope.createdAt}::timestamptz[]) as m(customer_id, root_id, created_at)`
  if (scope.oneIn <= 1) return memberRelation
  return sql`select * from (${memberRelation}) m
    where hashtextextended(m.root_id, 0) % ${sql.lit(scope.oneIn)} = 0`
}

function sourceOf(table: FactTable, facts: Facts, scope: Scope): RawBuilder<unknown> {
  const theirs = 'rootIds' in scope ? sql`r.customer_id = any(${scope.customerIds}::text[])` : sql`true`
  const joined = (relation: RawBuilder<unknown>) =>
    sql`from member m join (${relation}) r on r.customer_id = m.customer_id and ${theirs}`
  switch (table) {
    case 'seen':
      return sql`from member m`
    case 'order':
      return joined(orderRelation)
    case 'line':
      return sql`${joined(orderLineRelation)} where r.product_id = any(${[...facts.products]})`
    case 'event':
      return sql`${joined(eventRelation)} where ${wantedEvents(facts)}`
    case 'consent':
      return joined(consentRelation)
    case 'identifier':
      return joined(identifierRelation)
    case 'loyalty':
      return joined(loyaltyRelation)
    case 'subscription':
      return joined(subscriptionRelation)
    default:
      return traitSource(table, facts, scope)
  }
}

/** One row for each root and name already, so it is joined to roots. */
function traitSource(table: `trait_${SegmentPurpose}`, facts: Facts, scope: Scope): RawBuilder<unknown> {
  const purpose = [...facts.traits.keys()].find((one) => table === `trait_${one}`)
  if (purpose === undefined) throw new Error(`${table} was never asked for`)
  const relation = traitRelation(purpose, facts.now, 'rootIds' in scope ? scope.rootIds : undefined)
  const names = [...(facts.traits.get(purpose) ?? [])]
  return sql`from scope m join (${relation}) r on r.root_id = m.root_id where r.name = any(${names})`
}

function wantedEvents(facts: Facts): RawBuilder<unknown> {
  const choices = [...facts.events].map(([name, since]) =>
    since === null
      ? sql`r.name = ${name}`
      : sql`(r.name = ${name} and r.occurred_at >= ${since}::timestamptz)`,
  )
  return sql`(${sql.join(choices, sql` or `)})`
}
