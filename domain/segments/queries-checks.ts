import { type RawBuilder, sql } from 'kysely'
import { type ConditionOf, conditionsOf, type Rule } from '#contract/segments.ts'
import { eventRelation } from '#domain/events/index.ts'
import { memberRelation } from '#domain/identity/index.ts'
import { orderRelation } from '#domain/orders/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import {
  distinctivenessCheck,
  type Effect,
  type Freshness,
  freshnessCheck,
  type Overlap,
  type Reach,
  reachabilityCheck,
  type SegmentChecks,
  sizeCheck,
  stabilityCheck,
} from './checks.ts'
import { daysBefore } from './queries-compare.ts'
import { verdictOf } from './queries-conditions.ts'
import { countCustomers } from './queries-count.ts'
import { fact, factTables, membersOfRoots, noFacts, planForFew, scopeWithFacts } from './queries-facts.ts'
import type { Segment } from './segments.ts'

/** Members, and others, that are looked at: a fixed sample of each. */
const SAMPLE = 2000
const STABILITY_DAYS = 30
const MOST_EFFECT = 10

/** The four checks of a segment and how fresh it is, as of now. */
export function segmentChecks(db: Db, segment: Segment, now: Date): Promise<SegmentChecks> {
  return inTransaction(db, async (tx) => {
    await planForFew(tx)
    const customers = await countCustomers(tx)
    const members = await countMembers(tx, segment.segmentId)
    const own = await sampleMembers(tx, segment.segmentId)
    const others = await sampleOthers(tx, segment.segmentId, Math.ceil(customers / SAMPLE))
    const effects = await effectsOf(tx, own, others, now)
    const overlap = await overlapOf(tx, segment, now)
    const reach = await reachOf(tx, own, segment, now)
    const fresh = await freshnessOf(tx, segment, own)
    const share = customers === 0 ? 0 : members / customers
    const asked = { members: own.length, others: others.length }
    return {
      size: { ...sizeCheck(members, customers), members, customers, share },
      distinctiveness: { ...distinctivenessCheck(effects, asked), effects },
      stability: { ...stabilityCheck(overlap), overlap },
      reachability: { ...reachabilityCheck(reach, own.length), reach, asked: own.length },
      freshness: { ...freshnessCheck(fresh, now), ...fresh },
    }
  })
}

async function countMembers(tx: Db, segmentId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from segment_members
    where segment_id = ${segmentId} and left_at is null`.execute(tx)
  return rows[0]?.count ?? 0
}

async function sampleMembers(tx: Db, segmentId: string): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`select customer_id from segment_members
    where segment_id = ${segmentId} and left_at is null
    order by hashtextextended(customer_id, 0) limit ${SAMPLE}`.execute(tx)
  return rows.map((row) => row.customer_id)
}

async function sampleOthers(tx: Db, segmentId: string, oneIn: number): Promise<string[]> {
  const { rows } = await sql<{ root_id: string }>`select m.root_id from (${memberRelation}) m
    where m.customer_id = m.root_id and hashtextextended(m.root_id, 1) % ${sql.lit(Math.max(1, oneIn))} = 0
      and not exists (select 1 from segment_members s
        where s.customer_id = m.root_id and s.segment_id = ${segmentId} and s.left_at is null)`.execute(tx)
  return rows.map((row) => row.root_id)
}

/** Of the logarithms, because behaviour is counted in multiples. */
async function effectsOf(tx: Db, own: string[], others: string[], now: Date): Promise<Effect[]> {
  const facts = noFacts(now)
  for (const name of ['Product Viewed', 'Product Added']) facts.events.set(name, daysBefore(now, 90))
  const since = (at: RawBuilder<unknown>) => sql`extract(epoch from ${now}::timestamptz - ${at}) / 86400`
  const behaviours: [string, RawBuilder<unknown>][] = [
    ['orders', fact(facts, 'order', sql`count(*) filter (where r.is_purchase)`)],
    ['money spent', fact(facts, 'order', sql`greatest(sum(r.total_amount - r.refunded_amount), 0)`)],
    [
      'days since their last order',
      since(fact(facts, 'order', sql`max(r.placed_at) filter (where r.is_purchase)`)),
    ],
    ['products looked at or put into the cart in 90 days', fact(facts, 'event', sql`count(*)`)],
  ]
  const people = await membersOfRoots(tx, [...own, ...others])
  const columns = behaviours.map(([name, value], at) => {
    // who never ordered has no last order: they are left out of that comparison, and count 0 in the others
    const known = name.startsWith('days') ? value : sql`coalesce(${value}, 0)`
    return sql`ln(1 + greatest(${known}, 0))::float8 as ${sql.id(`b${at}`)}`
  })
  const moments = behaviours.map(
    (_, at) => sql`json_build_array(avg(${sql.id(`b${at}`)}), coalesce(var_samp(${sql.id(`b${at}`)}), 0),
      count(${sql.id(`b${at}`)}))`,
  )
  const { rows } = await sql<{ own: boolean; moments: [number | null, number, number][] }>`
    with ${factTables(facts, people)},
    people as (select scope.root_id = any(${own}::text[]) as own, ${sql.join(columns)} from ${scopeWithFacts(facts)})
    select own, json_build_array(${sql.join(moments)}) as moments from people group by own`.execute(tx)
  const mine = rows.find((row) => row.own)?.moments
  const theirs = rows.find((row) => !row.own)?.moments
  return behaviours.flatMap(([behaviour], at) => effectOf(behaviour, mine?.[at], theirs?.[at]) ?? [])
}

type Moments = [mean: number | null, variance: number, n: number]

function effectOf(behaviour: string, own?: Moments, others?: Moments): Effect | null {
  if (!own || !others || own[0] === null || others[0] === null || own[2] + others[2] < 3) return null
  const [mean, variance, n] = own
  const pooled = ((n - 1) * variance + (others[2] - 1) * others[1]) / (n + others[2] - 2)
  const apart = mean - others[0]
  // where nobody differs within the two, any distance between them is as far apart as can be
  const effect = Math.abs(apart) < 1e-9 ? 0 : apart / Math.sqrt(Math.max(pooled, (apart / MOST_EFFECT) ** 2))
  return { behaviour, effect, members: Math.expm1(mean), others: Math.expm1(others[0]) }
}

/** By today's roots, so that a merge is no change; null: the present rule is younger than that. */
async function overlapOf(tx: Db, segment: Segment, now: Date): Promise<Overlap | null> {
  const then = daysBefore(now, STABILITY_DAYS)
  const younger = segment.createdAt > then || (segment.ruleRev > 1 && segment.updatedAt > then)
  if (younger) return null
  const { rows } = await sql<{ before: number; now: number; both: number }>`
    with standing as (
      select m.root_id, bool_or(s.since <= ${then} and (s.left_at is null or s.left_at > ${then})) as before,
        bool_or(s.left_at is null) as now
      from segment_members s join (${memberRelation}) m on m.customer_id = s.customer_id
      where s.segment_id = ${segment.segmentId} and (s.left_at is null or s.left_at > ${then}) group by 1)
    select count(*) filter (where before) as before, count(*) filter (where now) as now,
      count(*) filter (where before and now) as both from standing`.execute(tx)
  const found = rows[0] ?? { before: 0, now: 0, both: 0 }
  return { ...found, either: found.before + found.now - found.both }
}

const addresses: Record<Reach['channel'], string[]> = {
  email: ['email'],
  sms: ['phone'],
  whatsapp: ['phone', 'whatsapp_id'],
}

async function reachOf(tx: Db, own: string[], segment: Segment, now: Date): Promise<Reach[]> {
  const facts = noFacts(now)
  const channels: Reach['channel'][] = ['email', 'sms', 'whatsapp']
  const counts = channels.map((channel) => {
    const consent: ConditionOf<'consent'> = {
      type: 'consent',
      channel,
      purpose: segment.purpose,
      state: 'granted',
    }
    const kinds: Rule[] = addresses[channel].map((kind) => ({ type: 'identifier', kind, present: true }))
    const rule: Rule = { all: [consent, { any: kinds }] }
    const verdict = verdictOf(rule, { facts, purpose: segment.purpose, ruleOf: () => null })
    return sql`count(*) filter (where ${verdict}) as ${sql.id(channel)}`
  })
  const people = await membersOfRoots(tx, own)
  const { rows } = await sql<Record<Reach['channel'], number>>`
    with ${factTables(facts, people)} select ${sql.join(counts)} from ${scopeWithFacts(facts)}`.execute(tx)
  return channels.map((channel) => {
    const members = rows[0]?.[channel] ?? 0
    return { channel, members, share: own.length === 0 ? 0 : members / own.length }
  })
}

async function freshnessOf(tx: Db, segment: Segment, own: string[]): Promise<Freshness> {
  const { customerIds } = await membersOfRoots(tx, own)
  const { rows } = await sql<{ data: Date | null; scored: Date | null }>`
    select greatest(
      (select max(o.placed_at) from (${orderRelation}) o where o.customer_id = any(${customerIds})),
      (select max(e.occurred_at) from (${eventRelation}) e where e.customer_id = any(${customerIds}))) as data,
      (select max(scored_at) from customer_scores) as scored`.execute(tx)
  return {
    evaluatedAt: segment.evaluatedAt,
    dataAt: rows[0]?.data ?? null,
    scoredAt: rows[0]?.scored ?? null,
    asksForScores: conditionsOf(segment.rule).some(({ type }) =>
      ['rfm', 'cluster', 'prediction'].includes(type),
    ),
  }
}
