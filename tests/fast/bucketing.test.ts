import { describe, expect, test } from 'vitest'
import {
  askHoldouts,
  assign,
  bucketRanges,
  chooseVariation,
  equalWeights,
  hash,
  holdouts,
  inNamespace,
  variationFor,
} from '#domain/experiments/index.ts'
import { sharedData } from '../support/shared-data.ts'

const file = sharedData('experiments/bucketing-cases.json')

interface Cases {
  hash: [seed: string, value: string, version: number, expected: number | null][]
  getBucketRange: [
    name: string,
    [variations: number, coverage: number, weights: number[] | null],
    [number, number][],
  ][]
  chooseVariation: [name: string, at: number, ranges: [number, number][], expected: number][]
  inNamespace: [name: string, value: string, namespace: [string, number, number], expected: boolean][]
  getEqualWeights: [variations: number, expected: number[]][]
}

describe.skipIf(file === null)(
  `GrowthBook’s cases${file === null ? ': ../shared/data is absent' : ''}`,
  () => {
    const cases: Cases = JSON.parse(file ?? '{}')
    const near = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 8))

    test('hash, versions 1 and 2, and none for another', () => {
      expect(cases.hash.length).toBeGreaterThan(10)
      for (const [seed, value, version, expected] of cases.hash)
        expect({ seed, value, at: hash(seed, value, version) }).toEqual({ seed, value, at: expected })
    })

    test('bucket ranges by coverage and weights', () => {
      for (const [name, input, expected] of cases.getBucketRange)
        expect({ name, ranges: bucketRanges(...input) }).toEqual({ name, ranges: expected.map(near) })
    })

    test('the variation at a place', () => {
      for (const [name, at, ranges, expected] of cases.chooseVariation)
        expect({ name, chosen: chooseVariation(at, ranges) }).toEqual({ name, chosen: expected })
    })

    test('namespaces', () => {
      for (const [name, value, namespace, expected] of cases.inNamespace)
        expect({ name, inside: inNamespace(value, namespace) }).toEqual({ name, inside: expected })
    })

    test('equal weights', () => {
      for (const [variations, expected] of cases.getEqualWeights)
        expect(equalWeights(variations)).toEqual(near(expected))
    })
  },
)

test('beyond ASCII the hash is of UTF-16 units, as in GrowthBook’s JavaScript SDK (1.8.0 answered these)', () => {
  const answered: [string, string, number][] = [
    ['größe', 'Zoë', 0.0583],
    ['holdout:journey:Frühling', 'cus_1', 0.5786],
    ['seed', '日本', 0.9652],
    ['seed', '🦩', 0.8194],
    ['k', 'é', 0.1544],
  ]
  for (const [seed, value, at] of answered) expect(hash(seed, value, 2)).toBe(at)
})

describe('holdouts', () => {
  const shares = { global: 5, associates: 10, journeys: 20 }
  const { global, associates, journey } = holdouts(shares)
  const ids = Array.from({ length: 20_000 }, (_, i) => `cus_${i}`)
  const heldOut = (experiment: typeof global) =>
    new Set(ids.filter((id) => assign(experiment, id) === 'control'))

  test('each holds out its share', () => {
    // three standard errors of 20,000 draws at 20% are 0.85 points
    expect((heldOut(global).size / ids.length) * 100).toBeCloseTo(5, -0.3)
    for (const [experiment, share] of [
      [global, 0.05],
      [associates, 0.1],
      [journey('winback'), 0.2],
    ] as const)
      expect(Math.abs(heldOut(experiment).size / ids.length - share)).toBeLessThan(0.0085)
  })

  test('who is held out of one says nothing of another', () => {
    const [first, second] = [heldOut(journey('winback')), heldOut(journey('birthday'))]
    const both = [...first].filter((id) => second.has(id)).length
    expect(Math.abs(both / ids.length - 0.04)).toBeLessThan(0.005)
  })

  test('a larger share keeps everybody who was held out', () => {
    const larger = heldOut(holdouts({ ...shares, global: 15 }).global)
    expect([...heldOut(global)].filter((id) => !larger.has(id))).toEqual([])
    expect(larger.size).toBeGreaterThan(heldOut(global).size * 2)
  })

  test('whoever was exposed keeps the arm, whatever root or share say', () => {
    const everybody = { ...global, share: 0.5 }
    for (const id of ids.slice(0, 50)) {
      expect(variationFor(everybody, id, ['treated'])).toBe('treated')
      expect(variationFor({ ...global, share: 0.0001 }, id, ['control', 'control'])).toBe('control')
      expect(variationFor(everybody, id, ['control', 'treated'])).toBe('crossover')
      expect(variationFor(everybody, id, [])).toBe(assign(everybody, id))
    }
  })

  test('the first that holds out answers, and the next is not exposed', () => {
    const own = journey('winback')
    const inGlobal = ids.find((id) => assign(global, id) === 'control') ?? ''
    const inOwn = ids.find((id) => assign(global, id) === 'treated' && assign(own, id) === 'control') ?? ''
    expect(askHoldouts([global, own], inGlobal, [])).toEqual({
      heldOut: { experiment: 'holdout:global', as: 'control' },
      exposures: [{ experiment: global, variation: 'control' }],
    })
    expect(askHoldouts([global, own], inOwn, [])).toEqual({
      heldOut: { experiment: 'holdout:journey:winback', as: 'control' },
      exposures: [
        { experiment: global, variation: 'treated' },
        { experiment: own, variation: 'control' },
      ],
    })
    const across = (['control', 'treated'] as const).map((variation) => ({ experiment: own.key, variation }))
    expect(askHoldouts([global, own], inOwn, across).heldOut).toEqual({
      experiment: own.key,
      as: 'crossover',
    })
  })

  test('a holdout that is off holds nobody out and exposes nobody', () => {
    const off = holdouts({ global: 0, associates: 0, journeys: 0 })
    const exposed = [{ experiment: 'holdout:global', variation: 'control' as const }]
    expect(askHoldouts([off.global, off.associates], 'cus_1', exposed)).toEqual({
      heldOut: null,
      exposures: [],
    })
  })
})
