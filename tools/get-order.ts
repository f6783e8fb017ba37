import { z } from 'zod'
import type { OrderCard } from '#contract/message.ts'
import { type Order, ordersOf } from '#domain/orders/index.ts'
import { grantedOrderList, openOrder } from './access/open-order.ts'
import { orderCard, orderData, orderFacts } from './evidence/order-evidence.ts'
import { refuse } from './refuse.ts'
import { defineTool, type ToolContext, type ToolResult } from './tool.ts'

const OWN_ORDERS = 5

export const getOrder = defineTool({
  name: 'get_order',
  description:
    'Reads an order: status, tracking, delivery date, lines. A signed-in customer needs no arguments for the newest orders. Everyone else must have given, in his own messages, the order number and the e-mail or postcode of that order.',
  trust: 'order',
  callsPerTurn: 3,
  input: z.strictObject({
    orderNumber: z.string().trim().min(1).max(60).optional(),
    email: z.string().trim().max(254).optional(),
    postcode: z.string().trim().max(20).optional(),
  }),
  async run(ctx, { orderNumber, email, postcode }) {
    if (orderNumber) {
      const opened = await openOrder(ctx, { orderNumber, email, postcode })
      return opened.ok ? show(ctx, [opened.order]) : refuse(opened.refusal)
    }
    const orders =
      ctx.trust === 'account'
        ? await ordersOf(ctx.db, ctx.customerIds, OWN_ORDERS)
        : await grantedOrderList(ctx)
    if (orders.length === 0 && ctx.trust !== 'account') return refuse('needs_order_proof')
    return show(ctx, orders)
  },
})

async function show(ctx: ToolContext, orders: Order[]): Promise<ToolResult> {
  const cards: OrderCard[] = []
  for (const order of orders) cards.push(await orderCard(ctx, order))
  return {
    ok: true,
    data: { orders: cards.map((card) => orderData(card, ctx.settings.locale)) },
    parts: cards.slice(0, 3).map((order) => ({ type: 'order', order })),
    facts: cards.flatMap(orderFacts),
  }
}
