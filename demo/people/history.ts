import type { CustomerInput } from '#domain/identity/index.ts'
import { type OrderInput, orderInput } from '#domain/orders/index.ts'
import type { Goods } from '../goods/assortment.ts'
import { type Random, randomFor } from '../random.ts'
import { appeal, type Habits, habitsOf, orderDay, suits, toWare, type Ware } from './habits.ts'
import { type Basket, courseOf, totalOf } from './order-course.ts'
import { storyBaskets } from './stories.ts'

const DAY = 86_400_000
const FIRST_NUMBER = 10_001

/** Two years of orders up to `now`, numbered in the order they were placed. */
export function orderHistory(people: CustomerInput[], goods: Goods[], now: Date): OrderInput[] {
  const sold = goods.filter(({ standing }) => standing !== 'upcoming')
  const wares = sold.map(toWare)
  const departments = [...new Set(sold.map(({ category }) => category))]
  const baskets = people.flatMap((person, index) =>
    index < 4 ? storyBaskets(person, sold, now) : basketsOf(person, departments, wares, now),
  )
  return baskets
    .sort((a, b) => a.placedAt.getTime() - b.placedAt.getTime())
    .map((basket, index) => toOrder(basket, `RP-${FIRST_NUMBER + index}`, now))
}

function basketsOf(person: CustomerInput, departments: string[], wares: Ware[], now: Date): Basket[] {
  const random = randomFor(`orders:${person.userId}`)
  const habits = habitsOf(person.userId ?? '', departments)
  const chosen = Array.from({ length: habits.orders }, () => {
    const placedAt = atDaytime(now.getTime() - orderDay(random, now) * DAY, random, now)
    return { person, placedAt, goods: browse(wares, habits, placedAt, random), random }
  })
  return [...chosen, ...repeatsOf(person, habits, wares, random, now)]
}

/** What somebody puts into one basket. */
export function browse(wares: readonly Ware[], habits: Habits, at: Date, random: Random): Goods[] {
  const month = at.getUTCMonth()
  const weights = wares.map((ware) => appeal(ware, habits, month))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  const wanted = random.chance(0.55) ? 1 : random.between(2, 4)
  const basket = new Set<Goods>()
  for (let tries = 0; basket.size < wanted && tries < 12; tries++) {
    const item = draw(wares, weights, random.next() * total)
    if (item) basket.add(item)
  }
  return [...basket]
}

function draw(wares: readonly Ware[], weights: number[], at: number): Goods | undefined {
  let left = at
  const index = weights.findIndex((weight) => {
    left -= weight
    return left < 0
  })
  return wares[index]?.goods
}

function repeatsOf(
  person: CustomerInput,
  habits: Habits,
  wares: Ware[],
  random: Random,
  now: Date,
): Basket[] {
  return habits.repeats.flatMap(({ family, days }) => {
    const choices = wares.filter((ware) => ware.goods.family.name === family && suits(ware, habits))
    const item = choices[random.between(0, Math.max(0, choices.length - 1))]?.goods
    const baskets: Basket[] = []
    for (let ago = random.between(2, 40); item && ago < 700; ago += days * (0.85 + random.next() * 0.3))
      baskets.push({
        person,
        placedAt: atDaytime(now.getTime() - ago * DAY, random, now),
        goods: [item],
        random,
      })
    return baskets
  })
}

/** Between 7 in the morning and 11 at night on the West Coast, and never after `now`. */
function atDaytime(at: number, random: Random, now: Date): Date {
  const midnight = Math.floor(at / DAY) * DAY
  const moment = midnight + (15 + random.next() * 16) * 3_600_000
  return new Date(moment <= now.getTime() ? moment : moment - DAY)
}

function toOrder(basket: Basket, orderNumber: string, now: Date): OrderInput {
  const course = courseOf(basket, orderNumber, now)
  const { person, placedAt } = basket
  return orderInput.parse({
    orderNumber,
    customer: { userId: person.userId, email: person.email, name: person.name },
    email: person.email,
    postcode: person.address?.postcode,
    currency: 'USD',
    shippingAddress: course.storeId === null ? person.address : null,
    placedAt,
    payments: [{ kind: 'payment', amount: totalOf(course.lines), method: 'card' }],
    total: totalOf(course.lines),
    ...course,
  })
}
