import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateOfDay, historiesOf, type PurchaseLine, takeTurns } from '#domain/segments/index.ts'
import {
  expectedPurchases,
  fitBgNbd,
  logLikelihood,
  probabilityAlive,
  probabilityOfNone,
} from '../../domain/segments/predictions/bg-nbd.ts'
import { trainClassifier } from '../../domain/segments/predictions/classifier.ts'
import { engages, fitEngagement } from '../../domain/segments/predictions/engagement.ts'
import { expectedValue } from '../../domain/segments/predictions/gamma-gamma.ts'
import { minimise } from '../../domain/segments/predictions/minimise.ts'
import { aucOf, qualityOf } from '../../domain/segments/predictions/quality.ts'
import { seeded } from '../../domain/segments/predictions/random.ts'
import {
  hypergeometric,
  logBeta,
  logGamma,
  sigmoid,
} from '../../domain/segments/predictions/special-functions.ts'

const pause = takeTurns()
/** Of Fader, Hardie and Lee 2005, for a tenth of CDNOW's customers; weeks. */
const published = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }

test('the special functions have the values of the tables', () => {
  expect(logGamma(5)).toBeCloseTo(Math.log(24), 12)
  expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12)
  expect(logGamma(100)).toBeCloseTo(359.1342053695754, 9)
  expect(logBeta(2, 3)).toBeCloseTo(Math.log(1 / 12), 12)
  expect(hypergeometric(1, 1, 2, 0.5)).toBeCloseTo(2 * Math.log(2), 12) // −ln(1 − z) / z
  expect(hypergeometric(0.5, 1, 1.5, 0.25)).toBeCloseTo(Math.atanh(0.5) / 0.5, 12) // atanh(√z) / √z
})

test('the minimum of a narrow valley is found', async () => {
  const { at, converged } = await minimise(
    ([x = 0, y = 0]) => 100 * (y - x ** 2) ** 2 + (1 - x) ** 2, // Rosenbrock’s
    [-1.2, 1],
    pause,
  )
  expect(converged).toBe(true)
  expect(at[0]).toBeCloseTo(1, 4)
  expect(at[1]).toBeCloseTo(1, 4)
})

test('BG/NBD agrees with what a simulation of its own story gives', async () => {
  const random = seeded(11)
  const model = { r: 0.8, alpha: 5, a: 1.4, b: 3 }
  const [T, t] = [30, 20]
  const lives = Array.from({ length: 12_000 }, () => simulate(model, T, t, random))
  const histories = lives.map(({ x, tx }) => ({ x, tx, T }))
  const later = lives.reduce((sum, life) => sum + life.later, 0)
  const said = histories.reduce((sum, history) => sum + expectedPurchases(model, history, t), 0)
  expect(said / later).toBeCloseTo(1, 1)
  const alive = histories.reduce((sum, history) => sum + probabilityAlive(model, history), 0)
  expect(alive / lives.filter((life) => life.alive).length).toBeCloseTo(1, 1)
  const none = histories.reduce((sum, history) => sum + probabilityOfNone(model, history, t), 0)
  expect(none / lives.filter((life) => life.later === 0).length).toBeCloseTo(1, 1)
  const fit = await fitBgNbd(histories, pause)
  expect(fit.likelihood).toBeGreaterThanOrEqual(logLikelihood(model, histories))
  expect(fit.model.r).toBeCloseTo(model.r, 0)
})

test('what is expected grows with time, and stays finite for whatever history', () => {
  fc.assert(
    fc.property(
      fc.record({
        x: fc.integer({ min: 0, max: 3000 }),
        T: fc.double({ min: 0, max: 1000, noNaN: true }),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
        weeks: fc.double({ min: 0.01, max: 300, noNaN: true }),
      }),
      ({ x, T, part, weeks }) => {
        const history = { x, tx: x === 0 ? 0 : T * part, T }
        const [near, far] = [weeks, weeks * 2].map((t) => expectedPurchases(published, history, t))
        expect(Number.isFinite(near) && Number.isFinite(far)).toBe(true)
        expect(near).toBeGreaterThanOrEqual(0)
        expect(far).toBeGreaterThanOrEqual((near ?? 0) - 1e-9)
        const none = probabilityOfNone(published, history, weeks)
        expect(none).toBeGreaterThanOrEqual(0)
        expect(none).toBeLessThanOrEqual(1)
      },
    ),
    { numRuns: 300 },
  )
})

test('a mean value is drawn to everybody’s, the more, the fewer purchases there are', () => {
  const model = { p: 6.25, q: 3.74, gamma: 15.44 } // of Fader and Hardie’s note
  const all = expectedValue(model, { x: 0, mean: 0 }) ?? 0
  expect(all).toBeCloseTo((6.25 * 15.44) / 2.74, 6)
  const [once = 0, often = 0] = [1, 50].map((x) => expectedValue(model, { x, mean: 100 }) ?? 0)
  expect(all).toBeLessThan(once)
  expect(once).toBeLessThan(often)
  expect(often).toBeLessThan(100)
})

test('the area under the curve counts ties half', () => {
  expect(aucOf([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).toBe(0.75)
  expect(aucOf([1, 1, 1, 1], [0, 1, 0, 1])).toBe(0.5)
  expect(aucOf([0, 1], [1, 1])).toBe(0.5)
})

test('a classifier finds what is there, and says probabilities that hold', async () => {
  const random = seeded(3)
  const draw = (n: number) => {
    const rows = Array.from({ length: n }, () => [random() * 4 - 2, random() * 4 - 2, random()])
    const truth = rows.map(([a = 0, b = 0]) => sigmoid(a + (b > 0 ? 1.5 : -1.5)))
    return { rows, labels: truth.map((p) => (random() < p ? 1 : 0)), truth }
  }
  const [train, later, test] = [draw(4000), draw(2000), draw(4000)]
  const classifier = await trainClassifier(train, later, pause)
  const { probability } = await import('../../domain/segments/predictions/classifier.ts')
  const said = test.rows.map((row) => probability(classifier, row))
  const quality = qualityOf(said, test.labels)
  expect(quality.auc).toBeGreaterThan(qualityOf(test.truth, test.labels).auc - 0.02)
  expect(quality.calibrationError).toBeLessThan(0.04)
})

test('who answered more is expected to answer more, and one message says little', () => {
  const random = seeded(5)
  const counts = Array.from({ length: 400 }, (_, i) => {
    const rate = i % 2 === 0 ? 0.6 : 0.1
    const engaged = Array.from({ length: 10 }, () => random()).filter((u) => u < rate).length
    return { customerId: String(i), arrived: 10, engaged }
  })
  const model = fitEngagement(counts)
  expect(model.a / (model.a + model.b)).toBeCloseTo(0.35, 1)
  const once = engages(model, { arrived: 1, engaged: 1 })
  const often = engages(model, { arrived: 30, engaged: 30 })
  expect(often).toBeGreaterThan(0.85)
  expect(once).toBeLessThan(often)
})

test('what came back is taken off the purchase before it', () => {
  const line = { customerId: 'a', productId: 'p', bought: true }
  const lines: PurchaseLine[] = [
    { ...line, day: 12, amount: -300, bought: false },
    { ...line, day: 10, amount: 1000 },
    { ...line, day: 10, amount: 500, productId: 'q' },
    { ...line, day: 20, amount: 700 },
    { ...line, customerId: 'b', day: 3, amount: -5, bought: false },
  ]
  expect(historiesOf(lines)).toEqual([
    {
      customerId: 'a',
      days: [
        { day: 10, amount: 1200, products: 2 },
        { day: 20, amount: 700, products: 1 },
      ],
    },
  ])
  expect(dateOfDay(1)).toEqual(new Date('1970-01-02'))
})

/** A life as the model tells it: purchases at random while alive, and after each a chance to leave. */
function simulate(
  model: { r: number; alpha: number; a: number; b: number },
  T: number,
  t: number,
  random: () => number,
): { x: number; tx: number; later: number; alive: boolean } {
  const rate = gamma(model.r, random) / model.alpha
  const u = gamma(model.a, random)
  const leaves = u / (u + gamma(model.b, random))
  let [at, x, tx, later, alive] = [0, 0, 0, 0, true]
  while (alive) {
    at -= Math.log(1 - random()) / rate
    if (at > T + t) break
    if (at <= T) {
      x++
      tx = at
    } else later++
    if (random() < leaves) {
      if (at <= T) alive = false
      break
    }
  }
  return { x, tx, later, alive }
}

/** A draw from a gamma distribution of that shape, scale 1 (Marsaglia and Tsang 2000). */
function gamma(shape: number, random: () => number): number {
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape)
  const d = shape - 1 / 3
  for (;;) {
    const z = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
    const v = (1 + z / Math.sqrt(9 * d)) ** 3
    if (v > 0 && Math.log(1 - random()) < z ** 2 / 2 + d - d * v + d * Math.log(v)) return d * v
  }
}
