import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  anytime,
  chiSquareUpper,
  incompleteBeta,
  type Sample,
  srm,
  tCritical,
  tTwoSided,
  varianceOf,
  welch,
} from '#measurement/index.ts'
import { sharedData } from '../support/shared-data.ts'

interface Vector {
  id: string
  a: Sample
  b: Sample
  difference: 'absolute' | 'relative'
  tuning?: number
  expect: { lift: number; stderr: number; ci: [number, number]; p: number }
}

const file = sharedData('experiments/statistics-vectors.json')
const vectors = (): Vector[] => (file ? JSON.parse(file).cases : [])
const vectorOf = (id: string) => {
  const vector = vectors().find((one) => one.id === id)
  if (!vector) throw new Error(`there is no vector ${id}`)
  return vector
}

describe.skipIf(!file)(`published vectors${file ? '' : ': no shared data'}`, () => {
  test.each(['T1-welch-relative', 'T2-welch-absolute', 'S1-sequential-mean'])('%s to its rounding', (id) => {
    const { a, b, difference, tuning, expect: wanted } = vectorOf(id)
    const found = tuning === undefined ? welch(a, b, difference) : anytime(a, b, difference, tuning)
    expect(found?.difference).toBeCloseTo(wanted.lift, 5)
    expect(found?.standardError).toBeCloseTo(wanted.stderr, 5)
    expect(found?.low).toBeCloseTo(wanted.ci[0], 5)
    expect(found?.high).toBeCloseTo(wanted.ci[1], 5)
    expect(found?.p).toBeCloseTo(wanted.p, 5)
  })
})

describe('distributions', () => {
  // closed forms: I_x(1, b), I_x(a, 1), I_½(a, a), the arcsine law; and t with 1, 2 and 4 degrees of freedom
  test('the incomplete beta function holds to eleven digits where it is known in closed form', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true }),
        fc.integer({ min: 1, max: 400 }),
        (x, b) => {
          const close = (found: number, wanted: number) =>
            expect(Math.abs(found - wanted)).toBeLessThanOrEqual(1e-11 * Math.max(wanted, 1e-12) + 1e-14)
          close(incompleteBeta(x, 1, b), -Math.expm1(b * Math.log1p(-x)))
          close(incompleteBeta(x, b, 1), x ** b)
          close(incompleteBeta(x, 0.5, 0.5), (2 / Math.PI) * Math.asin(Math.sqrt(x)))
        },
      ),
    )
    for (const a of [0.5, 3, 40, 5000]) expect(incompleteBeta(0.5, a, a)).toBeCloseTo(0.5, 11)
  })

  test('Student’s t is Cauchy’s with one degree of freedom, and known with two', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 50, noNaN: true }), (t) => {
        expect(tTwoSided(t, 1)).toBeCloseTo(1 - (2 / Math.PI) * Math.atan(t), 11)
        expect(tTwoSided(t, 2)).toBeCloseTo(1 - t / Math.sqrt(2 + t * t), 11)
      }),
    )
  })

  // tables of NIST's e-Handbook, 1.3.6.7.2 and 1.3.6.7.4
  test('critical values are those of the tables', () => {
    const t = [
      [1, 12.706],
      [2, 4.303],
      [10, 2.228],
      [30, 2.042],
      [100, 1.984],
      [1e9, 1.96],
    ]
    for (const [degrees = 0, critical = 0] of t) expect(tCritical(0.05, degrees)).toBeCloseTo(critical, 2.9)
    const chi = [
      [1, 3.841, 0.05],
      [1, 10.828, 0.001],
      [2, 5.991, 0.05],
      [10, 18.307, 0.05],
      [100, 124.342, 0.05],
    ]
    for (const [degrees = 0, x = 0, upper = 0] of chi)
      expect(chiSquareUpper(x, degrees)).toBeCloseTo(upper, 4)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), (x) => {
        expect(chiSquareUpper(x, 2)).toBeCloseTo(Math.exp(-x / 2), 12)
      }),
    )
  })
})

const sampleOf = (values: number[], isShare = false): Sample => ({
  n: values.length,
  sum: values.reduce((sum, value) => sum + value, 0),
  sumSquares: values.reduce((sum, value) => sum + value ** 2, 0),
  isShare,
})

describe('a comparison', () => {
  test('says nothing of fewer than two in an arm, or of none', () => {
    const [one, two] = [sampleOf([3]), sampleOf([3, 5])]
    for (const [a, b] of [
      [one, two],
      [two, one],
      [sampleOf([]), two],
    ] as const) {
      expect(welch(a, b, 'absolute')).toBeNull()
      expect(anytime(a, b, 'absolute', 100)).toBeNull()
    }
  })

  test('without any variance: the same is the same, and a difference is no chance that could be reckoned', () => {
    const [five, six] = [sampleOf([5, 5, 5]), sampleOf([6, 6, 6])]
    expect(welch(five, five, 'absolute')).toEqual({ difference: 0, standardError: 0, low: 0, high: 0, p: 1 })
    expect(welch(five, six, 'absolute')).toBeNull()
    expect(anytime(five, six, 'relative', 100)).toBeNull()
    // one arm alone is enough to reckon with
    expect(welch(five, sampleOf([5, 6, 7]), 'absolute')?.difference).toBe(1)
    const rounded = { n: 3, sum: 0.3, sumSquares: 0.03 - 1e-18 }
    expect(varianceOf(rounded)).toBe(0)
  })

  test('of a base of 0 there is no relative difference; a negative base counts by its size', () => {
    const nothing = sampleOf([-1, 1, 0])
    const some = sampleOf([1, 2, 3])
    expect(welch(nothing, some, 'relative')).toBeNull()
    expect(welch(nothing, some, 'absolute')?.difference).toBe(2)
    expect(welch(sampleOf([-9, -11]), sampleOf([-4, -6]), 'relative')?.difference).toBeCloseTo(0.5, 12)
  })

  test('turned round it is the same distance and the same p; the interval holds the difference', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 100_000 }), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(values, values, (first, second) => {
        const [a, b] = [sampleOf(first), sampleOf(second)]
        const there = welch(a, b, 'absolute')
        const back = welch(b, a, 'absolute')
        if (there === null) return expect(back).toBeNull()
        expect(back?.difference).toBeCloseTo(-there.difference, 6)
        expect(back?.p).toBeCloseTo(there.p, 9)
        expect(there.low <= there.difference && there.difference <= there.high).toBe(true)
        expect(there.low > 0 || there.high < 0).toBe(there.p < 0.05)
        // whoever may look as often as they like pays with a wider interval
        const often = anytime(a, b, 'absolute', a.n + b.n)
        expect((often?.high ?? 0) - (often?.low ?? 0)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('a share’s variance is p(1 − p)', () => {
    expect(varianceOf({ n: 10, sum: 3, sumSquares: 3, isShare: true })).toBeCloseTo(0.21, 12)
    expect(varianceOf({ n: 10, sum: 3, sumSquares: 3 })).toBeCloseTo(0.21 * (10 / 9), 12)
  })
})

describe('sample ratio mismatch', () => {
  test('is Pearson’s chi-square for one share', () => {
    const found = srm([{ share: 0.5, control: 5200, treated: 4800 }])
    expect(found.p).toBeCloseTo(chiSquareUpper(2 * (200 ** 2 / 5000), 1), 12)
    expect(found).toMatchObject({ isMismatch: true, expected: { control: 5000, treated: 5000 } })
    expect(srm([{ share: 0.1, control: 100, treated: 900 }])).toMatchObject({ p: 1, isMismatch: false })
  })

  test('a share changed on the way is no mismatch where each time it was kept', () => {
    const kept = [
      { share: 0.1, control: 1000, treated: 9000 },
      { share: 0.3, control: 3000, treated: 7000 },
    ]
    expect(srm(kept).isMismatch).toBe(false)
    // against either share alone it would be one
    expect(srm([{ share: 0.1, control: 4000, treated: 16000 }]).isMismatch).toBe(true)
  })

  test('what is tiny does not block, however sure it is; what was never on record is left out', () => {
    const tiny = srm([{ share: 0.5, control: 50_045_000, treated: 49_955_000 }])
    expect(tiny.p ?? 1).toBeLessThan(0.001)
    expect(tiny.isMismatch).toBe(false)
    expect(srm([{ share: null, control: 10, treated: 10 }])).toMatchObject({ p: null, isMismatch: false })
    expect(srm([])).toMatchObject({ p: null })
    expect(srm([{ share: 0, control: 0, treated: 50 }])).toMatchObject({ p: null, isMismatch: false })
  })
})
