import { afterAll, beforeAll, expect, test } from 'vitest'
import { rfmGroups } from '#contract/segments.ts'
import { findByIdentifier } from '#domain/identity/index.ts'
import { type OrderInput, orderInput, upsertOrders } from '#domain/orders/index.ts'
import {
  latestModels,
  latestRun,
  listSegments,
  saveSegment,
  scoresOf,
  trainPredictions,
  trainWhenDue,
} from '#domain/segments/index.ts'
import type { Db, Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { allHappened, daysAgo, segmentNow as now, person } from '../support/segment-shop.ts'

const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)

/** Numbers that are the same in every run. */
function drawing(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31
    return state / 2 ** 31
  }
}

const CUSTOMERS = 240

/** Every third comes every other week, every third seldom and leaves soon, every third once; by chance all. */
function madeUpOrders(): OrderInput[] {
  const random = drawing(7)
  const orders: OrderInput[] = []
  for (let c = 0; c < CUSTOMERS; c++) {
    const gap = c % 3 === 0 ? 8 + 12 * random() : c % 3 === 1 ? 40 : 0
    let days = 480 - random() * 400
    for (let n = 0; days > 0 && n < 60; n++) {
      const total = Math.round(2000 + 3000 * random() + (c % 5) * 1000)
      orders.push(
        orderInput.parse({
          orderNumber: `T-${c}-${n}`,
          status: 'delivered',
          customer: { email: `c${c}@example.com` },
          currency: 'USD',
          total,
          lines: [{ productId: `p${n % 4}`, variantId: 'v', title: 'Mug', quantity: 1, unitPrice: total }],
          placedAt: daysAgo(days),
        }),
      )
      if (gap === 0 || random() < (c % 3 === 0 ? 0.04 : 0.3)) break
      days += gap * Math.log(1 - random())
    }
  }
  return orders
}

describeOnBoth('training on the shop’s own history', (open) => {
  let store: Store
  let db: Db
  beforeAll(async () => {
    store = await open()
    db = store.db
  })
  afterAll(() => store.close())

  const scores = async (email: string) =>
    scoresOf(db, (await findByIdentifier(db, 'email', email))?.customerId ?? '')

  test('a shop with nothing is told so, model by model', async () => {
    const result = await trainPredictions(db, daysAgo(1))
    expect(result).toMatchObject({ customers: 0, buyers: 0, currency: null })
    for (const model of result.models) {
      expect(model.inUse, model.name).toBe(false)
      expect(model.verdict).toMatch(/^not enough data/)
    }
    expect(await latestRun(db)).toMatchObject({ step: 'Done', error: null })
  })

  test('what beats its baselines is used, and every customer is scored', async () => {
    await upsertOrders(db, madeUpOrders(), 'test', now)
    const steps: number[] = []
    const result = await trainPredictions(db, now, { onProgress: ({ done }) => steps.push(done) })
    expect(result).toMatchObject({ customers: CUSTOMERS, buyers: CUSTOMERS, currency: 'USD' })
    expect(steps).toEqual([...steps].sort((a, b) => a - b))
    const models = new Map((await latestModels(db)).map((model) => [model.name, model]))
    expect(models.get('purchases')).toMatchObject({ inUse: true, trainedUntil: now })
    expect(models.get('buys_30')?.inUse).toBe(true)
    expect(models.get('clusters')?.inUse).toBe(true)
    expect(models.get('engages_email')?.verdict).toMatch(/^not enough data: 0 messages/)
    const some = async (from: number) => {
      const found = []
      for (let c = from; c < 90; c += 3) found.push(await scores(`c${c}@example.com`))
      return found.flatMap((one) => one ?? [])
    }
    const [often, once] = [await some(0), await some(2)]
    const mean = (people: typeof often, name: string) =>
      people.reduce((sum, { predictions }) => sum + (predictions[name] ?? Number.NaN), 0) / people.length
    for (const name of ['orders_90', 'buys_30', 'value_365'])
      expect(mean(often, name), name).toBeGreaterThan(2 * mean(once, name))
    for (const { rfm, predictions } of [...often, ...once]) {
      expect(rfmGroups).toContain(rfm?.group)
      expect(predictions).not.toHaveProperty('engages_email')
    }
    expect(new Set([...often, ...once].map(({ cluster }) => cluster)).size).toBeGreaterThan(1)
  })

  test('scores are asked for by the rules of segments, at once', async () => {
    const likely = { type: 'prediction', name: 'buys_30', op: 'at_least', value: 0.5 } as const
    const input = { description: '', purpose: 'marketing' as const }
    await saveSegment(db, { ...input, name: 'Likely', rule: likely }, null, now)
    await saveSegment(db, { ...input, name: 'Best', rule: { type: 'rfm', groups: ['champions'] } }, null, now)
    await saveSegment(
      db,
      { ...input, name: 'One', rule: { type: 'cluster', cluster: 'cluster 1' } },
      null,
      now,
    )
    await trainPredictions(db, later(1))
    const sizes = Object.fromEntries((await listSegments(db, later(1))).map((one) => [one.name, one.members]))
    for (const name of ['Likely', 'Best', 'One']) {
      expect(sizes[name], name).toBeGreaterThan(0)
      expect(sizes[name], name).toBeLessThan(CUSTOMERS)
    }
  })

  test('clusters keep their names from one night to the next', async () => {
    const before = (await latestModels(db)).find((model) => model.name === 'clusters')
    await trainPredictions(db, later(20))
    const after = (await latestModels(db)).find((model) => model.name === 'clusters')
    expect(describe(after?.metrics)).toEqual(describe(before?.metrics))
  })

  test('messages that were answered tell who answers', async () => {
    const people: string[] = []
    for (let i = 0; i < 110; i++) people.push(await person(db))
    const messages = people.flatMap((customerId, i) =>
      Array.from({ length: 6 }, (_, n) => daysAgo(10 + n * 28)).flatMap((at) => [
        { customerId, name: 'SMS Delivered', at },
        ...(i % 2 === 0 ? [{ customerId, name: 'SMS Link Clicked', at }] : []),
      ]),
    )
    await allHappened(db, messages)
    await trainPredictions(db, later(21))
    const model = (await latestModels(db)).find(({ name }) => name === 'engages_sms')
    expect(model).toMatchObject({ inUse: true })
    const [keen, silent] = [await scoresOf(db, people[0] ?? ''), await scoresOf(db, people[1] ?? '')]
    expect(keen?.predictions.engages_sms).toBeGreaterThan(0.8)
    expect(silent?.predictions.engages_sms).toBeLessThan(0.2)
    expect(keen?.rfm).toBeNull()
  })

  test('it is due once a night, and one trains at a time', async () => {
    expect(await trainWhenDue(db, later(22))).toBe(false) // three at night was at later(17)
    const both = await Promise.all([trainWhenDue(db, later(42)), trainWhenDue(db, later(42))])
    expect(both.sort()).toEqual([false, true])
    expect(await trainWhenDue(db, later(43))).toBe(false)
    const two = Promise.all([trainPredictions(db, later(49)), trainPredictions(db, later(49))])
    await expect(two).rejects.toMatchObject({ kind: 'conflict' })
  })

  test('a training that is stopped counts as not begun', async () => {
    await settled(db)
    const stop = new AbortController()
    const before = await latestRun(db)
    const running = trainPredictions(db, later(72), {
      signal: stop.signal,
      onProgress: ({ done }) => {
        if (done === 3) stop.abort()
      },
    })
    await expect(running).rejects.toThrow()
    expect((await latestRun(db))?.runId).toBe(before?.runId)
  })
})

/** What a cluster is called and what stands out, without the numbers that a day changes. */
function describe(metrics: unknown): unknown {
  if (typeof metrics !== 'object' || metrics === null || !('clusters' in metrics)) return null
  const clusters = Array.isArray(metrics.clusters) ? metrics.clusters : []
  return clusters.map(({ cluster, name }) => ({ cluster, name }))
}

/** The losing one of two trainings at once may still be the earlier one's: waits for it. */
async function settled(db: Db): Promise<void> {
  while ((await latestRun(db))?.endedAt === null) await new Promise((resolve) => setTimeout(resolve, 20))
}
