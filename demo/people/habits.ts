import type { Goods } from '../goods/assortment.ts'
import { type Random, randomFor } from '../random.ts'

/** How one customer shops. */
export interface Habits {
  /** Orders in two years, repeats apart. */
  orders: number
  /** How much each department draws them. */
  interest: Map<string, number>
  fit: 'women' | 'men'
  withKids: boolean
  repeats: Repeat[]
}

/** Something bought again and again, about every `days` days. */
export interface Repeat {
  family: string
  days: number
}

const replenished: { family: string; days: number; share: number }[] = [
  { family: 'Fuel Canister {}', days: 55, share: 0.09 },
  { family: 'Trail Merino Socks, 2 Pairs', days: 175, share: 0.16 },
  { family: 'Beeswax Dinner Candles, Set of 6', days: 85, share: 0.07 },
  { family: 'Pacer Running Socks, 3 Pairs', days: 190, share: 0.07 },
  { family: 'Beeswax Boot Wax', days: 240, share: 0.07 },
  { family: 'Springline Trail Runners', days: 260, share: 0.06 },
]

/** The habits that belong to a user id, always the same. */
export function habitsOf(userId: string, departments: string[]): Habits {
  const random = randomFor(`habits:${userId}`)
  // few buy often, many buy once or twice
  const orders = 1 + Math.floor(-Math.log(1 - random.next() * 0.98) * 2.1)
  return {
    orders,
    interest: new Map(departments.map((name) => [name, random.next() ** 3 + 0.02])),
    fit: random.chance(0.52) ? 'women' : 'men',
    withKids: random.chance(0.3),
    repeats: replenished
      .filter(({ share }) => random.chance(share))
      .map(({ family, days }) => ({ family, days: days * (0.8 + random.next() * 0.4) })),
  }
}

/** A thing on sale with what decides whether it is wanted, read once. */
export interface Ware {
  goods: Goods
  fit: string | undefined
  season: 'warm' | 'cold' | null
  popularity: number
}

export function toWare(goods: Goods): Ware {
  const { fit, season } = goods.product.attributes ?? {}
  return {
    goods,
    fit,
    season: seasonOf(season),
    popularity: randomFor(`popular:${goods.product.productId}`).next() ** 2 + 0.05,
  }
}

function seasonOf(season: string | undefined): Ware['season'] {
  if (season === 'winter' || season === 'autumn and winter') return 'cold'
  return season === 'summer' || season === 'spring and summer' ? 'warm' : null
}

/** How likely this customer is to buy this thing in this month (0-11), in no unit. */
export function appeal(ware: Ware, habits: Habits, month: number): number {
  if (!suits(ware, habits)) return 0.02
  const inSeason = ware.season === null ? 1 : (ware.season === 'warm') === warmMonths.has(month) ? 1.8 : 0.25
  return ware.popularity * (habits.interest.get(ware.goods.category) ?? 0) * inSeason
}

const warmMonths = new Set([3, 4, 5, 6, 7, 8])

/** Whether it is made for somebody in this household. */
export function suits({ fit }: Ware, habits: Habits): boolean {
  if (fit === 'kids') return habits.withKids
  return (fit !== 'women' && fit !== 'men') || fit === habits.fit
}

/** Days before `now` an order may lie on, drawn so that the weeks before the holidays are the busiest. */
export function orderDay(random: Random, now: Date): number {
  for (let tries = 0; tries < 8; tries++) {
    const days = random.next() * 729
    const month = new Date(now.getTime() - days * 86_400_000).getUTCMonth()
    const busy = month === 11 ? 1 : month === 10 ? 0.9 : month === 4 || month === 5 ? 0.65 : 0.5
    if (random.chance(busy)) return days
  }
  return random.next() * 729
}
