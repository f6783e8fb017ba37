import { browse } from '../people/history.ts'
import type { Random } from '../random.ts'
import { chances } from './chances.ts'
import type { Doing } from './doing.ts'
import { newcomersOf } from './newcomers.ts'
import { orderNumberOf, pickOf, productFields, purchaseDoings, type Taken } from './purchase.ts'
import { spellOn } from './shelf-plan.ts'
import { dayNumber, daytime, diceOf, HOUR, type LivePerson, MINUTE, type World } from './world.ts'

/** Who comes to the site on this day, what they look at, and how far they get. */
export function visitDoings(world: World, day: number): Doing[] {
  return everybodyOn(world, day).flatMap((person) => {
    const random = diceOf('visit', day, person.userId)
    const often = chances.visitADay + chances.visitADayPerOrder * Math.min(6, person.habits.orders)
    return random.chance(often) ? visitOf(world, person, day, random) : []
  })
}

/** The demo's own, and whoever has come to them before that day. */
function everybodyOn(world: World, day: number): readonly LivePerson[] {
  const first = dayNumber(world.madeAt.getTime())
  const came = Array.from({ length: Math.max(0, day - first) }, (_, index) =>
    newcomersOf(world, first + index),
  )
  return [...world.people, ...came.flat().map(({ person }) => person)]
}

/** One visit: looks, perhaps a wish, perhaps a cart, perhaps the till. */
export function visitOf(world: World, person: LivePerson, day: number, random: Random): Doing[] {
  const at = daytime(day, random.next())
  const seen = seenBy(world, person, at, random)
  const doing = doingsOfVisit(person.userId, day)
  const doings = seen.map((pick, index) =>
    doing(at + index * 2 * MINUTE, 'Product Viewed', productFields(pick), `view ${index}`),
  )
  const last = seen.at(-1)
  if (!last) return doings
  if (random.chance(chances.looksTwice))
    doings.push(doing(at + 9 * MINUTE, 'Product Viewed', productFields(last), 'again'))
  if (random.chance(chances.wishes)) doings.push(...wishOf(world, doing, at + 10 * MINUTE, random))
  if (random.chance(chances.adds)) doings.push(...cartOf(world, person, [last], day, at, random))
  return doings
}

type MakeDoing = ReturnType<typeof doingsOfVisit>

function doingsOfVisit(userId: string, day: number) {
  return (at: number, name: string, properties: Doing['properties'], part: string): Doing => ({
    at,
    userId,
    name,
    properties,
    source: 'site',
    key: `visit ${day} ${userId} ${part}`,
  })
}

/** Mostly what suits them; now and then one of everybody's favourites. */
function seenBy(world: World, person: LivePerson, at: number, random: Random): Taken[] {
  const wares = browse(world.wares, person.habits, new Date(at), random)
  const favourite = world.favourites[random.between(0, world.favourites.length - 1)]
  const all = favourite && random.chance(0.3) ? [...wares, favourite] : wares
  return all.map((goods) => pickOf(world, goods, at, random))
}

/** A wish is for one of the favourites; of what is sold out people want to hear when it is there again. */
function wishOf(world: World, doing: MakeDoing, at: number, random: Random): Doing[] {
  const goods = world.favourites[random.between(0, world.favourites.length - 1)]
  if (!goods) return []
  const pick = pickOf(world, goods, at, random)
  const fields = productFields(pick)
  const views = [doing(at, 'Product Viewed', fields, 'wish view')]
  const gone = spellOn(world, goods.product.productId, at)?.kind === 'sold_out'
  const asks = gone
    ? doing(at + MINUTE, 'Back In Stock Requested', fields, 'asks')
    : doing(at + MINUTE, 'Product Added to Wishlist', { ...fields, wishlist_id: 'wishes' }, 'wish')
  return [...views, asks]
}

/** From the cart on: some pay at once, some stop and come back by themselves, most of the rest never do. */
function cartOf(
  world: World,
  person: LivePerson,
  picks: readonly Taken[],
  day: number,
  began: number,
  random: Random,
): Doing[] {
  const at = began + 12 * MINUTE
  const cart_id = `life-${day}-${person.userId}`
  const doing = doingsOfVisit(person.userId, day)
  const sold = (pick: Taken) => spellOn(world, pick.goods.product.productId, at)?.kind === 'sold_out'
  const wanted = picks.filter((pick) => !sold(pick))
  if (wanted.length === 0) return []
  const doings = wanted.map((pick, index) =>
    doing(at + index * MINUTE, 'Product Added', { ...productFields(pick), cart_id }, `add ${index}`),
  )
  const buy = (when: number) =>
    purchaseDoings({ person, at: when, picks: wanted, orderNumber: orderNumberOf(day, person) }, random)
  const total = wanted.reduce((sum, { price, quantity }) => sum + price * quantity, 0) / 100
  const till = { cart_id, value: total, currency: 'USD', products: wanted.map(productFields) }
  if (random.chance(chances.checksOut)) {
    doings.push(doing(at + 4 * MINUTE, 'Checkout Started', till, 'till'))
    if (random.chance(chances.pays)) return [...doings, ...buy(at + 8 * MINUTE)]
  }
  return random.chance(chances.comesBack)
    ? [...doings, ...buy(at + (20 + random.next() * 50) * HOUR)]
    : doings
}
