import type { CodeReason, OfferReason } from '#contract/offers.ts'
import { rootsOf } from '#domain/identity/index.ts'
import { normaliseOrderNumber } from '#domain/orders/index.ts'
import { type Db, inTransaction } from '#store/index.ts'
import { codeHash } from './codes.ts'
import type { Basket, IssuedOffer } from './offers.ts'
import { mostCostOf } from './offers.ts'
import { type Priced, type PricedOffer, priceBasket } from './price-basket.ts'
import { lockBudgets } from './queries-budgets.ts'
import { type IssuedRow, issuedByCodes, toIssued } from './queries-issued.ts'
import { type Settlement, writeRedeemed } from './queries-settle.ts'

/** Codes that come with one order. */
export interface OrderWithCodes {
  codes: readonly string[]
  /** The shop's own, as it says it: what makes twice once. */
  orderId: string
  /** Who has ordered, where that is known: anybody may use a code once, and that it was another is noted. */
  customerId: string | null
  basket: Basket | null
  /** When the order was placed: a code holds until that moment, however late the order is heard of. */
  at: Date
  /**
   * Set where the order is a fact and cannot be refused any more: what it really took off in minor units, null
   * where nobody said it.
   */
  ordered?: { discount: number | null }
}

export type Redeemed =
  | { ok: true; code: string; repeated: boolean; issued: IssuedOffer; cost: number }
  | { ok: false; code: string; reason: CodeReason | OfferReason }

/**
 * Redeems the codes of an order, each once and for all: the same order again changes nothing, another is
 * refused. The budget is settled with what they did cost. A code that gives nothing on the basket is not used up,
 * unless the order is a fact.
 */
export function redeemCodes(db: Db, order: OrderWithCodes, now: Date): Promise<Redeemed[]> {
  return inTransaction(db, async (tx) => {
    const hashes = order.codes.map(codeHash)
    const before = await issuedByCodes(tx, hashes)
    await lockBudgets(
      tx,
      [...before.values()].map((row) => row.offer_id),
    )
    const rows = await issuedByCodes(tx, hashes)
    const judged = order.codes.map((code) => ({ code, row: rows.get(codeHash(code)) }))
    const usable = judged.flatMap(({ row }) => (row && reasonAgainst(row, order) === null ? [row] : []))
    // one code written in two ways is one
    const settled = await settle(tx, [...new Set(usable)], order, now)
    return judged.map(({ code, row }) => answerOf(code, row, order, settled))
  })
}

/** One code. */
export async function redeemCode(
  db: Db,
  { code, ...order }: Omit<OrderWithCodes, 'codes'> & { code: string },
  now: Date,
): Promise<Redeemed> {
  const [answer] = await redeemCodes(db, { ...order, codes: [code] }, now)
  return answer ?? { ok: false, code, reason: 'unknown_code' }
}

/** Why a code cannot be used for this order; null: it can, or it has been for this very one. */
function reasonAgainst(row: IssuedRow, { orderId, at, ordered }: OrderWithCodes): CodeReason | null {
  if (row.state === 'redeemed')
    return normaliseOrderNumber(row.order_id ?? '') === normaliseOrderNumber(orderId) ? null : 'code_used'
  if (row.state === 'released') return 'code_withdrawn'
  // what was given back to the budget may be somebody else's by now; only an order that is a fact still counts
  if (row.state === 'expired' && !ordered) return 'code_expired'
  return at >= row.expires_at ? 'code_expired' : null
}

/** What was settled by this order, or before by the very same; and what gives nothing on its basket. */
export interface Outcome {
  costs: Map<string, number>
  refused: Map<string, OfferReason>
}

/** Settles open rows with an order; the budgets are locked. */
export async function settle(
  tx: Db,
  rows: readonly IssuedRow[],
  order: Omit<OrderWithCodes, 'codes'>,
  now: Date,
): Promise<Outcome> {
  const fresh = rows.filter(({ state }) => state !== 'redeemed')
  const priced = order.basket && priceBasket(order.basket, fresh.map(pricedOf))
  const roots = await rootsOf(tx, [
    ...fresh.map((row) => row.customer_id),
    ...(order.customerId === null ? [] : [order.customerId]),
  ])
  const refused = new Map<string, OfferReason>()
  const settlements: Settlement[] = []
  for (const row of fresh) {
    const reason = refusalOf(priced, row.issued_id)
    if (reason !== null && !order.ordered) {
      refused.set(row.issued_id, reason)
      continue
    }
    const byOther = order.customerId !== null && roots.get(order.customerId) !== roots.get(row.customer_id)
    const cost = costOf(row, priced, fresh.length === 1 ? order.ordered : undefined)
    settlements.push({ row, orderId: order.orderId, cost, byOther })
  }
  await writeRedeemed(tx, settlements, now)
  const before = rows.flatMap((row): [string, number][] =>
    row.state === 'redeemed' ? [[row.issued_id, row.cost_amount ?? 0]] : [],
  )
  const costs = new Map([
    ...before,
    ...settlements.map(({ row, cost }): [string, number] => [row.issued_id, cost]),
  ])
  return { costs, refused }
}

function pricedOf(row: IssuedRow): PricedOffer {
  return { key: row.issued_id, terms: row.terms, messageCost: row.message_cost }
}

function refusalOf(priced: Priced | null, key: string): OfferReason | null {
  return priced?.refused.find((each) => each.key === key && each.line === null)?.reason ?? null
}

/** What the order says of a discount; else what the terms make of its lines; else the most it may cost. */
function costOf(row: IssuedRow, priced: Priced | null, ordered: OrderWithCodes['ordered']): number {
  const discounts = row.terms.kind === 'percent' || row.terms.kind === 'amount'
  if (discounts && ordered && ordered.discount !== null) return Math.max(0, ordered.discount)
  const applied = priced?.applied.find(({ key }) => key === row.issued_id)
  return applied?.cost ?? mostCostOf(row.terms) ?? 0
}

function answerOf(
  code: string,
  row: IssuedRow | undefined,
  order: OrderWithCodes,
  { costs, refused }: Outcome,
): Redeemed {
  if (!row) return { ok: false, code, reason: 'unknown_code' }
  const reason = reasonAgainst(row, order) ?? refused.get(row.issued_id)
  if (reason) return { ok: false, code, reason }
  const cost = costs.get(row.issued_id) ?? 0
  const repeated = row.state === 'redeemed'
  const after = { ...row, state: 'redeemed' as const, cost_amount: cost, order_id: order.orderId }
  return { ok: true, code, repeated, issued: toIssued(after), cost }
}
