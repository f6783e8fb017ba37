import type { TogetherModel } from '../models/baskets-together.ts'
import type { Sequences } from '../models/interactions.ts'
import { occurrencesOf } from '../models/item-item-counts.ts'

/**
 * How many different people stand behind each pair of the model: five baskets of one person are one person.
 * `personOf` names whose each basket is; the baskets of a person stand side by side.
 */
export async function countPeople(
  model: TogetherModel,
  baskets: Sequences,
  personOf: Int32Array,
  pause: () => Promise<void>,
): Promise<Int32Array> {
  const people = new Int32Array(model.neighbour.length)
  const latest = new Int32Array(model.neighbour.length).fill(-1)
  const pairOf = new Int32Array(model.items).fill(-1)
  const { start, position, user } = occurrencesOf(baskets)
  for (let x = 0; x < model.items; x++) {
    const [from, until] = [model.start[x] ?? 0, model.start[x + 1] ?? 0]
    for (let n = from; n < until; n++) pairOf[model.neighbour[n] ?? 0] = n
    for (let o = start[x] ?? 0; o < (start[x + 1] ?? 0); o++) {
      const basket = user[position[o] ?? 0] ?? 0
      const person = personOf[basket] ?? -1
      for (let p = baskets.start[basket] ?? 0; p < (baskets.start[basket + 1] ?? 0); p++) {
        const pair = pairOf[baskets.item[p] ?? 0] ?? -1
        if (pair < 0 || latest[pair] === person) continue
        latest[pair] = person
        people[pair] = (people[pair] ?? 0) + 1
      }
    }
    for (let n = from; n < until; n++) pairOf[model.neighbour[n] ?? 0] = -1
    await pause()
  }
  return people
}
