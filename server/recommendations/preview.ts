import type { z } from 'zod'
import { Problem } from '#contract/problem.ts'
import type { previewAsked, RecommendationPreview } from '#contract/staff-recommendations.ts'
import { readCart } from '#domain/carts/index.ts'
import { mayUse } from '#domain/consent/index.ts'
import { membersOf } from '#domain/identity/index.ts'
import type { PersonFacts } from '#domain/recommendation/index.ts'
import type { House } from '../house.ts'
import { readPerson } from '../people/person.ts'

/**
 * What the row would show now, and why: to a new visitor, or to a customer, of whom only what they agreed to is
 * used. The same function answers the site. Throws `not-found`.
 */
export async function previewRow(
  house: Pick<House, 'db' | 'recommender' | 'secrets' | 'shelf'>,
  { row, productId, customerId, limit }: z.output<typeof previewAsked>,
  now: Date,
): Promise<RecommendationPreview> {
  if (productId !== undefined && !house.shelf.get(productId))
    throw new Problem('not-found', 'The catalog has no such product')
  const known = customerId === undefined ? nobody : await whatMayBeUsed(house, customerId, now)
  const productIds = productId === undefined ? undefined : [productId]
  const ask = { row, productIds, cart: known.cart, limit }
  const answer = house.recommender.recommend(ask, known.facts, now)
  return {
    row,
    strategy: answer.strategy,
    personal: known.facts !== null,
    withheld: known.withheld,
    items: answer.items.map(({ card, reason: { code, text, detail } }) => ({ card, code, text, detail })),
    bundle: answer.bundle && {
      productIds: answer.bundle.items.map((item) => item.productId),
      total: answer.bundle.total,
    },
  }
}

interface Known {
  facts: PersonFacts | null
  cart: string[]
  withheld: string | null
}

const nobody: Known = { facts: null, cart: [], withheld: null }

async function whatMayBeUsed(
  { db, recommender, secrets }: Pick<House, 'db' | 'recommender' | 'secrets'>,
  customerId: string,
  now: Date,
): Promise<Known> {
  const person = await readPerson(db, customerId)
  const use = { channel: 'web', purpose: 'personalisation', suppressionKey: secrets.suppression } as const
  const answer = await mayUse(db, person.customerId, use, now)
  if (!answer.allowed) return { ...nobody, withheld: answer.reason }
  const members = await membersOf(db, person.customerId)
  const lines = (await readCart(db, members))?.lines ?? []
  return {
    facts: await recommender.factsOf(members, now),
    cart: lines.map(({ productId }) => productId),
    withheld: null,
  }
}
