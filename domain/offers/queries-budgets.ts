import { sql } from 'kysely'
import type { BudgetLine, OfferBudgets, OfferReason } from '#contract/offers.ts'
import { readSettings } from '#domain/settings/index.ts'
import { type Db, lockAll } from '#store/index.ts'
import { type BudgetState, noBudgetYet } from './offer-facts.ts'
import type { Offer } from './offers.ts'
import { shopDay } from './shop-day.ts'

/** The day of the shop's zone, which a budget of a day goes by. */
export async function shopToday(db: Db, now: Date): Promise<string> {
  return shopDay((await readSettings(db)).timeZone, now)
}

/**
 * Holds the budgets of these offers until the transaction ends, all in one order: take them once, after the
 * customers' roots and before anything is decided.
 */
export async function lockBudgets(tx: Db, offerIds: readonly string[]): Promise<void> {
  await lockAll(
    tx,
    'budget',
    offerIds.map((offerId) => `offer:${offerId}`),
  )
}

/** A change of what an offer's issues of one day come to. */
export interface BudgetChange extends BudgetState {
  offerId: string
  day: string
}

/** Adds changes to the budgets and to those of their days. The locks are held. */
export async function changeBudgets(tx: Db, changes: readonly BudgetChange[]): Promise<void> {
  if (changes.length === 0) return
  const said = sql`select offer_id, day, sum(open)::bigint as open, sum(redeemed)::bigint as redeemed,
      sum(reserved)::bigint as reserved, sum(spent)::bigint as spent
    from unnest(${changes.map((each) => each.offerId)}::text[], ${changes.map((each) => each.day)}::date[],
      ${changes.map((each) => each.open)}::bigint[], ${changes.map((each) => each.redeemed)}::bigint[],
      ${changes.map((each) => each.reserved)}::bigint[], ${changes.map((each) => each.spent)}::bigint[])
      as c(offer_id, day, open, redeemed, reserved, spent) group by offer_id, day`
  await sql`insert into offer_budget_days as b
      (offer_id, day, open_count, redeemed_count, reserved_amount, spent_amount)
    select offer_id, day, open, redeemed, reserved, spent from (${said}) s order by offer_id, day
    on conflict (offer_id, day) do update set open_count = b.open_count + excluded.open_count,
      redeemed_count = b.redeemed_count + excluded.redeemed_count,
      reserved_amount = b.reserved_amount + excluded.reserved_amount,
      spent_amount = b.spent_amount + excluded.spent_amount`.execute(tx)
  await sql`insert into offer_budgets as b (offer_id, open_count, redeemed_count, reserved_amount, spent_amount)
    select offer_id, sum(open), sum(redeemed), sum(reserved), sum(spent) from (${said}) s
    group by offer_id order by offer_id
    on conflict (offer_id) do update set open_count = b.open_count + excluded.open_count,
      redeemed_count = b.redeemed_count + excluded.redeemed_count,
      reserved_amount = b.reserved_amount + excluded.reserved_amount,
      spent_amount = b.spent_amount + excluded.spent_amount`.execute(tx)
}

/** Counts refusals for the console, without saying whose they were. */
export async function noteRefusals(
  tx: Db,
  refusals: readonly { offerId: string; reason: OfferReason }[],
  day: string,
): Promise<void> {
  if (refusals.length === 0) return
  await sql`insert into offer_refusals as r (offer_id, day, reason, refusals)
    select offer_id, ${day}::date, reason, count(*)
    from unnest(${refusals.map((each) => each.offerId)}::text[],
      ${refusals.map((each) => each.reason)}::text[]) as said(offer_id, reason)
    group by offer_id, reason order by offer_id, reason
    on conflict (offer_id, day, reason) do update set refusals = r.refusals + excluded.refusals`.execute(tx)
}

/** How often each rule has refused an offer since that day, the most frequent first. */
export async function refusalsOf(
  db: Db,
  offerId: string,
  sinceDay: string,
): Promise<{ reason: OfferReason; refusals: number }[]> {
  const { rows } = await sql<{ reason: OfferReason; refusals: number }>`
    select reason, sum(refusals)::bigint as refusals from offer_refusals
    where offer_id = ${offerId} and day >= ${sinceDay}::date
    group by reason order by sum(refusals) desc, reason`.execute(db)
  return rows
}

/** The same for several offers at once. */
export async function refusalsByOffer(
  db: Db,
  offerIds: readonly string[],
  sinceDay: string,
): Promise<Map<string, { reason: OfferReason; refusals: number }[]>> {
  const { rows } = await sql<{ offer_id: string; reason: OfferReason; refusals: number }>`
    select offer_id, reason, sum(refusals)::bigint as refusals from offer_refusals
    where offer_id = any(${offerIds}::text[]) and day >= ${sinceDay}::date
    group by offer_id, reason order by sum(refusals) desc, reason`.execute(db)
  const byOffer = new Map<string, { reason: OfferReason; refusals: number }[]>()
  for (const { offer_id, reason, refusals } of rows)
    byOffer.set(offer_id, [...(byOffer.get(offer_id) ?? []), { reason, refusals }])
  return byOffer
}

interface DayRow extends BudgetState {
  offer_id: string
  day: string
}

const DAYS_SHOWN = 90

/** What these offers' budgets stand at: spent, reserved, left, and day by day for the last ninety. */
export async function offerBudgets(db: Db, offers: readonly Offer[], now: Date): Promise<OfferBudgets[]> {
  const today = await shopToday(db, now)
  const offerIds = offers.map(({ offerId }) => offerId)
  const total = await sql<DayRow>`
    select offer_id, '' as day, open_count as open, redeemed_count as redeemed, reserved_amount as reserved,
      spent_amount as spent
    from offer_budgets where offer_id = any(${offerIds}::text[])`.execute(db)
  const days = await sql<DayRow>`
    select offer_id, day, open_count as open, redeemed_count as redeemed, reserved_amount as reserved,
      spent_amount as spent
    from offer_budget_days where offer_id = any(${offerIds}::text[])
      and day > ${today}::date - ${DAYS_SHOWN}::integer order by day`.execute(db)
  return offers.map((offer) => {
    const { offerId, currency, budgets, counts } = offer
    const own = days.rows.filter((row) => row.offer_id === offerId)
    const all = total.rows.find((row) => row.offer_id === offerId) ?? noBudgetYet
    const ofToday = own.find(({ day }) => day === today) ?? noBudgetYet
    return {
      offerId,
      currency,
      money: line(budgets.total, all.spent, all.reserved),
      count: line(counts.total, all.redeemed, all.open),
      today: {
        day: today,
        money: line(budgets.perDay, ofToday.spent, ofToday.reserved),
        count: line(counts.perDay, ofToday.redeemed, ofToday.open),
      },
      days: own.map(({ day, open, redeemed, reserved, spent }) => ({
        day,
        issued: open + redeemed,
        redeemed,
        reserved,
        spent,
      })),
    }
  })
}

function line(limit: number | null, spent: number, reserved: number): BudgetLine {
  return { limit, spent, reserved, left: limit === null ? null : Math.max(0, limit - spent - reserved) }
}
