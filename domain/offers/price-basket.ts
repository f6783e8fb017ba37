import { minorDigits } from '#contract/money.ts'
import type { OfferReason } from '#contract/offers.ts'
import { appliesTo } from './applies-to.ts'
import { costOfLine, leastLeft, percentOf, priceOfLine, spread } from './margin.ts'
import type { Basket, BasketLine, Terms } from './offers.ts'

/** An offer as it comes to a basket: what was promised, and what the message that brought it has cost. */
export interface PricedOffer {
  /** Tells it apart in the answer: the issued one's id, or the offer's. */
  key: string
  terms: Terms
  /** Minor units of the offer's currency, rounded up. */
  messageCost: number
}

export interface PricedLine {
  price: number
  /** What all offers together take off. */
  discount: number
  /** Its part of what comes beside the discounts: messages, a delivery, a gift, points. */
  share: number
  /** The least that may be left of it; null: no floor is held on it. */
  least: number | null
}

export interface AppliedOffer {
  key: string
  discount: number
  /** Discount and what it costs beside: what a budget is charged. The message's own cost is not in it. */
  cost: number
  byLine: { line: number; discount: number }[]
}

export interface Priced {
  lines: PricedLine[]
  applied: AppliedOffer[]
  /** Everything that was not given; `line` null: the offer as a whole. */
  refused: { key: string; line: number | null; reason: OfferReason }[]
  subtotal: number
  discount: number
  total: number
}

interface Standing extends PricedLine {
  of: BasketLine
}

/**
 * What these offers give on this basket. In the order of their priority each takes from what is left, gives all
 * that it says or nothing of it (a percentage: line by line), and no line that it touches ever falls below its
 * margin floor; a line that several touch keeps the highest of their floors. What comes beside discounts is
 * borne by the lines in proportion to what each has above its floor. Nothing is given without the reason for
 * what is not.
 */
export function priceBasket(basket: Basket, offers: readonly PricedOffer[]): Priced {
  const lines = basket.lines.map(
    (of): Standing => ({ of, price: priceOfLine(of), discount: 0, share: 0, least: null }),
  )
  const applied: AppliedOffer[] = []
  const refused: Priced['refused'] = []
  const taken: Terms[] = []
  for (const offer of inOrder(offers)) {
    const { key, terms } = offer
    const no = (reason: OfferReason) => void refused.push({ key, line: null, reason })
    if (terms.currency !== basket.currency) no('currency_mismatch')
    else if (!goesWith(terms, taken)) no('not_combinable')
    else {
      const given = giveOne(offer, lines)
      for (const each of given.without) refused.push({ key, ...each })
      if (given.reason !== null) no(given.reason)
      else {
        taken.push(terms)
        applied.push({ key, ...given.applied })
      }
    }
  }
  const discount = lines.reduce((sum, line) => sum + line.discount, 0)
  const subtotal = lines.reduce((sum, line) => sum + line.price, 0)
  return {
    lines: lines.map(({ of: _of, ...line }) => line),
    applied,
    refused,
    subtotal,
    discount,
    total: subtotal - discount,
  }
}

function inOrder(offers: readonly PricedOffer[]): PricedOffer[] {
  return [...offers].sort(
    (a, b) => b.terms.stacking.priority - a.terms.stacking.priority || (a.key < b.key ? -1 : 1),
  )
}

/** One of a group; and beside another only where both may be combined. */
function goesWith({ stacking }: Terms, taken: readonly Terms[]): boolean {
  return taken.every(
    (other) =>
      stacking.combinable &&
      other.stacking.combinable &&
      (stacking.group === null || stacking.group !== other.stacking.group),
  )
}

type Without = { line: number; reason: OfferReason }[]
type Given =
  | { reason: null; applied: Omit<AppliedOffer, 'key'>; without: Without }
  | { reason: OfferReason; without: Without }

/** One offer on what is left; the lines are changed only where it is given. */
function giveOne({ terms, messageCost }: PricedOffer, lines: Standing[]): Given {
  const meant = lines.flatMap((line, at) =>
    line.price > 0 && appliesTo(terms.appliesTo, line.of) ? [{ line, at, ...roomOf(line, terms) }] : [],
  )
  if (meant.length === 0) return { reason: 'nothing_it_applies_to', without: [] }
  const worth = meant.reduce((sum, { line }) => sum + line.price, 0)
  if (worth < (terms.minSubtotal ?? 0)) return { reason: 'min_subtotal', without: [] }
  const wanted = meant.map((each) => ({ ...each, wants: wantOf(each, terms) }))
  const able = wanted.filter(({ wants, room }) => room !== null && wants <= room)
  const without = wanted.flatMap(({ at, wants, room }): Without => {
    if (room === null) return [{ line: at, reason: 'cost_unknown' }]
    return wants > room ? [{ line: at, reason: 'below_margin_floor' }] : []
  })
  if (able.length === 0) return { reason: reasonOf(without), without }
  const rooms = able.map(({ room }) => room ?? 0)
  const discounts = discountsOf(terms, able, rooms)
  const beside = costBeside(terms, able)
  const counted = beside + messageCost
  const floors = able.some(({ least }) => least !== null)
  const above = rooms.map((room, at) => room - (discounts?.[at] ?? 0))
  const shares = discounts === null ? null : floors ? spread(counted, above) : above.map(() => 0)
  if (discounts === null || shares === null) return { reason: 'below_margin_floor', without }
  for (const [at, { line, least }] of able.entries()) {
    const [discount, share] = [discounts[at] ?? 0, shares[at] ?? 0]
    line.discount += discount
    line.share += share
    if (discount + share > 0) line.least = least
  }
  const discount = discounts.reduce((sum, each) => sum + each, 0)
  const byLine = able.flatMap(({ at }, index) => {
    const part = discounts[index] ?? 0
    return part > 0 ? [{ line: at, discount: part }] : []
  })
  return { reason: null, applied: { discount, cost: discount + beside, byLine }, without }
}

/** What may still be taken from a line (null: its cost is not known, and a floor is held), and its floor with this offer. */
function roomOf(line: Standing, { marginFloor }: Terms): { room: number | null; least: number | null } {
  const left = line.price - line.discount - line.share
  if (marginFloor === null) {
    // an offer without a floor may still not break that of another
    return { room: Math.max(0, left - (line.least ?? 0)), least: line.least }
  }
  const cost = costOfLine(line.of)
  if (cost === null) return { room: null, least: null }
  const least = Math.max(line.least ?? 0, leastLeft(cost, marginFloor))
  return { room: Math.max(0, left - least), least }
}

/** What a line must give by itself: a percentage of what is left of it. Other kinds ask of all together. */
function wantOf({ line }: { line: Standing }, { kind, value }: Terms): number {
  return kind === 'percent' ? percentOf(line.price - line.discount, value) : 0
}

/** What is taken off each line; null: together they do not have it above their floors. */
function discountsOf(
  { kind, value, maxDiscount, marginFloor }: Terms,
  able: readonly { wants: number }[],
  rooms: readonly number[],
): number[] | null {
  if (kind === 'percent') {
    const wants = able.map((each) => each.wants)
    const sum = wants.reduce((total, each) => total + each, 0)
    return maxDiscount !== null && sum > maxDiscount ? spread(maxDiscount, wants) : wants
  }
  if (kind !== 'amount') return able.map(() => 0)
  const most = rooms.reduce((total, room) => total + room, 0)
  // without a floor a basket that is worth less costs nothing; with one the shopper gets what was said, or nothing
  return spread(marginFloor === null ? Math.min(value, most) : value, rooms)
}

/** What an offer costs the shop beside discounts. */
function costBeside(
  { kind, value, points, maxDiscount, currency }: Terms,
  able: readonly { line: Standing }[],
): number {
  if (kind === 'free_shipping' || kind === 'gift') return value
  if (kind !== 'points_multiplier' || points === null) return 0
  const left = able.reduce((sum, { line }) => sum + line.price - line.discount, 0)
  const earned = (left / 10 ** minorDigits(currency)) * points.perUnit * (value - 1)
  return Math.min(Math.ceil((earned * points.costOf100) / 100), maxDiscount ?? Number.MAX_SAFE_INTEGER)
}

function reasonOf(without: Without): OfferReason {
  return without.every(({ reason }) => reason === 'cost_unknown') ? 'cost_unknown' : 'below_margin_floor'
}
