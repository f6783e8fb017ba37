import { type ItemIndex, itemIndex } from '../models/interactions.ts'
import { packRows, type RatingMatrix, usersOf } from '../models/ratings-matrix.ts'
import type { Judged } from './ratings-judge.ts'
import { seeded } from './seeded.ts'

/** One line of a ratings file. */
export interface Rating {
  user: string
  item: string
  rating: number
  /** Milliseconds. */
  at: number
}

/** Ratings packed: the weight of an entry is how far it lies over the mean, in shares of the whole scale. */
export interface RatingData {
  items: ItemIndex
  users: ReadonlyMap<string, number>
  matrix: RatingMatrix
}

/** Of two ratings of one item by one user, the last counts. */
export function packRatings(ratings: readonly Rating[]): RatingData {
  const items = itemIndex(ratings.map(({ item }) => item))
  const users = new Map<string, number>()
  const rows: Map<number, number>[] = []
  for (const { user, item, rating } of ratings) {
    const number = users.get(user) ?? users.size
    if (number === users.size) {
      users.set(user, number)
      rows.push(new Map())
    }
    rows[number]?.set(items.at.get(item) ?? 0, rating)
  }
  const { mean, range } = scaleOf(ratings)
  const centred = rows.map((row) => [...row].map(([item, r]) => [item, (r - mean) / range] as const))
  return { items, users, matrix: packRows(centred, items.ids.length) }
}

function scaleOf(ratings: readonly Rating[]): { mean: number; range: number } {
  let [least, most, sum] = [Infinity, -Infinity, 0]
  for (const { rating } of ratings) {
    least = Math.min(least, rating)
    most = Math.max(most, rating)
    sum += rating
  }
  return { mean: ratings.length === 0 ? 0 : sum / ratings.length, range: most > least ? most - least : 1 }
}

/** The same with weights that a model reads: 1 for a rating at the mean, more or less for others. */
export function weighted(matrix: RatingMatrix, slope: number): RatingMatrix {
  return { ...matrix, weight: matrix.weight.map((over) => Math.max(0.05, 1 + slope * over)) }
}

/** The test set as it is judged: items the training set does not know count among the wanted, and are never found. */
export function judgedBy(test: readonly Rating[], { items, users }: RatingData): Judged[] {
  const wanted = new Map<string, Set<string>>()
  for (const { user, item } of test) {
    const own = wanted.get(user) ?? new Set()
    wanted.set(user, own.add(item))
  }
  return [...wanted].map(([user, own]) => ({
    user: users.get(user) ?? null,
    wanted: new Set([...own].flatMap((item) => items.at.get(item) ?? [])),
    known: own.size,
  }))
}

const HELD_OUT = 0.2
const FEWEST = 5

export interface HeldOut {
  matrix: RatingMatrix
  judged: Judged[]
}

/** A fifth of what some users had, by chance, set aside to choose by; always the same. */
export function holdOut(matrix: RatingMatrix, mostUsers: number): HeldOut {
  const random = seeded(20_261_120)
  const users = usersOf(matrix)
  const share = Math.min(1, mostUsers / Math.max(1, users))
  const judged: Judged[] = []
  const rows: (readonly [number, number])[][] = []
  for (let u = 0; u < users; u++) {
    const kept: (readonly [number, number])[] = []
    const wanted = new Set<number>()
    const [from, until] = [matrix.start[u] ?? 0, matrix.start[u + 1] ?? 0]
    const asked = until - from >= FEWEST && random() < share
    for (let n = from; n < until; n++) {
      const item = matrix.item[n] ?? 0
      if (asked && random() < HELD_OUT) wanted.add(item)
      else kept.push([item, matrix.weight[n] ?? 0])
    }
    rows.push(kept)
    if (wanted.size > 0) judged.push({ user: u, wanted, known: wanted.size })
  }
  return { matrix: packRows(rows, matrix.items), judged }
}

/** Only the items that most users had, and only so many users: what a choice of parameters is made on. */
export function narrowed(matrix: RatingMatrix, mostItems: number, mostEntries: number): RatingMatrix {
  const had = new Int32Array(matrix.items)
  for (const item of matrix.item) had[item] = (had[item] ?? 0) + 1
  const byCount = Array.from(had.keys()).sort((a, b) => (had[b] ?? 0) - (had[a] ?? 0))
  const number = new Map(byCount.slice(0, mostItems).map((item, at) => [item, at]))
  const rows: (readonly [number, number])[][] = []
  const every = Math.max(1, matrix.item.length / mostEntries)
  for (let u = 0; u < usersOf(matrix); u = Math.floor((rows.length + 1) * every)) {
    const row: (readonly [number, number])[] = []
    for (let n = matrix.start[u] ?? 0; n < (matrix.start[u + 1] ?? 0); n++) {
      const item = number.get(matrix.item[n] ?? 0)
      if (item !== undefined) row.push([item, matrix.weight[n] ?? 0])
    }
    rows.push(row)
  }
  return packRows(rows, number.size)
}
