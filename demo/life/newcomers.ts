import { customerInput } from '#domain/identity/index.ts'
import { habitsOf } from '../people/habits.ts'
import { browse } from '../people/history.ts'
import { cities, firstNames, lastNames, streets } from '../people/names.ts'
import { randomFor } from '../random.ts'
import { chances } from './chances.ts'
import type { Doing } from './doing.ts'
import { orderNumberOf, pickOf, productFields, purchaseDoings } from './purchase.ts'
import { dayNumber, daytime, MINUTE, type Newcomer, type World } from './world.ts'

/** Who is new on this day. */
export function newcomersOf(world: World, day: number): readonly Newcomer[] {
  const known = world.newcomers.get(day)
  if (known) return known
  const found = day > dayNumber(world.madeAt.getTime()) ? makeNewcomers(world, day) : []
  world.newcomers.set(day, found)
  return found
}

function makeNewcomers(world: World, day: number): Newcomer[] {
  const random = randomFor(`life:newcomers:${day}`)
  const whole = Math.floor(chances.newcomersADay)
  const count = whole + (random.chance(chances.newcomersADay - whole) ? 1 : 0)
  return Array.from({ length: count }, (_, index) => newcomerOf(world, day, index))
}

function newcomerOf(world: World, day: number, index: number): Newcomer {
  const userId = `tw-n${day}-${index + 1}`
  const random = randomFor(userId)
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)]
  const [city, region, zip] = random.pick(cities)
  const at = daytime(day, random.next() * 0.8)
  const email = `${first}.${last}.${day}${index + 1}@example.com`.toLowerCase()
  const input = customerInput.parse({
    userId,
    name: `${first} ${last}`,
    email,
    locale: 'en-US',
    address: {
      line1: `${random.between(1, 940)} ${random.pick(streets)}`,
      city,
      region,
      postcode: `${zip}${String(random.between(1, 48)).padStart(2, '0')}`,
      country: 'US',
    },
    createdAt: new Date(at),
  })
  const habits = habitsOf(userId, [...world.departments])
  return { at, input, person: { userId, email, city, habits, isMember: false } }
}

/** Their first visit, which ends with an order, and whether they want to hear more. */
export function newcomerDoings(world: World, day: number): Doing[] {
  return newcomersOf(world, day).flatMap(({ at, person }) => {
    const random = randomFor(`life:first:${person.userId}`)
    const said = (when: number, name: string, properties: Doing['properties'], part: string): Doing => ({
      at: when,
      userId: person.userId,
      name,
      properties,
      source: 'site',
      key: `first ${person.userId} ${part}`,
    })
    const picks = browse(world.wares, person.habits, new Date(at), random)
      .slice(0, 2)
      .map((goods) => pickOf(world, goods, at, random))
    if (picks.length === 0) return []
    const state = random.chance(chances.newcomerAllowsMail) ? 'Consent Given' : 'Consent Withdrawn'
    const use = {
      channel: 'email',
      purpose: 'marketing',
      evidence: 'The box “News by e-mail” at the checkout',
    }
    return [
      ...picks.map((pick, index) =>
        said(at + index * 2 * MINUTE, 'Product Viewed', productFields(pick), `view ${index}`),
      ),
      ...picks.map((pick, index) =>
        said(at + (6 + index) * MINUTE, 'Product Added', productFields(pick), `add ${index}`),
      ),
      { ...said(at + 10 * MINUTE, state, use, 'consent'), source: 'shop' },
      ...purchaseDoings(
        { person, at: at + 11 * MINUTE, picks, orderNumber: orderNumberOf(day, person, 'N') },
        random,
      ),
    ]
  })
}
