import { browse } from '../people/history.ts'
import { chances } from './chances.ts'
import type { Doing } from './doing.ts'
import { orderNumberOf, pickOf, purchaseDoings } from './purchase.ts'
import { daytime, diceOf, MINUTE, type World } from './world.ts'

/** The store that people of a city go to. */
const storeIn: Readonly<Record<string, string>> = {
  Portland: 'portland',
  Seattle: 'seattle',
  Tacoma: 'seattle',
  Boulder: 'boulder',
  Denver: 'boulder',
}

/** Who is in a store on this day, and who buys there. */
export function storeDoings(world: World, day: number): Doing[] {
  return world.people.flatMap((person): Doing[] => {
    const store_id = storeIn[person.city]
    const random = diceOf('store', day, person.userId)
    if (store_id === undefined || !random.chance(chances.storeVisitADay)) return []
    const at = daytime(day, 0.2 + random.next() * 0.5)
    const visit: Doing = {
      at,
      userId: person.userId,
      name: 'Store Visited',
      properties: { store_id, seconds: random.between(6, 45) * 60 },
      source: 'till',
      key: `store ${day} ${person.userId}`,
    }
    if (!random.chance(chances.buysInStore)) return [visit]
    const picks = browse(world.wares, person.habits, new Date(at), random)
      .slice(0, 2)
      .map((goods) => pickOf(world, goods, at, random))
    if (picks.length === 0) return [visit]
    const sale = { person, at: at + 20 * MINUTE, picks, storeId: store_id }
    return [visit, ...purchaseDoings({ ...sale, orderNumber: orderNumberOf(day, person, 'S') }, random)]
  })
}
