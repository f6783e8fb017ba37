import type { CustomerInput } from '#domain/identity/index.ts'
import type { OrderInput } from '#domain/orders/index.ts'
import { assortment, type Goods } from '../goods/assortment.ts'
import { customers } from '../people/customers.ts'
import { type Habits, habitsOf, toWare, type Ware } from '../people/habits.ts'
import { orderHistory } from '../people/history.ts'
import { isMember } from '../people/membership.ts'
import { randomFor } from '../random.ts'

export const HOUR = 3_600_000
export const DAY = 24 * HOUR
export const MINUTE = 60_000

/** Of so many of the demo's people a loyalty programme is known. */
const KNOWN = 150
/** What everybody looks at: wishes, price drops and empty shelves are about these. */
const FAVOURITES = 24

/** One of the demo's people, with what decides how they live. */
export interface LivePerson {
  userId: string
  email: string | undefined
  city: string
  habits: Habits
  isMember: boolean
}

/** Somebody who comes to the shop for the first time, and when. */
export interface Newcomer {
  at: number
  input: CustomerInput
  person: LivePerson
}

/** The shop and its people as they were when the demo was made; the same for the same moment. */
export interface World {
  madeAt: Date
  people: readonly LivePerson[]
  wares: readonly Ware[]
  goods: ReadonlyMap<string, Goods>
  favourites: readonly Goods[]
  departments: readonly string[]
  /** Who is new, by the day; told once each. */
  newcomers: Map<number, readonly Newcomer[]>
  /** What was ordered before. */
  orders: readonly OrderInput[]
}

export function worldMadeAt(madeAt: Date): World {
  if (latest?.madeAt.getTime() !== madeAt.getTime()) latest = makeWorld(madeAt)
  return latest
}

/** Told once: two years of orders take a while. */
let latest: World | null = null

function makeWorld(madeAt: Date): World {
  const all = assortment(madeAt)
  const inputs = customers(madeAt)
  const sold = all.filter(({ standing }) => standing !== 'upcoming' && standing !== 'sold-out')
  const wares = sold.map(toWare)
  const departments = [...new Set(sold.map(({ category }) => category))]
  const orders = orderHistory(inputs, all, madeAt)
  return {
    madeAt,
    people: inputs.map((input, index) => livePerson(input, index, departments)),
    wares,
    goods: new Map(all.map((goods) => [goods.product.productId, goods])),
    favourites: [...wares]
      .sort((a, b) => b.popularity - a.popularity)
      .slice(0, FAVOURITES)
      .map(({ goods }) => goods),
    departments,
    newcomers: new Map(),
    orders,
  }
}

function livePerson(input: CustomerInput, index: number, departments: string[]): LivePerson {
  const userId = input.userId ?? ''
  return {
    userId,
    email: input.email,
    city: input.address?.city ?? '',
    habits: habitsOf(userId, departments),
    isMember: index < KNOWN && isMember(input, index),
  }
}

/** The number of the day, UTC. */
export function dayNumber(at: number): number {
  return Math.floor(at / DAY)
}

/** Between 7 in the morning and 11 at night on the West Coast of this day. */
export function daytime(day: number, share: number): number {
  return day * DAY + (15 + share * 16) * HOUR
}

/** The dice of one person, for one thing, on one day. */
export function diceOf(what: string, day: number, userId: string) {
  return randomFor(`life:${what}:${day}:${userId}`)
}
