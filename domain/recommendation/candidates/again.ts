import { cycleDays, wantedAgain } from '../replenished.ts'
import type { Situation } from '../situation.ts'
import type { Candidate } from './candidate.ts'

const DAY_MS = 86_400_000

/** What this person uses up: what is overdue and due first, then what a usual cycle says. Never a date. */
export function buyAgain(s: Situation): Candidate[] {
  const { facts, models, now } = s
  if (!facts) return []
  const own = new Map(facts.due.map((due) => [due.productId, due]))
  const found: Candidate[] = []
  for (const [productId, before] of facts.bought) {
    const product = s.shelf.get(productId)
    const everyDays = product && cycleDays(product, facts, models)
    if (!product || !everyDays || !wantedAgain(product, before, facts, models, now)) continue
    const due = own.get(productId)
    const lateness = (now.getTime() - before.lastAt.getTime()) / (everyDays * DAY_MS)
    found.push({
      productId,
      // one cycle after the last time is when it is wanted most; who is far over it buys it elsewhere
      score: (due ? 2 : 1) / (1 + Math.abs(lateness - 1)),
      because: { code: 'buy_again', ...(due && { everyDays: due.everyDays }) },
    })
  }
  return found.sort((a, b) => b.score - a.score)
}
