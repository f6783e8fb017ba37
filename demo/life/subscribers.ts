import { randomFor } from '../random.ts'
import { chances } from './chances.ts'
import type { Doing } from './doing.ts'
import { type Habit, isSubscribed } from './habits-due.ts'
import { pickOf, productFields, purchaseDoings } from './purchase.ts'
import { DAY, dayNumber, daytime, type World } from './world.ts'

const MONTH = 30 * DAY
/** What becomes of a subscription is told for so many renewals. */
const MOST_RENEWALS = 14
/** A save is heard of so long before. */
const NEAR = 21 * DAY

/** Everything of every subscription, by the day of each; told once, for as long as anybody looks. */
export function subscriptionsByDay(world: World, habits: readonly Habit[]): ReadonlyMap<number, Doing[]> {
  const days = new Map<number, Doing[]>()
  for (const habit of habits.filter(isSubscribed))
    for (const doing of courseOf(world, habit)) {
      const day = dayNumber(doing.at)
      days.set(day, [...(days.get(day) ?? []), doing])
    }
  return days
}

/** Begun in the first days, renewed each month, until they want to leave, rest, or cannot pay. */
function courseOf(world: World, habit: Habit): Doing[] {
  const { person, goods } = habit
  const random = randomFor(`life:subscription:${person.userId}:${goods.family.name}`)
  const subscription_id = `sub-${person.userId}-${goods.product.productId}`
  const began = daytime(dayNumber(world.madeAt.getTime()) + 1 + random.between(0, 2), random.next())
  const pick = { ...pickOf(world, goods, began, random), variantId: habit.variantId }
  const { product_id, variant_id, name } = productFields(pick)
  const about = (next: number) => ({
    subscription_id,
    items: [{ product_id, variant_id, name, quantity: 1 }],
    interval_unit: 'month',
    interval_count: 1,
    renewal_date: new Date(next).toISOString(),
    price: pick.price / 100,
    currency: 'USD',
  })
  const doing = (at: number, event: string, properties: Doing['properties']): Doing => ({
    at,
    userId: person.userId,
    name: event,
    properties,
    source: 'shop',
    key: `${subscription_id} ${event} ${dayNumber(at)}`,
  })
  let next = began + (6 + random.next() * 24) * DAY
  const doings = [doing(began, 'Subscription Started', about(next))]
  for (let turn = 1; turn <= MOST_RENEWALS; turn++) {
    const at = next
    next = at + MONTH
    const orderNumber = `TW-A${turn}-${subscription_id.slice(4).toUpperCase()}`
    const order = purchaseDoings({ person, at, picks: [pick], orderNumber }, random)
    const renewed = [doing(at, 'Subscription Renewed', { ...about(next), order_id: orderNumber }), ...order]
    const luck = random.next()
    const unless = { journey: 'subscription-save', since: at - NEAR, chance: random.next(), instead: renewed }
    const { cancels, pauses, failsToPay } = chances
    if (luck < cancels) return [...doings, { ...doing(at, 'Subscription Cancelled', about(at)), unless }]
    const later = at + 12 * DAY
    const leaves = {
      ...doing(later, 'Subscription Cancelled', about(at)),
      unless: { ...unless, since: at, instead: [] },
    }
    if (luck < cancels + pauses) {
      const paused_until = new Date(at + MONTH).toISOString()
      return [...doings, doing(at, 'Subscription Paused', { ...about(next), paused_until }), leaves]
    }
    if (luck < cancels + pauses + failsToPay)
      return [
        ...doings,
        doing(at, 'Subscription Payment Failed', { ...about(at), reason: 'card expired' }),
        leaves,
      ]
    doings.push(...renewed)
  }
  return doings
}
