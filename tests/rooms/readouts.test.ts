import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type Arm, metricNames, type Readout } from '#contract/readouts.ts'
import { closeReadout, findReadout, journeyReadout, listReadouts } from '#measurement/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { seeded } from '../support/hostile-moves.ts'
import {
  type FiguresShop,
  figuresJourney,
  figuresShop,
  naiveReadout,
  putFigures,
} from '../support/readout-shop.ts'

const day = 86_400_000
const start = new Date('2026-03-02T10:00:00Z')
const after = (days: number) => new Date(start.getTime() + days * day)
const definition = (change: object = {}) => ({
  name: figuresJourney,
  success: { measure: 'conversion' as const, withinDays: 14 },
  plan: { perArm: 10, weeks: 2 },
  ...change,
})
const armOf = ({ arms }: Readout, arm: Arm) => {
  const found = arms.find((one) => one.arm === arm)
  if (!found) throw new Error('no arm')
  return found
}

describeOnBoth('readouts', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  beforeEach(async () => {
    await sql`truncate customers, customer_links, exposures, products, variants, orders, order_lines, events, outbox,
      issued_offers, readouts cascade`.execute(store.db)
  })
  afterAll(() => store.close())

  test.each([1, 2, 3])('are what one reckons by hand, person by person (shop %i)', async (seed) => {
    const shop = figuresShop(150, seeded(seed))
    await putFigures(store.db, shop)
    for (const [withinDays, until] of [
      [14, after(60)],
      [30, after(100)],
    ] as const) {
      const asked = { definition: definition({ success: { measure: 'conversion', withinDays } }), until }
      const found = await journeyReadout(store.db, asked, after(120))
      const wanted = naiveReadout(shop, withinDays, until)
      expect(found.crossover).toBe(wanted.crossover)
      for (const arm of ['control', 'treated'] as const) {
        const [mine, byHand] = [armOf(found, arm), wanted.arms[arm]]
        expect({ exposed: mine.exposed, n: mine.n }).toEqual({ exposed: byHand.exposed, n: byHand.n })
        expect(mine.messageCost).toBeCloseTo(byHand.messageCost, 6)
        for (const metric of metricNames) {
          const values = byHand.figures[metric]
          const mean = values.reduce((sum, value) => sum + value, 0) / values.length
          expect({ metric, mean: mine.means[metric] }).toEqual({ metric, mean: expect.closeTo(mean, 6) })
          const difference = found.differences.find((one) => one.metric === metric)
          const other = wanted.arms.treated.figures[metric]
          const isShare = new Set([...values, ...other]).size <= 2
          if (arm === 'control' && !isShare && difference?.absolute) {
            const se = Math.sqrt(varianceOf(values) / values.length + varianceOf(other) / other.length)
            // Welch's 1.96 and a little more for few degrees of freedom
            const half = (difference.absolute.high - difference.absolute.low) / 2
            expect(half / se).toBeGreaterThan(1.95)
            expect(half / se).toBeLessThan(2.2)
          }
        }
      }
      const counted = found.weeks.reduce((sum, { control, treated }) => sum + control.n + treated.n, 0)
      expect(counted).toBe(wanted.arms.control.n + wanted.arms.treated.n)
    }
  })

  test('say "too early" until people and full weeks are enough, with wider intervals until then', async () => {
    await putFigures(store.db, withoutMismatch(figuresShop(200, seeded(4))))
    const read = (until: Date, plan = { perArm: 10, weeks: 2 }) =>
      journeyReadout(store.db, { definition: definition({ plan }), until }, until)
    const nobody = await read(start)
    expect(nobody).toMatchObject({ status: 'too_early', from: null, differences: [], weeks: [] })
    const early = await read(after(27))
    expect(early).toMatchObject({ status: 'too_early', interval: 'sequence', reached: { weeks: 1 } })
    expect(early.notes.join(' ')).toMatch(/Too early: 1 of 2 full weeks/)
    const ready = await read(after(60))
    expect(ready).toMatchObject({ status: 'ready', interval: 'welch' })
    expect(ready.differences[0]).toMatchObject({ metric: 'conversion', isPrimary: true, words: 'Conversion' })
    const few = await read(after(60), { perArm: 1000, weeks: 2 })
    expect(few.status).toBe('too_early')
    const width = ({ differences }: Readout) => {
      const { low = 0, high = 0 } = differences[0]?.absolute ?? {}
      return high - low
    }
    expect(width(few)).toBeGreaterThan(width(ready))
  })

  test('are blocked where the arms do not hold whom they should', async () => {
    const shop = figuresShop(300, seeded(5))
    for (const person of shop.people) person.share = 0.05
    await putFigures(store.db, shop)
    const found = await journeyReadout(store.db, { definition: definition() }, after(100))
    expect(found.status).toBe('blocked')
    expect(found.srm.p ?? 1).toBeLessThan(0.001)
    expect(found.notes[0]).toMatch(/were planned/)
    await expect(closeReadout(store.db, found, null, after(100))).rejects.toMatchObject({ kind: 'conflict' })
  })

  test('once closed never change, whatever comes to light', async () => {
    await putFigures(store.db, withoutMismatch(figuresShop(200, seeded(6))))
    const found = await journeyReadout(store.db, { definition: definition() }, after(60))
    const closed = await closeReadout(store.db, found, 'stf_1', after(60))
    await sql`update orders set status = 'returned'`.execute(store.db)
    await sql`delete from exposures where customer_id < 'cus_000050'`.execute(store.db)
    expect(await listReadouts(store.db, figuresJourney)).toEqual([closed])
    expect((await findReadout(store.db, closed.readoutId))?.readout).toEqual(found)
    expect(await journeyReadout(store.db, { definition: definition() }, after(60))).not.toEqual(found)
    expect(await findReadout(store.db, 'rdo_none')).toBeNull()
  })

  test('say plainly what is in no figure: costs and shares that are not on record, other currencies', async () => {
    await putFigures(store.db, figuresShop(150, seeded(1)))
    const { notes, arms, srm } = await journeyReadout(store.db, { definition: definition() }, after(100))
    expect(notes.join(' ')).toMatch(/% of what was bought the cost is not on record/)
    expect(notes.join(' ')).toMatch(/orders in another currency/)
    expect(notes.join(' ')).toMatch(/not on record what share was planned/)
    expect(arms[0].unknownCost).toBeGreaterThan(0)
    expect(srm.unknownShare).toBeGreaterThan(0)
  })
})

/** The plan is what the die did. */
function withoutMismatch(shop: FiguresShop): FiguresShop {
  for (const person of shop.people) person.share = 0.3
  return shop
}

function varianceOf(values: number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1)
}
