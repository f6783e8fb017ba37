import type { Sign } from '../engagement/engagement.ts'

const HOUR_MS = 3_600_000
const HALF_LIFE_DAYS = 45
/** As many signs of their own as weigh like everybody's habit. */
const OWN_PRIOR = 6
/** Of everybody: as many as weigh like the shop's hour, and of a kind of day as weigh like all days. */
const SHOP_PRIOR = 8
const DAY_PRIOR = 20
const HOURS = 24

export interface BestTimeAsked {
  /** When this customer answers, and when everybody does. */
  own: readonly Sign[]
  everybody: HourShares
  /** The customer's own clock. */
  zone: string
  /** Not before, and not after. */
  from: Date
  until: Date
  /** Hours of their day in which we may speak at all; over midnight where `from` is later. */
  hours: { from: number; until: number } | null
}

/** Shares of the hours of a day on weekdays and at weekends, each summing to 1. */
export interface HourShares {
  weekday: readonly number[]
  weekend: readonly number[]
  /** How much stands behind them, in signs. */
  weight: number
}

export interface BestTime {
  at: Date
  /** On their clock. */
  hour: number
  /** What spoke for it most. */
  because: 'own' | 'everybody' | 'shop'
  /** For staff. */
  words: string
}

/**
 * Shares of the hours from signs: each sign weighs less the older it is (half after 45 days) and spreads a quarter
 * to each hour beside it; then the mean of the Dirichlet posterior with `prior` for a prior of `strength` signs
 * (Gelman et al., Bayesian Data Analysis, 3rd ed., section 3.4): (signs + strength × prior) / (all + strength).
 */
export function hourShares(
  signs: readonly Sign[],
  zone: string,
  prior: Pick<HourShares, 'weekday' | 'weekend'>,
  strength: number,
  now: Date,
): HourShares {
  const { weekday, weekend, weight } = countHours(signs, zone, now)
  return {
    weekday: posterior(weekday, prior.weekday, strength),
    weekend: posterior(weekend, prior.weekend, strength),
    weight,
  }
}

/**
 * Everybody's habit: the hours of all days together lean on the shop's own hour while little is known of anybody,
 * and those of weekdays and weekends on all days together.
 */
export function everybodysHours(
  signs: readonly Sign[],
  zone: string,
  shopHour: number,
  now: Date,
): HourShares {
  const { weekday, weekend, weight } = countHours(signs, zone, now)
  const allDays = weekday.map((count, hour) => count + (weekend[hour] ?? 0))
  const shared = posterior(allDays, spreadAround(shopHour), SHOP_PRIOR)
  return {
    weekday: posterior(weekday, shared, DAY_PRIOR),
    weekend: posterior(weekend, shared, DAY_PRIOR),
    weight,
  }
}

function countHours(signs: readonly Sign[], zone: string, now: Date) {
  const counts = { weekday: nothing(), weekend: nothing(), weight: 0 }
  for (const { at } of signs) {
    const age = Math.max(0, now.getTime() - at.getTime()) / (24 * HOUR_MS)
    const weighs = 2 ** (-age / HALF_LIFE_DAYS)
    const { hour, weekend } = clockIn(zone, at)
    const day = weekend ? counts.weekend : counts.weekday
    for (const [beside, part] of spread) {
      const there = (hour + beside + HOURS) % HOURS
      day[there] = (day[there] ?? 0) + part * weighs
    }
    counts.weight += weighs
  }
  return counts
}

const spread = [
  [-1, 0.25],
  [0, 0.5],
  [1, 0.25],
] as const

function posterior(counts: readonly number[], prior: readonly number[], strength: number): number[] {
  const all = counts.reduce((sum, each) => sum + each, 0)
  return counts.map((each, hour) => (each + strength * (prior[hour] ?? 0)) / (all + strength))
}

/** The hour itself most, and less with every hour further away: three hours are its standard deviation. */
function spreadAround(hour: number): number[] {
  const raw = Array.from({ length: HOURS }, (_, each) => {
    const away = Math.min((each - hour + HOURS) % HOURS, (hour - each + HOURS) % HOURS)
    return Math.exp(-(away ** 2) / 18)
  })
  const all = raw.reduce((sum, each) => sum + each, 0)
  return raw.map((each) => each / all)
}

/**
 * When to write between two moments: the start of the hour in which this customer answers most often, by their own
 * signs shrunk towards everybody's habit. Of hours alike the first; where no hour between is one to speak in, `from`.
 */
export function bestTime(asked: BestTimeAsked, now: Date): BestTime {
  const { own, everybody, zone, from, until, hours } = asked
  const shares = hourShares(own, zone, everybody, OWN_PRIOR, now)
  const because = shares.weight >= 2 ? 'own' : everybody.weight >= 2 ? 'everybody' : 'shop'
  let best: { at: Date; hour: number; share: number } | null = null
  for (const at of hoursBetween(from, until)) {
    const { hour, weekend } = clockIn(zone, at)
    if (hours && !isWithin(hour, hours)) continue
    const share = (weekend ? shares.weekend : shares.weekday)[hour] ?? 0
    if (!best || share > best.share + 1e-12) best = { at, hour, share }
  }
  const { at, hour } = best ?? { at: from, hour: clockIn(zone, from).hour }
  return { at, hour, because, words: wordsOf(because, hour) }
}

function wordsOf(because: BestTime['because'], hour: number): string {
  const clock = `${String(hour).padStart(2, '0')}:00`
  if (because === 'own') return `Around ${clock} they answer most often`
  if (because === 'everybody') return `Around ${clock} customers answer most often`
  return `Around ${clock}, the shop’s usual hour: little is known of when customers answer`
}

const MOST_HOURS = 24 * 31

/** The first moment, then every full hour. */
function hoursBetween(from: Date, until: Date): Date[] {
  const first = Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS
  const all = first === from.getTime() ? [] : [from]
  for (let at = first; at <= until.getTime() && all.length < MOST_HOURS; at += HOUR_MS) all.push(new Date(at))
  return all
}

const isWithin = (hour: number, { from, until }: { from: number; until: number }) =>
  from < until ? hour >= from && hour < until : hour >= from || hour < until

const nothing = () => new Array<number>(HOURS).fill(0)

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Hour and kind of day on a clock. */
function clockIn(zone: string, at: Date): { hour: number; weekend: boolean } {
  const known = clocks.get(zone)
  const clock =
    known ??
    new Intl.DateTimeFormat('en-US', { timeZone: zone, hour: '2-digit', hourCycle: 'h23', weekday: 'short' })
  if (!known) clocks.set(zone, clock)
  const parts = clock.formatToParts(at)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ''
  return { hour: Number(part('hour')), weekend: ['Sat', 'Sun'].includes(part('weekday')) }
}
