import type { AccountPage, SignedIn } from '#contract/demo-shop.ts'
import type { Image } from '#contract/message.ts'
import { Problem } from '#contract/problem.ts'
import {
  accountMembers,
  findByIdentifier,
  type IdentityClaims,
  signIdentityToken,
  verifyIdentityToken,
} from '#domain/identity/index.ts'
import { type Order, ordersOf, toOrderCard } from '#domain/orders/index.ts'
import { accessOf } from '#domain/segments/index.ts'
import { type Access, findVariants } from '#knowledge/catalog/index.ts'
import type { Db } from '#store/index.ts'
import { demoCustomers } from '../people/customers.ts'

const TOKEN_SECONDS = 1800
const ORDERS_SHOWN = 20

/**
 * Signs in as one of the demo shop's own people, no password asked: this is the made-up shop's site, which
 * vouches for its customers to Rapport by a signed token, as any shop's site does.
 */
export async function signInAs(secret: string, userId: string, now: Date): Promise<SignedIn> {
  const account = demoCustomers.find((customer) => customer.userId === userId)
  if (!account) throw new Problem('not-found', 'There is no such account')
  const { name, email } = account
  const token = await signIdentityToken(secret, { sub: userId, name, email }, now, TOKEN_SECONDS)
  return { token, account: { userId, name, email } }
}

/** Whom a bearer token stands for; null without one. Throws `unauthenticated` for one that does not hold. */
export async function claimsOf(
  secret: string,
  authorization: string | undefined,
  now: Date,
): Promise<IdentityClaims | null> {
  if (!authorization) return null
  const checked = await verifyIdentityToken([secret], authorization.replace(/^Bearer\s+/i, ''), now)
  if (!checked.ok) throw new Problem('unauthenticated', 'Please sign in again')
  return checked.claims
}

/** What lets this account in before a release; null: nobody has signed in, or there is no such account. */
export async function accessOfClaims(
  db: Db,
  claims: IdentityClaims | null,
  now: Date,
): Promise<Access | null> {
  const customer = claims && (await findByIdentifier(db, 'user_id', claims.sub))
  if (!customer) return null
  return accessOf(db, await accountMembers(db, customer.customerId), true, now)
}

export async function accountPage(db: Db, claims: IdentityClaims): Promise<AccountPage> {
  const customer = await findByIdentifier(db, 'user_id', claims.sub)
  if (!customer) throw new Problem('not-found', 'There is no such account')
  const orders = await ordersOf(db, await accountMembers(db, customer.customerId), ORDERS_SHOWN)
  const images = await imagesOf(db, orders)
  const { address } = customer
  return {
    name: customer.name ?? claims.name ?? '',
    email: claims.email ?? '',
    address: address ? [address.line1, `${address.city}, ${address.region ?? ''} ${address.postcode}`] : [],
    orders: orders.map((order) => toOrderCard(order, images)),
  }
}

async function imagesOf(db: Db, orders: Order[]): Promise<Map<string, Image>> {
  const ids = orders.flatMap(({ lines }) => lines.map(({ variantId }) => variantId))
  const found = await findVariants(db, [...new Set(ids)])
  return new Map(
    [...found].flatMap(([variantId, { product, variant }]) => {
      const image = variant.media[0] ?? product.media[0]
      return image ? [[variantId, image]] : []
    }),
  )
}
