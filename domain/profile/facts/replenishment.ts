import { dayOf } from '../why.ts'
import { type Bought, type BoughtLine, counted, DAY_MS, median, quantile } from './bought.ts'

/** When something that is used up is wanted again; only where the purchases show a rhythm. */
export interface Replenishment {
  productId: string
  title: string
  everyDays: number
  lastAt: Date
  dueAt: Date
  /** The middle half of the gaps seen, counted from the last purchase. */
  between: [Date, Date]
  state: 'later' | 'due' | 'overdue'
  why: string
}

/** A gap shorter than this is one purchase in two parcels. */
export const LEAST_GAP_DAYS = 3
export const LEAST_PURCHASES = 3
/** Gaps that scatter more than this around their median are no rhythm. */
export const WIDEST_SPREAD = 0.75
/** Who is this many rhythms late buys it elsewhere, or no longer. */
export const GIVEN_UP = 3

/**
 * The rhythm of each product: the median gap of three purchases and more, or of two where the catalog says
 * how long it lasts and the gap agrees. Below that nothing is said: no date is better than a false one.
 */
export function replenishments({ lines, goods }: Bought, now: Date): Replenishment[] {
  const byProduct = new Map<string, BoughtLine[]>()
  for (const line of lines)
    if (line.quantity > 0 && line.unitPrice > 0 && line.placedAt <= now)
      byProduct.set(line.productId, [...(byProduct.get(line.productId) ?? []), line])
  return [...byProduct]
    .flatMap(([productId, bought]) => {
      const lasts = goods.get(bought[0]?.variantId ?? '')?.lastsDays ?? null
      return rhythmOf(productId, bought, lasts, now)
    })
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
}

function rhythmOf(
  productId: string,
  bought: readonly BoughtLine[],
  lastsDays: number | null,
  now: Date,
): Replenishment[] {
  const days = purchaseDays(bought)
  const last = days.at(-1)
  const gaps = days.slice(1).map((day, at) => day - (days[at] ?? day))
  if (last === undefined || !isRhythm(gaps, lastsDays)) return []
  const every = median(gaps)
  const from = gaps.length > 1 ? quantile(gaps, 0.25) : every * 0.75
  const to = gaps.length > 1 ? quantile(gaps, 0.75) : every * 1.25
  const today = now.getTime() / DAY_MS
  if (today > last + GIVEN_UP * every) return []
  const at = (day: number) => new Date(day * DAY_MS)
  return [
    {
      productId,
      title: bought.at(-1)?.title ?? productId,
      everyDays: Math.round(every),
      lastAt: at(last),
      dueAt: at(last + every),
      between: [at(last + from), at(last + to)],
      state: today < last + from ? 'later' : today <= last + to ? 'due' : 'overdue',
      why: `Bought ${counted(days.length, 'time')}, about every ${Math.round(every)} days, last on ${dayOf(at(last))}.`,
    },
  ]
}

/** Days since 1970 of purchases that are apart. */
function purchaseDays(bought: readonly BoughtLine[]): number[] {
  const days = bought.map((line) => line.placedAt.getTime() / DAY_MS).sort((a, b) => a - b)
  return days.filter((day, at) => at === 0 || day - (days[at - 1] ?? day) >= LEAST_GAP_DAYS)
}

function isRhythm(gaps: readonly number[], lastsDays: number | null): boolean {
  if (gaps.length === 0) return false
  const every = median(gaps)
  if (gaps.length + 1 < LEAST_PURCHASES)
    return lastsDays !== null && every >= lastsDays * 0.5 && every <= lastsDays * 2
  return quantile(gaps, 0.75) - quantile(gaps, 0.25) <= WIDEST_SPREAD * every
}
