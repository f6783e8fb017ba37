import type { Goods } from '../goods/assortment.ts'
import { randomFor } from '../random.ts'
import { chances } from './chances.ts'
import type { Doing } from './doing.ts'
import { orderNumberOf, pickOf, purchaseDoings } from './purchase.ts'
import { DAY, dayNumber, daytime, diceOf, type LivePerson, type World } from './world.ts'

/** Something that somebody buys again and again, and when it was bought last before the demo began to live. */
export interface Habit {
  person: LivePerson
  goods: Goods
  variantId: string
  everyDays: number
  lastAt: number
}

/** Of everybody, as the orders before tell it. */
export function habitsIn(world: World): Habit[] {
  const last = new Map<string, { goods: Goods; variantId: string; at: number }>()
  for (const order of world.orders)
    for (const { productId, variantId } of order.lines) {
      const goods = world.goods.get(productId)
      const at = order.placedAt.getTime()
      if (goods) last.set(`${order.customer.userId} ${goods.family.name}`, { goods, variantId, at })
    }
  return world.people.flatMap((person) =>
    person.habits.repeats.flatMap(({ family, days }): Habit[] => {
      const bought = last.get(`${person.userId} ${family}`)
      if (!bought) return []
      return [
        { person, goods: bought.goods, variantId: bought.variantId, everyDays: days, lastAt: bought.at },
      ]
    }),
  )
}

/** Whether it comes to them by itself, so that they need not think of it. */
export function isSubscribed({ person, goods }: Habit): boolean {
  return randomFor(`life:subscribes:${person.userId}:${goods.family.name}`).chance(chances.subscribes)
}

/** What is used up on this day and bought again with nobody's help, around the day. */
export function reorderDoings(world: World, habits: readonly Habit[], day: number): Doing[] {
  return habits.flatMap((habit) => {
    const { person, goods, variantId, everyDays, lastAt } = habit
    const turn = Math.round((day * DAY - lastAt) / (everyDays * DAY))
    const dueOn = dayNumber(lastAt + turn * everyDays * DAY)
    if (turn < 1 || dueOn !== day || isSubscribed(habit)) return []
    const random = diceOf(`reorder:${goods.family.name}`, day, person.userId)
    if (!random.chance(chances.reorders)) return []
    const at = daytime(day, random.next()) + random.between(0, 3) * DAY
    const pick = { ...pickOf(world, goods, at, random), variantId }
    return purchaseDoings({ person, at, picks: [pick], orderNumber: orderNumberOf(day, person, 'R') }, random)
  })
}
