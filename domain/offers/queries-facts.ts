import { sql } from 'kysely'
import { membersRelationFor } from '#domain/identity/index.ts'
import {
  type LoyaltyEntry,
  loyaltyEntriesFrom,
  loyaltyFacts,
  loyaltyOf,
  loyaltyProgram,
} from '#domain/profile/index.ts'
import { predictionsOf, whoFits } from '#domain/segments/index.ts'
import type { Db } from '#store/index.ts'
import type { Predictions } from './incentive.ts'
import { POINTS_SOURCE } from './loyalty-points.ts'
import { type BudgetState, type GivenBefore, noBudgetYet, nothingGiven } from './offer-facts.ts'
import type { Offer } from './offers.ts'

/** What the rules want to know of some offers and some people, read in a constant number of statements. */
export interface KnownFacts {
  /** The root of every customer that was asked. */
  rootOf: ReadonlyMap<string, string>
  budget: Map<string, BudgetState>
  today: Map<string, BudgetState>
  /** By `offer root`. */
  given: Map<string, GivenBefore>
  fits: (offer: Offer, rootId: string) => boolean
  standing: Map<string, { tier: string | null; points: number }>
  predictions: ReadonlyMap<string, Predictions>
}

export const givenKey = (offerId: string, rootId: string) => `${offerId} ${rootId}`

/** Reads only what one of these offers asks for. */
export async function knownFacts(
  db: Db,
  offers: readonly Offer[],
  customerIds: readonly string[],
  at: { now: Date; day: string },
): Promise<KnownFacts> {
  const members = await membersFor(db, customerIds)
  const roots = [...new Set(members.values())]
  const rootOf = new Map(customerIds.map((id) => [id, members.get(id) ?? id]))
  const offerIds = offers.map(({ offerId }) => offerId)
  const wantsRules = offers.flatMap(({ offerId, eligibility }) =>
    eligibility === null ? [] : [{ key: offerId, rule: eligibility, purpose: 'marketing' as const }],
  )
  const fitting = await whoFits(db, wantsRules, roots, at.now)
  return {
    rootOf,
    ...(await budgetsOf(db, offerIds, at.day)),
    given: await givenOf(db, offerIds, members),
    fits: ({ offerId, eligibility }, rootId) =>
      eligibility === null || (fitting.get(offerId)?.has(rootId) ?? false),
    standing: offers.some(asksLoyalty) ? await standingOf(db, members, at.now) : new Map(),
    predictions: offers.some((offer) => offer.onlyWhereNeeded) ? await predictionsOf(db, roots) : new Map(),
  }
}

function asksLoyalty({ tiers, tierBoosts, loyaltyCost }: Offer): boolean {
  return tiers.length > 0 || Object.keys(tierBoosts).length > 0 || loyaltyCost !== null
}

/** Every member of these customers' people, with its root. */
async function membersFor(db: Db, customerIds: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ customer_id: string; root_id: string }>`
    select m.customer_id, m.root_id from (${membersRelationFor([...new Set(customerIds)])}) m`.execute(db)
  return new Map(rows.map(({ customer_id, root_id }) => [customer_id, root_id]))
}

interface BudgetRow extends BudgetState {
  part: 'total' | 'day'
  offer_id: string
}

async function budgetsOf(
  db: Db,
  offerIds: readonly string[],
  day: string,
): Promise<{ budget: Map<string, BudgetState>; today: Map<string, BudgetState> }> {
  const { rows } = await sql<BudgetRow>`
    select 'total' as part, offer_id, open_count as open, redeemed_count as redeemed,
      reserved_amount as reserved, spent_amount as spent
    from offer_budgets where offer_id = any(${offerIds}::text[])
    union all
    select 'day', offer_id, open_count, redeemed_count, reserved_amount, spent_amount
    from offer_budget_days where offer_id = any(${offerIds}::text[]) and day = ${day}::date`.execute(db)
  const of = (part: BudgetRow['part']) =>
    new Map(
      rows.flatMap((row): [string, BudgetState][] => {
        const { open, redeemed, reserved, spent } = row
        return row.part === part ? [[row.offer_id, { open, redeemed, reserved, spent }]] : []
      }),
    )
  return { budget: of('total'), today: of('day') }
}

export function budgetIn(budgets: ReadonlyMap<string, BudgetState>, offerId: string): BudgetState {
  return budgets.get(offerId) ?? noBudgetYet
}

interface GivenRow {
  offer_id: string
  customer_id: string
  count: number
  money: number
  open_until: Date | null
  last_at: Date
}

/** What each person was given of each offer, over all members; what was taken back unsent does not count. */
async function givenOf(
  db: Db,
  offerIds: readonly string[],
  members: ReadonlyMap<string, string>,
): Promise<Map<string, GivenBefore>> {
  const { rows } = await sql<GivenRow>`
    select offer_id, customer_id, count(*) as count,
      sum(case state when 'open' then reserved_amount when 'redeemed' then cost_amount else 0 end)::bigint as money,
      max(expires_at) filter (where state = 'open') as open_until, max(issued_at) as last_at
    from issued_offers
    where customer_id = any(${[...members.keys()]}::text[]) and offer_id = any(${offerIds}::text[])
      and state <> 'released'
    group by offer_id, customer_id`.execute(db)
  const given = new Map<string, GivenBefore>()
  for (const row of rows) {
    const key = givenKey(row.offer_id, members.get(row.customer_id) ?? row.customer_id)
    const before = given.get(key) ?? nothingGiven
    given.set(key, {
      count: before.count + row.count,
      money: before.money + row.money,
      openUntil: later(before.openUntil, row.open_until),
      lastAt: later(before.lastAt, row.last_at),
    })
  }
  return given
}

function later(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b
  return a > b ? a : b
}

/** Tier and points of each person, by the ledger and the shop's programme. */
async function standingOf(
  db: Db,
  members: ReadonlyMap<string, string>,
  now: Date,
): Promise<KnownFacts['standing']> {
  const program = await loyaltyProgram(db)
  const { rows } = await sql<{ part: string; customer_id: string; fact: unknown }>`
    ${loyaltyFacts(sql`${[...members.keys()]}::text[]`)}`.execute(db)
  const entries = new Map<string, LoyaltyEntry[]>()
  for (const row of rows) {
    const root = members.get(row.customer_id) ?? row.customer_id
    entries.set(root, [...(entries.get(root) ?? []), ...loyaltyEntriesFrom([row])])
  }
  return new Map(
    [...entries].map(([root, theirs]) => {
      const loyalty = loyaltyOf(theirs, program, afterPayments(theirs, now))
      const member = loyalty?.member === true
      const tier = member ? (loyalty.tier?.name ?? null) : null
      return [root, { tier, points: member ? loyalty.balance : 0 }]
    }),
  )
}

/** Points that another process has just taken count, even where its clock is ahead of ours. */
function afterPayments(entries: readonly LoyaltyEntry[], now: Date): Date {
  const paid = entries.filter(({ source }) => source === POINTS_SOURCE).map(({ at }) => at.getTime())
  return new Date(Math.max(now.getTime(), ...paid))
}
