import { grantOrder } from '#domain/conversations/index.ts'
import {
  findOrder,
  findOrderByNumber,
  normaliseOrderNumber,
  type Order,
  proveOrder,
} from '#domain/orders/index.ts'
import type { Refusal, ToolContext } from '../tool.ts'
import { saidByShopper } from './said-by-shopper.ts'

const GRANT_MS = 24 * 3_600_000

export interface OrderKey {
  orderNumber: string
  email?: string | undefined
  postcode?: string | undefined
}

type Opened = { ok: true; order: Order } | { ok: false; refusal: Refusal }

/**
 * Opens one order to this conversation, or refuses without saying whether it exists: the signed-in
 * customer's own, one granted before, or one proved now by number with its e-mail or postcode.
 */
export async function openOrder(ctx: ToolContext, key: OrderKey): Promise<Opened> {
  const known = await knownOrder(ctx, key.orderNumber)
  if (known) return { ok: true, order: known }
  if (!key.email && !key.postcode) return { ok: false, refusal: 'needs_order_proof' }
  const proof = [key.orderNumber, key.email ?? '', key.postcode ?? ''].filter((value) => value !== '')
  if (!proof.every((value) => saidByShopper(ctx.transcript, value))) {
    return { ok: false, refusal: 'not_said_by_shopper' }
  }
  return proveAndGrant(ctx, key)
}

async function proveAndGrant(ctx: ToolContext, key: OrderKey): Promise<Opened> {
  const proved = await proveOrder(
    ctx.db,
    {
      orderNumber: key.orderNumber,
      ...(key.email && { email: key.email }),
      ...(key.postcode && { postcode: key.postcode }),
      limiterKeys: ctx.limiterKeys,
    },
    ctx.now,
  )
  if (!proved.ok) return { ok: false, refusal: proved.reason }
  await grantOrder(ctx.db, ctx.ref, proved.order.orderId, ctx.now, GRANT_MS)
  ctx.grantedOrders.push(proved.order.orderId)
  return { ok: true, order: proved.order }
}

/** The order of that number, if this conversation may already see it. */
async function knownOrder(ctx: ToolContext, orderNumber: string): Promise<Order | null> {
  if (ctx.trust !== 'account' && ctx.grantedOrders.length === 0) return null
  const order = await findOrderByNumber(ctx.db, normaliseOrderNumber(orderNumber))
  return order && mayRead(ctx, order) ? order : null
}

/** Whether this conversation may read and propose changes to this order, as things stand. */
export function mayRead(ctx: ToolContext, order: Order): boolean {
  const own = ctx.trust === 'account' && ctx.customerIds.includes(order.customerId)
  return own || ctx.grantedOrders.includes(order.orderId)
}

/** The orders granted to this conversation, in the order they were opened. */
export async function grantedOrderList(ctx: ToolContext): Promise<Order[]> {
  const found = await Promise.all(ctx.grantedOrders.map((orderId) => findOrder(ctx.db, orderId)))
  return found.filter((order): order is Order => order !== null)
}
