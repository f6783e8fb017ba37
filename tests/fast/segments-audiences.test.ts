import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rfmGroups } from '#contract/segments.ts'
import { takeTurns } from '#domain/segments/index.ts'
import { findClusters } from '../../domain/segments/clusters/find-clusters.ts'
import { kMeans } from '../../domain/segments/clusters/k-means.ts'
import { seeded } from '../../domain/segments/predictions/random.ts'
import { groupOf, groupTable, groupWords, scoreRfm } from '../../domain/segments/rfm.ts'
import { scaleUp } from '../../domain/segments/sample-count.ts'

const pause = takeTurns()

test('every group has its place in the table and its words', () => {
  expect(new Set(Object.values(groupTable).flat())).toEqual(new Set(rfmGroups))
  expect(Object.keys(groupWords).sort()).toEqual([...rfmGroups].sort())
  for (let recency = 1; recency <= 5; recency++)
    for (let frequency = 1; frequency <= 5; frequency++)
      for (let monetary = 1; monetary <= 5; monetary++)
        expect(rfmGroups).toContain(groupOf({ recency, frequency, monetary }))
  expect(groupOf({ recency: 5, frequency: 5, monetary: 5 })).toBe('champions')
  expect(groupOf({ recency: 5, frequency: 1, monetary: 1 })).toBe('new')
  expect(groupOf({ recency: 1, frequency: 5, monetary: 4 })).toBe('cant_lose')
  expect(groupOf({ recency: 1, frequency: 1, monetary: 1 })).toBe('lost')
})

test('equal customers have equal scores, and the better never the lower, in any order', () => {
  const buyers = fc.array(
    fc.record({
      lastDay: fc.integer({ min: 0, max: 9 }),
      purchases: fc.integer({ min: 1, max: 6 }),
      revenue: fc.integer({ min: -5, max: 50 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  fc.assert(
    fc.property(buyers, (people) => {
      const scores = scoreRfm(people)
      const turned = scoreRfm([...people].reverse()).reverse()
      expect(turned).toEqual(scores)
      for (const [i, a] of people.entries())
        for (const [j, b] of people.entries()) {
          const [one, other] = [scores[i], scores[j]]
          if (a.lastDay === b.lastDay) expect(one?.recency).toBe(other?.recency)
          if (a.revenue > b.revenue) expect(one?.monetary).toBeGreaterThanOrEqual(other?.monetary ?? 9)
          if (a.purchases > b.purchases) expect(one?.frequency).toBeGreaterThanOrEqual(other?.frequency ?? 9)
        }
    }),
    { numRuns: 100 },
  )
})

test('a hundred buyers who all differ fall into fifths', () => {
  const people = Array.from({ length: 100 }, (_, i) => ({ lastDay: i, purchases: i, revenue: i }))
  const scores = scoreRfm(people).map(({ recency }) => recency)
  for (let score = 1; score <= 5; score++)
    expect(Math.abs(scores.filter((one) => one === score).length - 20)).toBeLessThanOrEqual(1)
})

test('k-means finds groups that are there, and the same ones for the same seed', async () => {
  const random = seeded(1)
  const middle = [
    [0, 0],
    [10, 0],
    [0, 10],
  ]
  const rows = Array.from({ length: 300 }, (_, i) => (middle[i % 3] ?? []).map((m) => m + random() - 0.5))
  const first = await kMeans(rows, 3, 42, pause)
  const again = await kMeans(rows, 3, 42, pause)
  expect(again).toEqual(first)
  for (let i = 3; i < 300; i++) expect(first.labels[i]).toBe(first.labels[i % 3])
  expect(new Set(first.labels.slice(0, 3)).size).toBe(3)
})

test('clusters are as many as there are kinds of buyers, and say what stands out', async () => {
  const random = seeded(9)
  const spread = (value: number) => value * (0.8 + 0.4 * random())
  const kinds = [
    [5, 40, 9, 3000, 2, 400],
    [300, 2, 60, 2500, 1, 420],
    [20, 3, 30, 60_000, 12, 200],
    [8, 1, 8, 2000, 1, 9],
  ]
  const rows = Array.from({ length: 400 }, (_, i) => (kinds[i % 4] ?? []).map(spread))
  const model = await findClusters(rows, null, pause)
  expect(model?.centres).toHaveLength(4)
  expect(model?.clusters.map(({ customers }) => customers)).toEqual([100, 100, 100, 100])
  const names = model?.clusters.map(({ name }) => name) ?? []
  expect(new Set(names).size).toBe(4)
  expect(names.join(' ')).toMatch(/away for long/i)
  expect(names.join(' ')).toMatch(/large baskets|many things at once/i)
  const tomorrow = await findClusters(
    rows.map((row) => row.map((value) => value + 0.1)),
    model,
    pause,
  )
  expect(tomorrow?.clusters.map(({ name }) => name)).toEqual(names)
  expect(await findClusters(rows.slice(0, 50), null, pause)).toBeNull()
})

test('a sample says its interval, and the truth is in it 19 times in 20', () => {
  const random = seeded(2)
  for (const share of [0.002, 0.05, 0.5, 0.98]) {
    let inside = 0
    for (let run = 0; run < 400; run++) {
      let members = 0
      for (let i = 0; i < 5000; i++) if (random() < share) members++
      const { low, high, exact } = scaleUp({ asked: 5000, members, total: 1_000_000 })
      expect(exact).toBe(false)
      if (low <= share * 1_000_000 && share * 1_000_000 <= high) inside++
    }
    expect(inside / 400).toBeGreaterThan(0.92)
  }
  expect(scaleUp({ asked: 40, members: 7, total: 40 })).toMatchObject({ exact: true, low: 7, high: 7 })
  expect(scaleUp({ asked: 5000, members: 0, total: 90_000 }).low).toBe(0)
})
