import type { RecommendedForCustomer } from '#contract/staff-customers.ts'
import { readCart } from '#domain/carts/index.ts'
import { mayUse } from '#domain/consent/index.ts'
import { membersOf } from '#domain/identity/index.ts'
import type { House } from '../house.ts'
import { readPerson } from './person.ts'

const SHOWN = 4

/**
 * What the shop would show this person. What is known of them is used only where they agreed to
 * personalisation, as it is for themselves; else it rests on what is popular and new.
 */
export async function recommendedFor(
  house: Pick<House, 'db' | 'recommender' | 'secrets'>,
  customerId: string,
  now: Date,
): Promise<RecommendedForCustomer> {
  const { db, recommender } = house
  const person = await readPerson(db, customerId)
  const members = await membersOf(db, person.customerId)
  const use = {
    channel: 'web',
    purpose: 'personalisation',
    suppressionKey: house.secrets.suppression,
  } as const
  const answer = await mayUse(db, person.customerId, use, now)
  const facts = answer.allowed ? await recommender.factsOf(members, now) : null
  const cart = answer.allowed ? ((await readCart(db, members))?.lines ?? []) : []
  const { items } = recommender.recommend(
    { row: 'for_you', cart: cart.map(({ productId }) => productId), limit: SHOWN },
    facts,
    now,
  )
  return {
    withheld: answer.allowed ? null : answer.reason,
    items: items.map(({ card, reason }) => ({
      product: card,
      because: reason.code === 'in_stock' ? '' : reason.text,
      detail: `${reason.code}: ${reason.detail}`,
    })),
  }
}
