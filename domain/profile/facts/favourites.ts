import { type Bought, type BoughtGoods, type BoughtLine, counted, percent, recencyWeight } from './bought.ts'

export interface Favourite {
  name: string
  /** Its share of what was bought, a purchase of half a year ago weighing half. */
  share: number
  why: string
}

const MOST = 5
/** Bought once may be a gift; twice begins to be a habit. */
const LEAST_PIECES = 2

export function favouriteCategories(bought: Bought, now: Date): Favourite[] {
  return favourites(bought, now, (goods) => goods.categories.slice(0, 1))
}

export function favouriteBrands(bought: Bought, now: Date): Favourite[] {
  return favourites(bought, now, (goods) => (goods.brand ? [goods.brand] : []))
}

function favourites(
  { lines, goods }: Bought,
  now: Date,
  namesOf: (goods: BoughtGoods) => string[],
): Favourite[] {
  const found = new Map<string, { weight: number; pieces: number }>()
  let all = 0
  for (const line of lines) {
    const known = goods.get(line.variantId)
    const weight = pieces(line) * recencyWeight(line.placedAt, now)
    for (const name of known ? namesOf(known) : []) {
      const before = found.get(name) ?? { weight: 0, pieces: 0 }
      found.set(name, { weight: before.weight + weight, pieces: before.pieces + pieces(line) })
      all += weight
    }
  }
  return [...found]
    .filter(([, entry]) => entry.pieces >= LEAST_PIECES && entry.weight > 0)
    .sort(([a, x], [b, y]) => y.weight - x.weight || (a < b ? -1 : 1))
    .slice(0, MOST)
    .map(([name, entry]) => ({
      name,
      share: entry.weight / all,
      why: `${counted(entry.pieces, 'piece')} bought and kept, ${percent(entry.weight / all)} of all by weight of time.`,
    }))
}

/** A thousand of one article is a bulk order, not a thousand times the liking. */
function pieces(line: BoughtLine): number {
  return Math.max(Math.min(line.quantity, 10), -10)
}
