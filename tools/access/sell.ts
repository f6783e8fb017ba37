import { changeCart, readCart } from '#domain/carts/index.ts'
import { findVariants, isSellable, mayBuy } from '#knowledge/catalog/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'
import { accessFor, type Buyer } from './early-access.ts'

export interface LineChange {
  productId: string
  variantId: string
  quantity: number
  mode: 'add' | 'set'
}

/** Why a cart may not hold that many of a variant. `title` is the product's, where it is known. */
export type SaleRefusal =
  | { reason: 'unknown' }
  | { reason: 'sold_out'; title: string }
  /** Before its release, and this buyer is not let in early. */
  | { reason: 'not_yet'; title: string; opensAt: Date }
  | { reason: 'not_enough'; title: string; stock: number }

/**
 * Changes one line of the buyer's open cart (made for the first of their customers where there is none), if
 * the shop can sell that many. One at a time per customer, so that several additions at once count together.
 * Whoever asks, a person by hand or a model by a tool, asks here. null: done.
 */
export function changeLineOf(
  db: Db,
  buyer: Buyer,
  change: LineChange,
  now: Date,
): Promise<SaleRefusal | null> {
  const { customerIds } = buyer
  const own = customerIds[0]
  if (own === undefined) throw new RangeError('a cart belongs to somebody')
  return inTransaction(db, async (tx) => {
    await lock(tx, 'customer', own)
    const open = await readCart(tx, [...customerIds])
    const held = open?.lines.find((line) => line.variantId === change.variantId)?.quantity ?? 0
    const wanted = change.mode === 'add' ? held + change.quantity : change.quantity
    const refusal = wanted > held ? await refusalToSell(tx, buyer, change, wanted, now) : null
    if (!refusal) await changeCart(tx, open?.customerId ?? own, change, now)
    return refusal
  })
}

async function refusalToSell(
  tx: Db,
  buyer: Buyer,
  change: LineChange,
  wanted: number,
  now: Date,
): Promise<SaleRefusal | null> {
  const found = (await findVariants(tx, [change.variantId])).get(change.variantId)
  if (!found || found.product.productId !== change.productId) return { reason: 'unknown' }
  const { title, releaseAt } = found.product
  const access = await accessFor(tx, buyer, [found.product], now)
  if (releaseAt !== null && !mayBuy(found.product, access, now))
    return { reason: 'not_yet', title, opensAt: releaseAt }
  if (!isSellable(found.variant)) return { reason: 'sold_out', title }
  const stock = found.variant.stockOnline
  return stock !== null && wanted > stock ? { reason: 'not_enough', title, stock } : null
}
