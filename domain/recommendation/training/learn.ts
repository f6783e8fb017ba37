import { pathsOf, type ShelfView } from '#knowledge/catalog/index.ts'
import { chooseModel } from '../evaluate/choose-model.ts'
import { leafOf } from '../leaf.ts'
import { trainTogether, trainViewedBought } from '../models/baskets-together.ts'
import { type PopularityEvent, trainPopularity } from '../models/popularity.ts'
import { trainSessions } from '../models/sessions-train.ts'
import { countPeople } from './count-people.ts'
import type { Learnt } from './learnt.ts'
import { learnLooks } from './looks.ts'
import { learnRepeats } from './repeats.ts'
import { basketsOf, packed, sessionsOf } from './sequences.ts'
import type { Signals } from './signals.ts'

/** The steps of learning, in their order. */
export const learningSteps = [
  'Counting what is popular',
  'Learning what is bought together',
  'Learning what lookers buy',
  'Learning what comes next',
  'Learning from visits',
  'Learning what is bought again',
  'Learning what completes what',
] as const

/** All models from what people did. `step` is told before each; `pause` is awaited all the time. */
export async function learn(
  signals: Signals,
  shelf: ShelfView,
  now: Date,
  step: (text: string) => Promise<void>,
  pause: () => Promise<void>,
): Promise<Learnt> {
  const { items, purchases, looks, counts } = signals
  const categoriesOf = (item: number) => pathsOf(shelf.get(items.ids[item] ?? '')?.categories ?? [])
  await step(learningSteps[0])
  const events = await eventsOf(signals, pause)
  const popularity = await trainPopularity(events, items, { now, categoriesOf }, pause)
  await step(learningSteps[1])
  const { baskets, personOf } = await basketsOf(purchases, pause)
  const orders = await packed(baskets, items, pause)
  const together = await trainTogether(orders, {}, pause)
  const togetherPeople = await countPeople(together, orders, personOf, pause)
  await step(learningSteps[2])
  const both = purchases.flatMap((bought, person) =>
    bought.length > 0 && looks[person]?.length ? person : [],
  )
  const lookers = await packed(chosen(looks, both), items, pause)
  const buyers = await packed(chosen(purchases, both), items, pause)
  const viewedBought = await trainViewedBought(lookers, buyers, {}, pause)
  await step(learningSteps[3])
  const histories = counts.purchases > 0 ? purchases : looks
  const next = await chooseModel(await packed(histories, items, pause), pause)
  await step(learningSteps[4])
  const views = looks.map((theirs) => theirs.filter(({ kind }) => kind === 'viewed'))
  const visits = await packed(await sessionsOf(views, pause), items, pause)
  const sessions = visits.item.length > 0 ? await trainSessions(visits, {}, pause) : null
  await step(learningSteps[5])
  const repeats = await learnRepeats(purchases, items.ids.length, pause)
  await step(learningSteps[6])
  const leafOfItem = items.ids.map((id) => leafOfId(shelf, id))
  return {
    trainedAt: now.getTime(),
    latestAt: signals.latestAt,
    signals: counts.purchases + counts.looks,
    ids: [...items.ids],
    products: shelf.size,
    popularity,
    together,
    togetherPeople,
    viewedBought,
    next,
    sessions,
    repeats,
    looks: await learnLooks(purchases, (item) => leafOfItem[item] ?? null, pause),
  }
}

function leafOfId(shelf: ShelfView, productId: string): string | null {
  const product = shelf.get(productId)
  return product && leafOf(product)
}

/** A purchase in a store counts for that store, a look where it came from. */
async function eventsOf(
  { purchases, looks }: Signals,
  pause: () => Promise<void>,
): Promise<PopularityEvent[]> {
  const events: PopularityEvent[] = []
  for (const [person, theirs] of looks.entries()) {
    for (const { item, at, kind, city } of theirs)
      events.push({ item, person, at, kind, place: city === null ? null : `city:${city.toLowerCase()}` })
    await pause()
  }
  for (const [person, theirs] of purchases.entries()) {
    for (const { item, at, storeId } of theirs)
      events.push({ item, person, at, kind: 'bought', place: storeId === null ? null : `store:${storeId}` })
    await pause()
  }
  return events
}

function chosen<S>(groups: readonly S[][], people: readonly number[]): S[][] {
  return people.map((person) => groups[person] ?? [])
}
