import { isBeforeRelease, newSince, type ShelfProduct } from '#knowledge/catalog/index.ts'
import { narrowest } from '../guards.ts'
import type { Situation } from '../situation.ts'
import type { Candidate } from './candidate.ts'

const DAY_MS = 86_400_000
/** So long a product is called new, or back. */
const NEW_DAYS = 30
const BACK_DAYS = 30

/** What came within a month; the first stock of a shop is not new, it is the shop. */
export function newProducts(s: Situation, limit: number): Candidate[] {
  const opened = openedAt(s)
  const found: Candidate[] = []
  for (const product of s.shelf.newest()) {
    const since = soldSince(product, s.now)
    const age = s.now.getTime() - since.getTime()
    if (age > NEW_DAYS * DAY_MS || found.length >= limit) break
    const first = product.releaseAt === null && since.getTime() <= opened + DAY_MS
    if (age >= 0 && !first && s.guards.allows(product))
      found.push({
        productId: product.productId,
        score: 1 - age / (2 * NEW_DAYS * DAY_MS),
        because: { code: 'new', since },
      })
  }
  return found
}

/** Who is shown something before its release was let in early: for them it is new since then. */
function soldSince(product: ShelfProduct, now: Date): Date {
  const { early } = product
  return early !== null && isBeforeRelease(product, now) ? early.from : newSince(product)
}

/** When the shop's first stock came in: the oldest by release may have come late, so that many are asked. */
function openedAt({ shelf }: Situation): number {
  return Math.min(...shelf.oldest(100).map(({ firstSeenAt }) => firstSeenAt.getTime()))
}

/** What could not be had and can be had again; what this person waited for goes first. */
export function backInStock(s: Situation, limit: number): Candidate[] {
  const waited = new Set([...(s.facts?.wished ?? []), ...(s.facts?.viewed ?? [])].map((one) => one.productId))
  const found: Candidate[] = []
  for (const product of narrowest(s.shelf, s.ask) ?? s.shelf.all()) {
    const since = product.restockedAt
    if (!since || since > s.now || s.now.getTime() - since.getTime() > BACK_DAYS * DAY_MS) continue
    if (!s.guards.allows(product)) continue
    const age = (s.now.getTime() - since.getTime()) / (BACK_DAYS * DAY_MS)
    const score = (waited.has(product.productId) ? 2 : 1) - 0.5 * age
    found.push({ productId: product.productId, score, because: { code: 'back_in_stock', since } })
  }
  return found.sort((a, b) => b.score - a.score).slice(0, limit)
}

/** Everything that is left, the newest first: the end of every row. */
export function newestLeft(s: Situation): Iterable<ShelfProduct> {
  const narrow = narrowest(s.shelf, s.ask)
  if (narrow === null) return s.shelf.newest()
  return [...narrow].sort(
    (a, b) => newSince(b).getTime() - newSince(a).getTime() || (a.productId < b.productId ? -1 : 1),
  )
}
