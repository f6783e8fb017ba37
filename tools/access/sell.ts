import { changeCart, readCart } from '#domain/carts/index.ts'
import { findVariants, isSellable } from '#knowledge/catalog/index.ts'
import { type Db, inTransaction, lock } from '#store/index.ts'

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
  | { reason: 'not_enough'; title: string; stock: number }

/**
 * Changes one line of the open cart of these customers (made for the first of them where there is none), if
 * the shop can sell that many. One at a time per customer, so that several additions at once count together.
 * Whoever asks, a person by hand or a model by a tool, asks here. null: done.
 */
export function changeLineOf(
  db: Db,
  customerIds: readonly string[],
  change: LineChange,
  now: Date,
): Promise<SaleRefusal | null> {
  const own = customerIds[0]
  if (own === undefined) throw new RangeError('a cart belongs to somebody')
  return inTransaction(db, async (tx) => {
    await lock(tx, 'customer', own)
    const open = await readCart(tx, [...customerIds])
    const held = open?.lines.find((line) => line.variantId === change.variantId)?.quantity ?? 0
    const wanted = change.mode === 'add' ? held + change.quantity : change.quantity
    const refusal = wanted > held ? await refusalToSell(tx, change, wanted) : null
    if (!refusal) await changeCart(tx, open?.customerId ?? own, change, now)
    return refusal
  })
}

async function refusalToSell(tx: Db, change: LineChange, wanted: number): Promise<SaleRefusal | null> {
  const found = (await findVariants(tx, [change.variantId])).get(change.variantId)
  if (!found || found.product.productId !== change.productId) return { reason: 'unknown' }
  const { title } = found.product
  if (!isSellable(found.variant)) return { reason: 'sold_out', title }
  const stock = found.variant.stockOnline
  return stock !== null && wanted > stock ? { reason: 'not_enough', title, stock } : null
}
