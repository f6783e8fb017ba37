import { sql } from 'kysely'
import { newId } from '#contract/ids.ts'
import { type Db, inTransaction, storableText } from '#store/index.ts'
import { type Cart, type CartChange, quantityAfter } from './carts.ts'
import type { CartTables } from './tables.ts'

const tables = (db: Db) => db.withTables<CartTables>()

/** The open cart of these customers: the one changed last, and before it one that has something in it. */
export async function readCart(db: Db, customerIds: string[]): Promise<Cart | null> {
  if (customerIds.length === 0) return null
  const rows = await tables(db)
    .selectFrom('carts')
    .leftJoin('cart_lines', (join) =>
      join
        .onRef('cart_lines.customer_id', '=', 'carts.customer_id')
        .onRef('cart_lines.cart_id', '=', 'carts.cart_id'),
    )
    .select(['carts.cart_id', 'carts.customer_id', 'product_id', 'variant_id', 'quantity', 'added_at'])
    .where('carts.customer_id', 'in', customerIds)
    .where('carts.status', '=', 'open')
    .orderBy('carts.updated_at', 'desc')
    .orderBy('carts.cart_id', 'desc')
    .orderBy('added_at')
    .orderBy('variant_id')
    .execute()
  const first = rows.find((row) => row.variant_id !== null) ?? rows[0]
  if (!first) return null
  const lines = rows.flatMap(({ cart_id, product_id, variant_id, quantity, added_at }) =>
    cart_id === first.cart_id && product_id !== null && variant_id !== null && quantity !== null && added_at
      ? [{ productId: product_id, variantId: variant_id, quantity, addedAt: added_at }]
      : [],
  )
  return { cartId: first.cart_id, customerId: first.customer_id, lines }
}

/** The open cart of each of these people, by the key given; one with nothing in it is missing. One statement. */
export async function readCarts(
  db: Db,
  people: readonly { key: string; customerIds: readonly string[] }[],
): Promise<Map<string, Cart>> {
  const ids = people.flatMap(({ customerIds }) => customerIds)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<CartRow>`
    select c.cart_id, c.customer_id, c.updated_at, l.product_id, l.variant_id, l.quantity, l.added_at
    from carts c join cart_lines l on l.customer_id = c.customer_id and l.cart_id = c.cart_id
    where c.status = 'open' and c.customer_id = any(${ids}::text[])
    order by c.updated_at desc, c.cart_id desc, l.added_at, l.variant_id`.execute(db)
  return new Map(
    people.flatMap(({ key, customerIds }) => {
      const own = rows.filter((row) => customerIds.includes(row.customer_id))
      const [first] = own
      if (!first) return []
      const lines = own
        .filter((row) => row.cart_id === first.cart_id)
        .map((row) => ({
          productId: row.product_id,
          variantId: row.variant_id,
          quantity: row.quantity,
          addedAt: row.added_at,
        }))
      return [[key, { cartId: first.cart_id, customerId: first.customer_id, lines }] as const]
    }),
  )
}

interface CartRow {
  cart_id: string
  customer_id: string
  product_id: string
  variant_id: string
  quantity: number
  added_at: Date
}

/**
 * Adds to, or sets, one line of this customer's open cart, which is made where there is none. Two
 * changes at once are one after the other. Throws a Problem over the limits.
 */
export function changeCart(db: Db, customerId: string, input: CartChange, now: Date): Promise<Cart> {
  return withCart(db, customerId, now, async (tx, cart) => {
    const change = { ...input, variantId: storableText(input.variantId) }
    const quantity = quantityAfter(cart.lines, change)
    await (quantity === 0
      ? deleteLine(tx, cart, change.variantId)
      : writeLine(tx, cart, change, quantity, now))
  })
}

/** Takes everything out of this customer's open cart. */
export function clearCart(db: Db, customerId: string, now: Date): Promise<Cart> {
  return withCart(db, customerId, now, async (tx, cart) => {
    await tables(tx)
      .deleteFrom('cart_lines')
      .where('customer_id', '=', cart.customerId)
      .where('cart_id', '=', cart.cartId)
      .execute()
  })
}

/** Closes a cart that has become an order; false: it was not open any more. */
export async function checkOutCart(
  db: Db,
  cart: Pick<Cart, 'customerId' | 'cartId'>,
  now: Date,
): Promise<boolean> {
  const result = await tables(db)
    .updateTable('carts')
    .set({ status: 'checked_out', updated_at: now })
    .where('customer_id', '=', cart.customerId)
    .where('cart_id', '=', cart.cartId)
    .where('status', '=', 'open')
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

function withCart(
  db: Db,
  customerId: string,
  now: Date,
  work: (tx: Db, cart: Cart) => Promise<void>,
): Promise<Cart> {
  return inTransaction(db, async (tx) => {
    const cart = await openCart(tx, customerId, now)
    await work(tx, cart)
    return (await readCart(tx, [customerId])) ?? cart
  })
}

/** The customer's open cart, made where there is none; writing its row locks it until the transaction ends. */
async function openCart(tx: Db, customerId: string, now: Date): Promise<Cart> {
  await tables(tx)
    .insertInto('carts')
    .values({
      customer_id: customerId,
      cart_id: newId('cart', now),
      status: 'open',
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) =>
      conflict
        .column('customer_id')
        .where('status', '=', sql.lit('open')) // a parameter would not name the index once the statement is prepared
        .doUpdateSet({ updated_at: now }),
    )
    .execute()
  const cart = await readCart(tx, [customerId])
  if (!cart) throw new Error('an open cart was written and is not there')
  return cart
}

async function writeLine(tx: Db, cart: Cart, change: CartChange, quantity: number, now: Date): Promise<void> {
  await tables(tx)
    .insertInto('cart_lines')
    .values({
      customer_id: cart.customerId,
      cart_id: cart.cartId,
      product_id: storableText(change.productId),
      variant_id: change.variantId,
      quantity,
      added_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['customer_id', 'cart_id', 'variant_id']).doUpdateSet({ quantity }),
    )
    .execute()
}

async function deleteLine(tx: Db, cart: Cart, variantId: string): Promise<void> {
  await tables(tx)
    .deleteFrom('cart_lines')
    .where('customer_id', '=', cart.customerId)
    .where('cart_id', '=', cart.cartId)
    .where('variant_id', '=', variantId)
    .execute()
}
