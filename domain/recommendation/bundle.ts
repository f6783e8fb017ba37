import { type Money, sumMoney } from '#contract/money.ts'
import type { Chosen } from './ranking/choose.ts'
import type { Bundle } from './recommendation.ts'
import type { Situation } from './situation.ts'

/** Beside the product it is about. */
const MOST_BESIDE = 2

/** What it is about and what completes it, with what they cost together today; null: nothing completes it. */
export function bundleOf(s: Situation, chosen: readonly Chosen[]): Bundle | null {
  const [first] = s.context
  if (!first?.sellable) return null
  const beside = chosen
    .filter(({ because }) => because.code !== 'in_stock' && !because.code.startsWith('popular'))
    .filter(({ product }) => product.currency === first.currency)
    .slice(0, MOST_BESIDE)
  if (beside.length === 0) return null
  const items = [first, ...beside.map(({ product }) => product)].map((product) => product.card())
  const total: Money = sumMoney(
    items.map(({ price }) => price),
    first.currency,
  )
  return { items, total }
}
