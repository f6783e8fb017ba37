import { type RawBuilder, sql } from 'kysely'
import { type PersonMember, peopleOf } from '#domain/identity/index.ts'
import {
  loyaltyEntriesFrom,
  loyaltyFacts,
  loyaltyOf,
  loyaltyProgram,
  loyaltyRelation,
} from '#domain/profile/index.ts'
import { joinedRelation } from '#domain/segments/index.ts'
import { nextOpening, windowRelation } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { byPerson } from '../../calendar/country-of.ts'
import type { Inside, Newcomer, TriggerAsked, TriggerSource } from '../trigger-table.ts'
import { dayOf, firstFew, newcomer } from './queries-page.ts'

export const earlyAccess: TriggerSource<'early_access'> = {
  wakes: new Set(['catalog']),
  everyMinutes: 360,
  causedBy: () => [],
  find,
  nextAt: (db, _trigger, now) => nextOpening(db, now),
  stillTrue,
}

/** All goods whose early windows begin at one moment are one drop. */
interface Drop {
  object: string
  at: Date
  opensAt: Date
  productIds: string[]
  segments: string[]
  tiers: string[]
}

const HOUR_MS = 3_600_000

async function find(db: Db, asked: TriggerAsked<'early_access'>): Promise<Newcomer[]> {
  const { trigger, since, until, limit } = asked
  const lastMoment = new Date(until.getTime() + trigger.leastHoursLeft * HOUR_MS)
  const drops = (await dropsIn(db, since, until)).filter(({ opensAt }) => opensAt >= lastMoment)
  const found: Newcomer[] = []
  for (let after = asked.after ?? ''; drops.length > 0 && found.length < limit; ) {
    const roots = await rootsAfter(db, drops, until, after, limit)
    const members = await peopleOf(db, roots)
    const access = await accessOf(db, members, drops, until)
    for (const root of roots)
      for (const drop of drops)
        if (
          drop.tiers.some((tier) => access.has(`${root} tier ${tier}`)) ||
          drop.segments.some((id) => access.has(`${root} in ${id}`))
        )
          found.push(toNewcomer(root, drop))
    after = roots.at(-1) ?? ''
    if (roots.length < limit) break
    await new Promise((resolve) => setImmediate(resolve))
  }
  return found
}

const toNewcomer = (root: string, { object, at, opensAt, productIds }: Drop): Newcomer =>
  newcomer(
    { customerId: root, since: at },
    {
      object,
      occurrence: object,
      values: { closes_on: dayOf(opensAt) },
      productIds: firstFew(productIds),
    },
  )

async function dropsIn(db: Db, since: Date, until: Date): Promise<Drop[]> {
  const { rows } = await sql<Omit<Drop, 'object'> & { from: Date }>`
    select early_from as from, max(at) as at, min(opens_at) as "opensAt",
      array_agg(product_id order by product_id) as "productIds", segments, tiers
    from ${windowRelation(since, until)} w group by early_from, segments, tiers
    order by early_from, segments, tiers`.execute(db)
  return rows.map(({ from, ...drop }) => ({
    ...drop,
    object: `drop ${from.toISOString()} ${[...drop.tiers, ...drop.segments].join(' ')}`.slice(0, 200),
  }))
}

/** Whoever can be meant: members of the loyalty programme, and of the segments that are let in. */
async function rootsAfter(
  db: Db,
  drops: readonly Drop[],
  now: Date,
  after: string,
  limit: number,
): Promise<string[]> {
  const ways: RawBuilder<unknown>[] = [
    ...(drops.some(({ tiers }) => tiers.length > 0)
      ? [sql`select l.root_id as id from ${loyaltyRelation(now)} l where l.member`]
      : []),
    ...segmentsOf(drops).map((id) => sql`select j.customer_id as id from ${joinedRelation(id)} j`),
  ]
  if (ways.length === 0) return []
  const { rows } = await sql<{ id: string }>`
    select distinct id from (${sql.join(ways, sql` union all `)}) meant where id > ${after}
    order by id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}

const segmentsOf = (drops: readonly Drop[]) => [...new Set(drops.flatMap(({ segments }) => segments))]

/** What lets these people in, as `<root> tier <name>` and `<root> in <segment>`. */
async function accessOf(
  db: Db,
  members: readonly PersonMember[],
  drops: readonly Drop[],
  now: Date,
): Promise<Set<string>> {
  const found = new Set<string>()
  const people = byPerson(members)
  const ids = members.map(({ customerId }) => customerId)
  const { rows } = await sql<{ part: string; customer_id: string; fact: unknown }>`
    select * from (${loyaltyFacts(sql`${ids}::text[]`)}) ledger`.execute(db)
  const program = await loyaltyProgram(db)
  for (const [root, own] of people) {
    const theirs = new Set(own.map(({ customerId }) => customerId))
    const entries = loyaltyEntriesFrom(rows.filter(({ customer_id }) => theirs.has(customer_id)))
    const loyalty = loyaltyOf(entries, program, now)
    if (loyalty?.member && loyalty.tier) found.add(`${root} tier ${loyalty.tier.name.toLowerCase()}`)
  }
  for (const segment of segmentsOf(drops)) {
    const inside = await sql<{ id: string }>`select j.customer_id as id from ${joinedRelation(segment)} j
      where j.customer_id = any(${[...people.keys()]}::text[])`.execute(db)
    for (const { id } of inside.rows) found.add(`${id} in ${segment}`)
  }
  return found
}

const EVER = new Date(0)

/** As long as the window is open to them alone. */
async function stillTrue(
  db: Db,
  _trigger: unknown,
  inside: readonly Inside[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const open = new Set((await dropsIn(db, EVER, now)).map(({ object }) => object))
  return new Set(inside.filter(({ object }) => open.has(object ?? '')).map(({ entryId }) => entryId))
}
