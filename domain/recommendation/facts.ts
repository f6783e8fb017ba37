import { boughtBy, boughtByEach, factsOf as profileFactsOf } from '#domain/profile/index.ts'
import type { Db } from '#store/index.ts'
import { type Doing, type DoingKind, doingsOf, doingsOfEach } from './queries-facts.ts'
import type { BoughtBefore, PersonFacts, Seen } from './recommendation.ts'

const DAY_MS = 86_400_000
/** What was looked at longer ago says little of today. */
const REMEMBERED_DAYS = 90

/**
 * What is known of a person for recommending. `customerIds` are all members of that person. Whether it may be
 * used for personalisation is the caller's to ask, before this is read.
 */
export async function factsOf(db: Db, customerIds: readonly string[], now: Date): Promise<PersonFacts> {
  const doings = await doingsOf(db, customerIds, rememberedSince(now))
  return factsFrom(doings, await boughtBy(db, customerIds), now)
}

/** The same of each of these people, by the key given: as many statements as for one. */
export async function factsOfEach(
  db: Db,
  people: readonly { key: string; customerIds: readonly string[] }[],
  now: Date,
): Promise<Map<string, PersonFacts>> {
  if (people.length === 0) return new Map()
  const doings = await doingsOfEach(db, people, rememberedSince(now))
  const bought = await boughtByEach(db, people)
  return new Map(
    people.map(({ key }) => [key, factsFrom(doings.get(key) ?? [], bought.get(key) ?? nothingBought, now)]),
  )
}

const rememberedSince = (now: Date) => new Date(now.getTime() - REMEMBERED_DAYS * DAY_MS)

type Bought = Awaited<ReturnType<typeof boughtBy>>
const nothingBought: Bought = { orders: [], lines: [], goods: new Map() }

function factsFrom(doings: readonly Doing[], bought: Bought, now: Date): PersonFacts {
  const facts = profileFactsOf(bought, now)
  const of = (kind: DoingKind): Seen[] =>
    doings.filter((one) => one.kind === kind && one.at <= now).map(({ productId, at }) => ({ productId, at }))
  return {
    viewed: of('viewed'),
    carted: of('carted'),
    wished: of('wished'),
    bought: boughtBefore(bought.lines),
    due: facts.replenishment.map(({ productId, everyDays, lastAt, dueAt, state }) => ({
      productId,
      everyDays,
      lastAt,
      dueAt,
      state,
    })),
    categories: new Map(facts.categories.map(({ name, share }) => [name, share])),
    brands: new Map(facts.brands.map(({ name, share }) => [name, share])),
    storeId: facts.stores[0]?.name ?? null,
  }
}

function boughtBefore(
  lines: readonly { productId: string; placedAt: Date; quantity: number }[],
): Map<string, BoughtBefore> {
  const bought = new Map<string, BoughtBefore>()
  for (const { productId, placedAt, quantity } of lines) {
    const before = bought.get(productId)
    const times = (before?.times ?? 0) + (quantity > 0 ? 1 : 0)
    const lastAt = before && before.lastAt > placedAt ? before.lastAt : placedAt
    bought.set(productId, { lastAt, times })
  }
  return bought
}
