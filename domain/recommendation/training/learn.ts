import { pathsOf, type ShelfView } from '#knowledge/catalog/index.ts'
import { trainTogether, trainViewedBought } from '../models/baskets-together.ts'
import { type ItemIndex, itemIndex } from '../models/interactions.ts'
import { trainItemItem } from '../models/item-item.ts'
import { type PopularityEvent, trainPopularity } from '../models/popularity.ts'
import { trainSessions } from '../models/sessions-train.ts'
import { countPeople } from './count-people.ts'
import type { Learnt } from './learnt.ts'
import { learnRepeats } from './repeats.ts'
import { sequencesOf, sessionsOf } from './sequences.ts'
import type { Purchase, Signal, Signals } from './signals.ts'

/** The steps of learning, in their order. */
export const learningSteps = [
  'Counting what is popular',
  'Learning what is bought together',
  'Learning what lookers buy',
  'Learning what comes next',
  'Learning from visits',
  'Learning what is bought again',
] as const

/** All models from what people did. `step` is told before each; `pause` is awaited all the time. */
export async function learn(
  signals: Signals,
  shelf: ShelfView,
  now: Date,
  step: (text: string) => Promise<void>,
  pause: () => Promise<void>,
): Promise<Learnt> {
  const { looks } = signals
  const purchases = [...signals.purchases].sort((a, b) => a.person - b.person || a.at - b.at)
  const items = itemIndex([...purchases, ...looks].map(({ productId }) => productId))
  await step(learningSteps[0])
  const popularity = await trainPopularity(
    eventsOf(signals, items),
    items,
    { now, categoriesOf: (item) => pathsOf(shelf.get(items.ids[item] ?? '')?.categories ?? []) },
    pause,
  )
  await step(learningSteps[1])
  const baskets = sequencesOf(purchases, items, ({ basket }) => basket)
  const together = await trainTogether(baskets, {}, pause)
  const togetherPeople = countPeople(together, baskets, peopleOfBaskets(purchases))
  await step(learningSteps[2])
  const both = peopleWithBoth(signals)
  const lookers = sequencesOf(looks, items, ({ person }) => person, both)
  const buyers = sequencesOf(purchases, items, ({ person }) => person, both)
  const viewedBought = await trainViewedBought(lookers, buyers, {}, pause)
  await step(learningSteps[3])
  const histories: readonly Signal[] = purchases.length > 0 ? purchases : looks
  const next = await trainItemItem(
    sequencesOf(histories, items, ({ person }) => person),
    {},
    pause,
  )
  await step(learningSteps[4])
  const views = looks.filter(({ kind }) => kind === 'viewed')
  const sessions =
    views.length > 0 ? await trainSessions(sequencesOf(views, items, sessionsOf(views)), {}, pause) : null
  await step(learningSteps[5])
  return {
    trainedAt: now.getTime(),
    latestAt: latestOf(signals),
    signals: purchases.length + looks.length,
    ids: [...items.ids],
    products: shelf.size,
    popularity,
    together,
    togetherPeople,
    viewedBought,
    next,
    sessions,
    repeats: learnRepeats(purchases, items),
  }
}

function eventsOf({ purchases, looks }: Signals, items: ItemIndex): PopularityEvent[] {
  const events: PopularityEvent[] = []
  const add = ({ productId, ...event }: Omit<PopularityEvent, 'item'> & { productId: string }) => {
    const item = items.at.get(productId)
    if (item !== undefined) events.push({ ...event, item })
  }
  for (const { productId, person, at, kind, city } of looks)
    add({ productId, person, at, kind, place: city === null ? null : `city:${city.toLowerCase()}` })
  for (const { productId, person, at, storeId } of purchases)
    add({ productId, person, at, kind: 'bought', place: storeId === null ? null : `store:${storeId}` })
  return events
}

/** Whose each basket is, in the order in which `sequencesOf` meets them. */
function peopleOfBaskets(purchases: readonly Purchase[]): Int32Array {
  const people = new Map<number, number>()
  for (const { basket, person } of purchases) if (!people.has(basket)) people.set(basket, person)
  return Int32Array.from(people.values())
}

function peopleWithBoth({ purchases, looks }: Signals): number[] {
  const lookers = new Set(looks.map(({ person }) => person))
  return [...new Set(purchases.map(({ person }) => person))].filter((person) => lookers.has(person))
}

function latestOf({ purchases, looks }: Signals): number | null {
  let latest: number | null = null
  for (const { at } of purchases) if (latest === null || at > latest) latest = at
  for (const { at } of looks) if (latest === null || at > latest) latest = at
  return latest
}
