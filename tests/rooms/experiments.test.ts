import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Exposure,
  erasePerson,
  exportPerson,
  exposuresOf,
  exposuresRelation,
  holdoutCounts,
  holdouts,
  recordExposures,
  recordTestExposures,
} from '#domain/experiments/index.ts'
import { createCustomer, mergeCustomers, unmergeCustomers } from '#domain/identity/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = new Date('2026-04-02T10:00:00Z')
const shares = { global: 5, associates: 0, journeys: 10 }
const { global, journey } = holdouts(shares)

describeOnBoth('exposures', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  const exposed = (customerId: string, change: Partial<Exposure> = {}): Exposure => ({
    customerId,
    rootId: customerId,
    experiment: global,
    variation: 'treated',
    outboxId: null,
    ...change,
  })
  const both = (customerId: string, otherId: string) => ({
    customerId,
    otherId,
    staffId: 'stf_1',
    reason: 'asked',
  })
  const newCustomer = async () => (await createCustomer(store.db, { source: 'test' }, now)).customerId

  test('the first exposure stays, in one call and over many', async () => {
    const [one, two] = [await newCustomer(), await newCustomer()]
    const first = [
      exposed(one, { outboxId: 'out_1' }),
      exposed(one, { variation: 'control' }),
      exposed(two, { variation: 'control' }),
    ]
    await inTransaction(store.db, (tx) => recordExposures(tx, first, now))
    const own = exposed(one, { experiment: journey('winback'), variation: 'control' })
    await recordExposures(store.db, [exposed(one, { variation: 'control' }), own], later)
    await recordExposures(store.db, [], later)
    expect(await exposuresOf(store.db, [one, two])).toEqual(
      [
        { customerId: one, experiment: 'holdout:global', variation: 'treated', exposedAt: now },
        { customerId: two, experiment: 'holdout:global', variation: 'control', exposedAt: now },
        { customerId: one, experiment: 'holdout:journey:winback', variation: 'control', exposedAt: later },
      ].sort(
        (a, b) => a.exposedAt.getTime() - b.exposedAt.getTime() || (a.customerId < b.customerId ? -1 : 1),
      ),
    )
    expect(await exposuresOf(store.db, [])).toEqual([])
  })

  test('many at once leave one row each and one row of the experiment', async () => {
    const experiment = journey('birthday')
    const customers = Array.from({ length: 20 }, (_, i) => `cus_many_${i}`)
    await Promise.all(
      Array.from({ length: 10 }, () =>
        recordExposures(
          store.db,
          customers.map((id) => exposed(id, { experiment })),
          now,
        ),
      ),
    )
    expect(await exposuresOf(store.db, customers)).toHaveLength(20)
    const row = (await holdoutCounts(store.db)).filter(({ experiment: key }) => key === experiment.key)
    expect(row).toMatchObject([{ kind: 'journey', share: 0.1, startedAt: now }])
  })

  test('another share is noted with the next exposure, and moves nobody', async () => {
    const [before, after] = ['cus_share_1', 'cus_share_2']
    const experiment = journey('restock')
    await recordExposures(store.db, [exposed(before, { experiment, variation: 'control' })], now)
    const larger = holdouts({ ...shares, journeys: 30 }).journey('restock')
    await recordExposures(store.db, [exposed(before, { experiment: larger })], later)
    await recordExposures(store.db, [exposed(after, { experiment: larger })], later)
    expect(await exposuresOf(store.db, [before])).toMatchObject([{ variation: 'control' }])
    const row = (await holdoutCounts(store.db)).find(({ experiment: key }) => key === experiment.key)
    expect(row).toMatchObject({ share: 0.3, startedAt: now })
  })

  describe('people', () => {
    test('are counted as they are joined now: a merge across arms is a crossover, parted they have their arms', async () => {
      const experiment = journey('counted')
      const [control, treated, alone, same] = [
        await newCustomer(),
        await newCustomer(),
        await newCustomer(),
        await newCustomer(),
      ]
      const counted = async () => {
        const rows = await holdoutCounts(store.db)
        const row = rows.find(({ experiment: key }) => key === experiment.key)
        return row && [row.control, row.treated, row.crossover]
      }
      await recordExposures(
        store.db,
        [
          exposed(control, { experiment, variation: 'control' }),
          exposed(treated, { experiment }),
          exposed(alone, { experiment }),
          exposed(same, { experiment }),
        ],
        now,
      )
      expect(await counted()).toEqual([1, 3, 0])
      await mergeCustomers(store.db, both(alone, same), now)
      expect(await counted()).toEqual([1, 2, 0])
      await mergeCustomers(store.db, both(control, treated), now)
      expect(await counted()).toEqual([0, 1, 1])
      await unmergeCustomers(store.db, { ...both(control, treated), apart: [treated] }, now)
      expect(await counted()).toEqual([1, 2, 0])
    })

    test('have their exposures in their copy, and none after an erasure', async () => {
      const [gone, stays] = [await newCustomer(), await newCustomer()]
      await recordExposures(store.db, [exposed(gone), exposed(stays)], now)
      const shown = { customerId: gone, rootId: gone, test: 'creative:lamp', arm: 'crv_a', outboxId: null }
      await recordTestExposures(store.db, [shown, { ...shown, arm: 'crv_b' }], now)
      expect(await exportPerson(store.db, [gone])).toMatchObject({
        exposures: [{ customer_id: gone, experiment: 'holdout:global', variation: 'treated' }],
        test_exposures: [{ customer_id: gone, test: 'creative:lamp', arm: 'crv_a' }],
      })
      await erasePerson(store.db, [gone], later)
      expect(await exportPerson(store.db, [gone])).toEqual({ exposures: [], test_exposures: [] })
      expect(await exposuresOf(store.db, [gone, stays])).toHaveLength(1)
    })

    test('are found by other rooms in a set', async () => {
      const id = await newCustomer()
      await recordExposures(store.db, [exposed(id)], now)
      const { rows } = await exposuresRelation.execute(store.db)
      expect(rows).toContainEqual({
        customer_id: id,
        experiment: 'holdout:global',
        variation: 'treated',
        exposed_at: now,
        share: 0.05,
      })
    })
  })
})
