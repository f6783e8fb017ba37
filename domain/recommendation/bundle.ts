import { type Money, sumMoney } from '#contract/money.ts'
import type { ReasonCode } from '#contract/recommendation.ts'
import type { Chosen } from './ranking/choose.ts'
import type { Bundle } from './recommendation.ts'
import type { Situation } from './situation.ts'

/** Beside the product it is about: what was found, and what the shop put together itself. */
const MOST_FOUND = 2
const MOST_PICKED = 3

/** What may be taken together rests on what people took together, or on the shop's own word. */
const together: ReadonlySet<ReasonCode> = new Set(['picked', 'complements', 'bought_together'])

/** What it is about and what completes it, with what they cost together today; null: nothing completes it. */
export function bundleOf(s: Situation, chosen: readonly Chosen[]): Bundle | null {
  const [first] = s.context
  if (!first?.sellable || !first.openTo(s.ask.access ?? null, s.now)) return null
  const found = chosen.filter(
    ({ because, product }) => together.has(because.code) && product.currency === first.currency,
  )
  const picked = found.filter(({ because }) => because.code === 'picked').slice(0, MOST_PICKED)
  const beside = [...picked, ...found.filter((one) => !picked.includes(one))].slice(
    0,
    Math.max(MOST_FOUND, picked.length),
  )
  if (beside.length === 0) return null
  const items = [first, ...beside.map(({ product }) => product)].map((product) => product.cardAt(s.now))
  const total: Money = sumMoney(
    items.map(({ price }) => price),
    first.currency,
  )
  return { items, total }
}
