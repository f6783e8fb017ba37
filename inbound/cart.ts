import type { CartInput } from '#contract/chat.ts'
import type { CartView } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import { readCart, viewCart } from '#domain/carts/index.ts'
import type { ConversationRef } from '#domain/conversations/index.ts'
import type { Settings } from '#domain/settings/index.ts'
import type { Db } from '#store/index.ts'
import { type Buyer, changeLineOf, type SaleRefusal, shopCurrency, variantsForBuyer } from '#tools/index.ts'
import type { InboundDeps } from './house.ts'
import { refuseErased, type Visitor, visitorStanding } from './standing.ts'
import { conversationOf } from './visitor-conversation.ts'

type CartDeps = Pick<InboundDeps, 'db' | 'settings' | 'search'>

/** The open cart of this buyer as a shopper sees it now, at today's prices; null where there is none. */
export async function viewOfCart(deps: CartDeps, buyer: Buyer, now: Date): Promise<CartView | null> {
  const cart = await readCart(deps.db, [...buyer.customerIds])
  if (!cart) return null
  const ids = cart.lines.map((line) => line.variantId)
  const [variants, settings] = await Promise.all([
    variantsForBuyer(deps.db, buyer, ids, now),
    deps.settings(),
  ])
  const currency = variants.values().next().value?.variant.price.currency ?? (await shopCurrency(deps))
  return viewCart(cart, variants, settings.checkoutUrlTemplate, currency)
}

export async function publishCart(deps: InboundDeps, ref: ConversationRef, buyer: Buyer): Promise<void> {
  const cart = await viewOfCart(deps, buyer, deps.clock())
  if (cart) deps.publish({ type: 'cart', ref, cart })
}

/** Whose open cart a visitor sees and changes; new lines are written for the first. */
export async function cartOwners(db: Db, visitor: Visitor, now: Date): Promise<Buyer> {
  const { customerIds, trust } = await visitorStanding(db, visitor, now)
  const conversation = await conversationOf(db, visitor, now)
  return { trust, customerIds: conversation?.phone ? [conversation.customerId, ...customerIds] : customerIds }
}

/**
 * The shopper changes their cart by hand. Throws a Problem where the shop cannot sell that: an unknown
 * variant is not-found, one that is sold out (or more than there are) a conflict.
 */
export async function changeCartOf(
  deps: CartDeps & Pick<InboundDeps, 'clock'>,
  visitor: Visitor,
  input: CartInput,
): Promise<CartView> {
  const now = deps.clock()
  await refuseErased(deps.db, visitor)
  const buyer = await cartOwners(deps.db, visitor, now)
  const refusal = await changeLineOf(deps.db, buyer, input, now)
  if (refusal) throw notForSale(refusal, await deps.settings())
  const view = await viewOfCart(deps, buyer, now)
  if (!view) throw new Problem('not-found', 'There is no cart')
  return view
}

function notForSale(refusal: SaleRefusal, { locale, timeZone }: Settings): Problem {
  if (refusal.reason === 'unknown') return new Problem('not-found', 'The shop does not sell that product')
  if (refusal.reason === 'not_yet') {
    const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(refusal.opensAt)
    return new Problem('conflict', `${refusal.title} is on sale from ${day}`)
  }
  if (refusal.reason === 'sold_out') return new Problem('conflict', `${refusal.title} is sold out`)
  return new Problem('conflict', `Only ${refusal.stock} of ${refusal.title} are in stock`)
}
