import { expect, test } from 'vitest'
import { takeTurns } from '#domain/segments/index.ts'
import type { Engagement } from '../../domain/segments/predictions/engagement.ts'
import type { PurchaseHistory } from '../../domain/segments/predictions/purchases.ts'
import { buysWithin30 } from '../../domain/segments/predictions/questions.ts'
import { seeded } from '../../domain/segments/predictions/random.ts'
import {
  engagementPredictor,
  purchasePredictor,
  questionPredictor,
} from '../../domain/segments/train-models.ts'

const pause = takeTurns()
const TODAY = 600

/** Everybody buys on the dot, each at their own gap, and nobody ever leaves: the rate before says it all. */
function clockwork(): PurchaseHistory[] {
  return Array.from({ length: 150 }, (_, c) => {
    const gap = 9 + (c % 30)
    const days = Array.from({ length: Math.floor((TODAY - (c % gap)) / gap) }, (_d, n) => (c % gap) + n * gap)
    return {
      customerId: `c${c}`,
      days: days.map((day) => ({ day, amount: 1000 + (c % 7) * 500, products: 1 })),
    }
  })
}

/** Everybody buys by chance alone, all at one rate: there is nothing to tell anybody apart by. */
function chance(): PurchaseHistory[] {
  const random = seeded(4)
  return Array.from({ length: 300 }, (_, c) => {
    const days = Array.from({ length: TODAY }, (_d, day) => day).filter(
      (day) => day === 0 || random() < 1 / 45,
    )
    return { customerId: `c${c}`, days: days.map((day) => ({ day, amount: 1000, products: 1 })) }
  })
}

test('a model of purchases that is worse than the rate before is not used, and says so', async () => {
  const { models, predict } = await purchasePredictor(clockwork(), TODAY, pause)
  expect(predict).toBeNull()
  const [purchases, value] = models
  expect(purchases).toMatchObject({ name: 'purchases', inUse: false })
  expect(purchases?.verdict).toMatch(/^not used, it does not beat its baselines: mean error/)
  expect(purchases?.metrics).toMatchObject({ model: expect.any(Number), sameRate: expect.any(Number) })
  expect(value).toMatchObject({ name: 'value', inUse: false })
})

test('a yes-or-no that nothing tells is not used, and says so', async () => {
  const { models, predict } = await questionPredictor('buys_30', buysWithin30, chance(), TODAY, pause)
  expect(predict).toBeNull()
  expect(models[0]?.verdict).toMatch(/^not used, it does not beat its baselines: AUC/)
})

test('a channel on which everybody answers alike tells nobody apart', () => {
  const random = seeded(8)
  const period = (): Engagement[] =>
    Array.from({ length: 200 }, (_, i) => {
      const engaged = Array.from({ length: 8 }, () => random()).filter((u) => u < 0.3).length
      return { customerId: String(i), arrived: 8, engaged }
    })
  const { model, predict } = engagementPredictor('email', period(), period())
  expect(predict).toBeNull()
  expect(model).toMatchObject({ inUse: false, verdict: expect.stringMatching(/^not used/) })
})
