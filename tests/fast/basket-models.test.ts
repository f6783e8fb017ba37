import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  boughtTogether,
  evaluateBaskets,
  nextBasket,
  type Order,
  type PopularityEvent,
  packBaskets,
  popularIn,
  popularityOf,
  trainNextBasket,
  trainPopularity,
  trainTogether,
  trainViewedBought,
  trendingNow,
  viewedAlsoBought,
} from '#domain/recommendation/index.ts'
import { ndcgAt } from '../../domain/recommendation/evaluate/baskets.ts'
import { firstTen } from '../../domain/recommendation/models/baskets-choose.ts'
import { NEXT_FEATURES, nextCandidates } from '../../domain/recommendation/models/baskets-next-features.ts'
import { itemIndex, packSequences } from '../../domain/recommendation/models/interactions.ts'

const DAY = 86_400_000
const order = (customer: string | null, day: number, ...items: string[]): Order => ({
  customer,
  at: day * DAY,
  items,
})
const plain = { halfLife: 1e9, basketPower: 0, toPower: 0, smoothing: 0 }

test('orders in any order are packed by time, each thing once', () => {
  const baskets = packBaskets([
    order('bo', 3, 'tea', 'tea'),
    order(null, 1, 'cup'),
    order('al', 2),
    order('al', 2, 'tea', 'cup'),
  ])
  expect(baskets.items.ids).toEqual(['cup', 'tea'])
  expect([...baskets.start]).toEqual([0, 1, 3, 4])
  expect([...baskets.item]).toEqual([0, 1, 0, 1])
  expect([...baskets.customer]).toEqual([-1, 0, 1])
})

test('a pair counts by the age and the size of its baskets, and what sells of late starts ahead', async () => {
  const baskets = packBaskets([
    order('al', 0, 'tea', 'cup', 'jam'),
    order('bo', 10, 'tea', 'cup'),
    order('cy', 10, 'pen'),
  ])
  const tea = baskets.items.at.get('tea') ?? -1
  const name = (item: number) => baskets.items.ids[item]
  const model = await trainTogether(baskets, { ...plain, halfLife: 10, basketPower: 1 })
  const told = boughtTogether(model, tea, 5).map((one) => ({ ...one, item: name(one.item) }))
  expect(told).toEqual([
    { item: 'cup', score: expect.closeTo(1 / 2 + (1 / 2) * (1 / 3), 5), baskets: 2 },
    { item: 'jam', score: expect.closeTo((1 / 2) * (1 / 3), 5), baskets: 1 },
  ])
  const smooth = await trainTogether(baskets, { ...plain, smoothing: 12, popularHalfLife: 10 })
  // sales of late: tea and cup 1.5 each, jam .5, pen 1: of 4.5
  expect(boughtTogether(smooth, tea, 1)[0]?.score).toBeCloseTo(2 + (12 * 1.5) / 4.5, 4)
  const pen = baskets.items.at.get('pen') ?? -1
  expect(boughtTogether(smooth, pen, 5)).toEqual([]) // never with anything: said so
  expect([...firstTen(smooth, pen)].map(name)).not.toContain('pen')
})

const someOrders = fc.array(
  fc.record({
    day: fc.integer({ min: 0, max: 400 }),
    items: fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 30 },
)

test('counting by item finds what counting all pairs finds', async () => {
  await fc.assert(
    fc.asyncProperty(someOrders, async (orders) => {
      const baskets = packBaskets(orders.map(({ day, items }) => order(null, day, ...items)))
      const params = { halfLife: 30, basketPower: 0.5, toPower: 0, smoothing: 0 }
      const model = await trainTogether(baskets, params)
      const newest = Math.max(...orders.map(({ day }) => day))
      for (const [x, name] of baskets.items.ids.entries()) {
        const sums = new Map<string, number>()
        for (const { day, items } of orders.filter((one) => one.items.includes(name)))
          for (const other of items.filter((one) => one !== name)) {
            const worth = 2 ** (-(newest - day) / 30) * items.length ** -0.5
            sums.set(other, (sums.get(other) ?? 0) + worth)
          }
        const found = boughtTogether(model, x, 10)
        expect(found).toHaveLength(sums.size)
        for (const { item, score } of found)
          expect(score).toBeCloseTo(sums.get(baskets.items.ids[item] ?? '') ?? -1, 4)
      }
    }),
    { numRuns: 100 },
  )
})

test('what lookers bought is counted once a person, and never the thing itself', async () => {
  const items = itemIndex(['boot', 'sock', 'wax'])
  const of = (rows: [string, string][]) =>
    packSequences(
      rows.map(([user, item], at) => ({ user, item, at })),
      items,
    )
  const looks = of([
    ['al', 'boot'],
    ['al', 'boot'],
    ['bo', 'boot'],
    ['cy', 'sock'],
  ])
  const bought = of([
    ['al', 'sock'],
    ['bo', 'sock'],
    ['cy', 'wax'],
  ])
  const model = await trainViewedBought(looks, bought, plain)
  expect(viewedAlsoBought(model, 0, 5).map(({ item, baskets }) => [items.ids[item], baskets])).toEqual([
    ['sock', 2],
  ])
  expect(viewedAlsoBought(model, 1, 5).map(({ item, baskets }) => [items.ids[item], baskets])).toEqual([
    ['wax', 1],
  ])
})

test('who buys coffee every week buys coffee next, and may buy what sells', async () => {
  const orders = Array.from({ length: 20 }, (_, week) => [
    order('al', week * 7, 'coffee', week % 4 === 0 ? 'filter' : 'milk'),
    order('bo', week * 7 + 1, 'tea', 'cup'),
    order(`guest ${week}`, week * 7 + 2, 'stollen'),
  ]).flat()
  const baskets = packBaskets(orders)
  const model = await trainNextBasket(baskets)
  const itemOf = (name: string) => baskets.items.at.get(name) ?? -1
  const history = [0, 7, 14].map((day) => ({
    items: [itemOf('coffee'), itemOf('milk')],
    at: (120 + day) * DAY,
  }))
  const next = nextBasket(model, history, 141 * DAY, 6).map(({ item }) => baskets.items.ids[item])
  expect(next.slice(0, 2).sort()).toEqual(['coffee', 'milk'])
  expect(next).toContain('stollen')
  expect(new Set(next).size).toBe(next.length)
  expect(nextBasket(model, [], 141 * DAY, 3)).toHaveLength(3) // nobody we know: what sells
})

test('what is known of a customer and a thing is told to the weights as the formulas say', async () => {
  const baskets = packBaskets([order('al', 0, 'tea', 'cup'), order('bo', 30, 'tea', 'jam')])
  const model = await trainNextBasket(baskets)
  const [tea = -1, cup = -1, jam = -1] = ['tea', 'cup', 'jam'].map((name) => baskets.items.at.get(name))
  const history = [
    { items: [tea, cup], at: 0 },
    { items: [tea], at: 30 * DAY },
  ]
  const { items, rows } = nextCandidates(model, history, 60 * DAY)
  const row = (item: number) => rows.subarray(items.indexOf(item) * NEXT_FEATURES).subarray(0, NEXT_FEATURES)
  const [older, newer] = [0.9 * 2 ** (-60 / 300), 2 ** (-30 / 300)]
  expect(row(tea)[0]).toBeCloseTo(Math.log(1 + 1e-4), 9)
  expect(row(cup)[0]).toBeCloseTo(Math.log(older / (older + newer) + 1e-4), 9)
  expect(row(jam)[0]).toBeCloseTo(Math.log(1e-4), 9)
  const [olderFast, newerFast] = [0.9 * 2 ** -2, 2 ** -1]
  expect(row(cup)[1]).toBeCloseTo(Math.log(olderFast / (olderFast + newerFast) + 1e-4), 9)
  expect([...row(tea)].slice(2, 7)).toEqual([1, Math.log(2), Math.log(31), 1, Math.log(2)])
  expect([...row(cup)].slice(2, 7)).toEqual([1, 0, Math.log(61), 0, Math.log(2)])
  expect([...row(jam)].slice(2, 7)).toEqual([0, 0, 0, 0, 0])
  expect(row(tea)[12]).toBeCloseTo(Math.log(31 / 30), 9) // thirty days since, thirty between
})

test('where nobody buys a thing twice, nobody is told to', async () => {
  // a course in twelve parts: each customer takes one a week, all began at different times
  const orders = Array.from({ length: 120 }, (_, n) =>
    Array.from({ length: 12 }, (_, part) => order(`customer ${n}`, n + part * 7, `part ${part}`)),
  ).flat()
  const baskets = packBaskets(orders)
  const model = await trainNextBasket(baskets)
  const parts = [0, 1, 2].map((part) => baskets.items.at.get(`part ${part}`) ?? -1)
  const history = parts.map((item, n) => ({ items: [item], at: (180 + 7 * n) * DAY }))
  const [next] = nextBasket(model, history, 201 * DAY, 1)
  expect(parts).not.toContain(next?.item)
})

test('one’s own rarity is thought of, however much else sells better', async () => {
  const crowd = Array.from({ length: 600 }, (_, n) =>
    order(null, n % 60, `thing ${n % 150}`, `thing ${(n + 1) % 150}`),
  )
  const own = [5, 25, 45].map((day) => order('al', day, 'saffron'))
  const baskets = packBaskets([...crowd, ...own])
  const saffron = baskets.items.at.get('saffron') ?? -1
  const model = await trainNextBasket(baskets)
  const history = [5, 25, 45].map((day) => ({ items: [saffron], at: day * DAY }))
  expect(nextBasket(model, history, 61 * DAY, 1)[0]?.item).toBe(saffron)
})

test('NDCG at a cut', () => {
  expect(ndcgAt([7, 1, 2], new Set([7]), 10)).toBe(1)
  expect(ndcgAt([1, 7, 2], new Set([7, 8]), 10)).toBeCloseTo(1 / Math.log2(3) / (1 + 1 / Math.log2(3)), 12)
  expect(ndcgAt([1, 2, 7], new Set([7]), 2)).toBe(0)
})

test('the last days are not learned from', async () => {
  // al and bo always buy ink with paper; only in the last days does everybody take glue with paper
  const early = Array.from({ length: 40 }, (_, n) => order('al', n, 'paper', 'ink'))
  const filler = Array.from({ length: 1500 }, (_, n) =>
    order('bo', n % 40, `thing ${n % 30}`, `thing ${(n + 1) % 30}`),
  )
  const late = Array.from({ length: 9 }, (_, n) => order('al', 50 + n, 'paper', 'glue'))
  const report = await evaluateBaskets(packBaskets([...early, ...filler, ...late]), 10)
  expect(report).toMatchObject({ baskets: 9, customers: 1, learnedFrom: 1540 })
  expect(report.boughtTogetherHit10).toBe(0)
  const honest = await evaluateBaskets(
    packBaskets([...early, ...filler, ...late.map((one) => ({ ...one, items: ['paper', 'ink'] }))]),
    10,
  )
  expect(honest.boughtTogetherHit10).toBe(1)
})

const event = (
  item: number,
  person: number,
  day: number,
  more: Partial<PopularityEvent> = {},
): PopularityEvent => ({
  item,
  person,
  at: day * DAY,
  kind: 'viewed',
  place: null,
  ...more,
})
const shelf = itemIndex(['boot', 'sock', 'wax'])
const popularity = (events: PopularityEvent[]) =>
  trainPopularity(events, shelf, {
    now: new Date(100 * DAY),
    categoriesOf: (item) => (item === 2 ? ['care'] : ['wear']),
  })

test('popularity fades, weighs purchases, and is not made by reloading', async () => {
  const model = await popularity([
    ...Array.from({ length: 50 }, () => event(0, 1, 100)),
    event(1, 1, 100),
    event(1, 2, 86, { kind: 'bought', place: 'store:1' }),
    event(2, 3, 30),
  ])
  expect(popularIn(model, 'all', 5)).toEqual([
    { item: 1, score: 6, people: 2 }, // a view, and a purchase a half-life ago
    { item: 0, score: 1, people: 1 },
    { item: 2, score: expect.closeTo(2 ** -5, 5), people: 0 },
  ])
  expect(popularityOf(model, 1)).toBe(1)
  expect(popularityOf(model, 0)).toBeCloseTo(1 / 6, 6)
  expect(popularIn(model, 'store:1', 5)).toEqual([{ item: 1, score: 5, people: 1 }])
  expect(popularIn(model, 'store:2', 5)).toEqual([])
  expect(popularIn(model, 'category:care', 5).map(({ item }) => item)).toEqual([2])
  expect(popularIn(model, 'category:wear', 1).map(({ item }) => item)).toEqual([1])
})

test('what rises is trending, what has always sold is not', async () => {
  const steady = Array.from({ length: 100 }, (_, day) => [
    event(0, day % 9, day),
    event(0, 20 + (day % 9), day),
  ])
  const rising = Array.from({ length: 30 }, (_, n) => event(1, n, 97 + (n % 3)))
  const alone = Array.from({ length: 60 }, (_, n) => event(2, 1, 40 + n))
  const model = await popularity([...steady.flat(), ...rising, ...alone])
  const trending = trendingNow(model, 5).map(({ item }) => item)
  expect(trending[0]).toBe(1)
  expect(trending).not.toContain(2) // one person is no trend
})
