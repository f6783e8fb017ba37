import { type RawBuilder, sql } from 'kysely'
import type { Condition, ConditionOf, NumberComparison, Rule, SegmentPurpose } from '#contract/segments.ts'
import { compareValue, daysBefore } from './queries-compare.ts'
import { type Facts, fact, wantEvent } from './queries-facts.ts'

type Verdict = RawBuilder<boolean>

/** What to compile a rule with: where facts are collected, what its members may be used for, other rules. */
export interface RuleContext {
  facts: Facts
  purpose: SegmentPurpose
  /** The rule of another live segment; null: there is none any more, and nobody is in it. */
  ruleOf: (segmentId: string) => Rule | null
}

const DEEPEST = 16

/**
 * A rule as one boolean of SQL about a row of facts. All that the rule brings along travels as parameters:
 * nothing of it ever becomes text of the statement.
 */
export function verdictOf(rule: Rule, context: RuleContext, depth = 0): Verdict {
  if (depth > DEEPEST) return sql`false` // segments that name each other
  const inner = (part: Rule) => verdictOf(part, context, depth + 1)
  if ('all' in rule) return sql`(${sql.join(rule.all.map(inner), sql` and `)})`
  if ('any' in rule) return sql`(${sql.join(rule.any.map(inner), sql` or `)})`
  if ('not' in rule) return sql`(not ${inner(rule.not)})`
  if (rule.type === 'segment') {
    const named = context.ruleOf(rule.segmentId)
    return named === null ? sql`false` : inner(named)
  }
  return sql`coalesce(${conditionOf(rule, context)}, false)`
}

/** Numbers compared in SQL; either side may be null, and then so is the answer. */
export function compareNumber(left: RawBuilder<unknown>, op: NumberComparison, value: number): Verdict {
  switch (op) {
    case 'at_least':
      return sql`${left} >= ${value}::numeric`
    case 'at_most':
      return sql`${left} <= ${value}::numeric`
    case 'more_than':
      return sql`${left} > ${value}::numeric`
    case 'less_than':
      return sql`${left} < ${value}::numeric`
    case 'exactly':
      return sql`${left} = ${value}::numeric`
  }
}

function conditionOf(condition: Exclude<Condition, { type: 'segment' }>, context: RuleContext): Verdict {
  const { facts } = context
  switch (condition.type) {
    case 'trait':
      return traitVerdict(condition, context)
    case 'event':
      return eventVerdict(condition, facts)
    case 'orders':
      return orderVerdict(condition, facts)
    case 'rfm':
      return sql`score.rfm_group = any(${condition.groups})`
    case 'cluster':
      return sql`score.cluster = ${condition.cluster}`
    case 'prediction':
      return compareNumber(
        sql`(score.predictions ->> ${condition.name}::text)::numeric`,
        condition.op,
        condition.value,
      )
    case 'consent':
      return consentVerdict(condition, facts)
    case 'tier':
      return sql`${fact(facts, 'loyalty', sql`max(lower(r.tier)) filter (where r.member)`)} = any(${condition.tiers.map((tier) => tier.toLowerCase())})`
    case 'points':
      return compareNumber(
        fact(facts, 'loyalty', sql`sum(r.points) filter (where r.member)`),
        condition.op,
        condition.value,
      )
    case 'subscription':
      return subscriptionVerdict(condition, facts)
    case 'identifier': {
      const has = fact(facts, 'identifier', sql`bool_or(r.kind = ${condition.kind})`)
      return condition.present ? sql`${has}` : sql`not coalesce(${has}, false)`
    }
    case 'first_seen': {
      const first = fact(facts, 'seen', sql`min(r.created_at)`)
      const edge = sql`${daysBefore(facts.now, condition.days)}::timestamptz`
      return condition.op === 'in_last_days' ? sql`${first} >= ${edge}` : sql`${first} < ${edge}`
    }
  }
}

function traitVerdict(condition: ConditionOf<'trait'>, { facts, purpose }: RuleContext): Verdict {
  const names = facts.traits.get(purpose) ?? new Set()
  facts.traits.set(purpose, names.add(condition.name))
  const value = fact(
    facts,
    `trait_${purpose}`,
    sql`(array_agg(r.value) filter (where r.name = ${condition.name}))[1]`,
  )
  return compareValue(value, condition.is, facts.now)
}

function eventVerdict(condition: ConditionOf<'event'>, facts: Facts): Verdict {
  const { name, withinDays, minutesAgo, where = [], notFollowedBy } = condition
  const since = withinDays === undefined ? null : daysBefore(facts.now, withinDays)
  wantEvent(facts, name, since)
  const tests = [
    sql`r.name = ${name}`,
    ...(since === null ? [] : [sql`r.occurred_at >= ${since}::timestamptz`]),
    ...(minutesAgo === undefined
      ? []
      : [sql`r.occurred_at <= ${new Date(facts.now.getTime() - minutesAgo * 60_000)}::timestamptz`]),
    ...where.map(({ property, is }) => compareValue(sql`(r.properties -> ${property}::text)`, is, facts.now)),
  ]
  const those = sql.join(tests, sql` and `)
  const count = fact(facts, 'event', sql`count(*) filter (where ${those})`)
  const often = compareNumber(
    sql`coalesce(${count}, 0)`,
    condition.times?.op ?? 'at_least',
    condition.times?.value ?? 1,
  )
  if (notFollowedBy === undefined) return often
  const last = fact(facts, 'event', sql`max(r.occurred_at) filter (where ${those})`)
  return sql`(${often} and coalesce(${last} > ${lastOf(notFollowedBy, facts)}, true))`
}

/** When the event was last heard of, by either way for an order; null: never. */
function lastOf(name: string, facts: Facts): RawBuilder<unknown> {
  wantEvent(facts, name, null)
  const event = fact(facts, 'event', sql`max(r.occurred_at) filter (where r.name = ${name})`)
  if (name !== 'Order Completed') return event
  return sql`greatest(${event}, ${fact(facts, 'order', sql`max(r.placed_at)`)})`
}

function orderVerdict(condition: ConditionOf<'orders'>, facts: Facts): Verdict {
  const { measure, op, value, productId, withinDays, currency, channel, storeId } = condition
  const table = productId === undefined ? 'order' : 'line'
  if (productId !== undefined) facts.products.add(productId)
  const bought = productId === undefined ? sql`r.is_purchase` : sql`r.quantity > 0`
  const net =
    productId === undefined ? sql`r.total_amount - r.refunded_amount` : sql`r.quantity * r.unit_price_amount`
  const tests = [
    sql`true`,
    ...(productId === undefined ? [] : [sql`r.product_id = ${productId}`]),
    ...(withinDays === undefined
      ? []
      : [sql`r.placed_at >= ${daysBefore(facts.now, withinDays)}::timestamptz`]),
    ...(currency === undefined ? [] : [sql`r.currency = ${currency}`]),
    ...(channel === undefined ? [] : [sql`r.channel = ${channel}`]),
    ...(storeId === undefined ? [] : [sql`r.store_id = ${storeId}`]),
  ]
  const those = sql.join(tests, sql` and `)
  const over = (aggregate: RawBuilder<unknown>, also = sql`true`) =>
    fact(facts, table, sql`${aggregate} filter (where ${those} and ${also})`)
  const count = () => sql`coalesce(${over(sql`count(distinct r.order_id)`, bought)}, 0)`
  const revenue = () => sql`coalesce(${over(sql`sum(${net})`)}, 0)`
  const daysSince = (at: RawBuilder<unknown>) =>
    sql`floor(extract(epoch from ${facts.now}::timestamptz - ${at}) / 86400)`
  switch (measure) {
    case 'count':
      return compareNumber(count(), op, value)
    case 'revenue':
      return compareNumber(revenue(), op, value)
    case 'average':
      return compareNumber(sql`${revenue()} / nullif(${count()}, 0)`, op, value)
    case 'days_since_last':
      return compareNumber(daysSince(over(sql`max(r.placed_at)`, bought)), op, value)
    case 'days_since_first':
      return compareNumber(daysSince(over(sql`min(r.placed_at)`, bought)), op, value)
  }
}

/** The strictest of what a customer's members said. */
function consentVerdict(condition: ConditionOf<'consent'>, facts: Facts): Verdict {
  const said = (state: string) =>
    sql`bool_or(r.state = ${state}) filter (where r.channel = ${condition.channel} and r.purpose = ${condition.purpose})`
  const state = fact(
    facts,
    'consent',
    sql`case when ${said('denied')} then 'denied' when ${said('pending')} then 'pending'
      when ${said('granted')} then 'granted' end`,
  )
  return sql`coalesce(${state}, 'none') = ${condition.state}`
}

function subscriptionVerdict(condition: ConditionOf<'subscription'>, facts: Facts): Verdict {
  const { status, renewsWithinDays } = condition
  const until = renewsWithinDays === undefined ? null : daysBefore(facts.now, -renewsWithinDays)
  const tests = [
    sql`true`,
    ...(status === undefined ? [] : [sql`r.status = any(${status})`]),
    ...(until === null
      ? []
      : [sql`r.renews_at >= ${facts.now}::timestamptz and r.renews_at <= ${until}::timestamptz`]),
  ]
  return sql`${fact(facts, 'subscription', sql`bool_or(${sql.join(tests, sql` and `)})`)}`
}
