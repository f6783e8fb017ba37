import { z } from 'zod'
import { formatMoney } from '#contract/money.ts'
import { createProposal } from '#domain/conversations/index.ts'
import { canCancel, cancelOrder as cancel, findOrder, type Order } from '#domain/orders/index.ts'
import { noteChanged } from '#domain/segments/index.ts'
import { inTransaction } from '#store/index.ts'
import { mayRead, openOrder } from './access/open-order.ts'
import { orderCard, orderFacts } from './evidence/order-evidence.ts'
import { refuse } from './refuse.ts'
import { defineTool, type ToolContext, type ToolResult } from './tool.ts'

const input = z.strictObject({
  orderNumber: z.string().trim().min(1).max(60),
  email: z.string().trim().max(254).optional(),
  postcode: z.string().trim().max(20).optional(),
  reason: z.string().trim().max(200).optional(),
})

const stored = z.object({ orderId: z.string(), reason: z.string() })

/** Only proposes. The order is cancelled by `execute`, after the shopper's explicit yes to this very proposal. */
export const cancelOrder = defineTool({
  name: 'cancel_order',
  description:
    'Proposes to cancel an order that has not been shipped. It does not cancel anything: the customer is asked, and his explicit yes does it. Never say that it is cancelled before a result says so.',
  trust: 'order',
  callsPerTurn: 1,
  input,
  async run(ctx, { orderNumber, email, postcode, reason }) {
    const opened = await openOrder(ctx, { orderNumber, email, postcode })
    if (!opened.ok) return refuse(opened.refusal)
    const verdict = canCancel(opened.order)
    if (!verdict.allowed) return refusedCancel(ctx, opened.order, verdict.reason)
    const summary = `Cancel order ${opened.order.orderNumber} (${formatMoney(opened.order.total, ctx.settings.locale)})`
    const args = { orderId: opened.order.orderId, reason: reason ?? 'asked by the customer' }
    const proposal = await createProposal(
      ctx.db,
      ctx.ref,
      { tool: 'cancel_order', arguments: args, summary },
      ctx.now,
    )
    const card = await orderCard(ctx, opened.order)
    return {
      ok: true,
      data: { proposed: true, done: false, summary, orderNumber: card.orderNumber, needs: 'an explicit yes' },
      parts: [
        { type: 'order', order: card },
        {
          type: 'proposal',
          proposalId: proposal.proposalId,
          summary,
          expiresAt: proposal.expiresAt.toISOString(),
        },
      ],
      facts: [...orderFacts(card), { kind: 'done', what: 'proposal_made' }],
    }
  },
  async execute(ctx, args) {
    const { orderId, reason } = stored.parse(args)
    const order = await findOrder(ctx.db, orderId)
    if (!order) return refuse('not_found')
    if (!mayRead(ctx, order)) return refuse('needs_order_proof')
    const result = await inTransaction(ctx.db, async (tx) => {
      const done = await cancel(tx, orderId, reason, ctx.now)
      if (done.ok) await noteChanged(tx, [order.customerId], ctx.now) // segments and journeys hear of it
      return done
    })
    return result.ok ? cancelled(ctx, result.order) : refusedCancel(ctx, order, result.reason)
  },
})

async function cancelled(ctx: ToolContext, order: Order): Promise<ToolResult> {
  const card = await orderCard(ctx, order)
  return {
    ok: true,
    data: { done: true, cancelled: true, orderNumber: card.orderNumber, status: card.status },
    parts: [{ type: 'order', order: card }],
    facts: [...orderFacts(card), { kind: 'done', what: 'order_cancelled' }],
  }
}

async function refusedCancel(ctx: ToolContext, order: Order, reason: string): Promise<ToolResult> {
  const card = await orderCard(ctx, order)
  const { orderNumber, status } = card
  return {
    ...refuse('not_allowed_now'),
    data: { refused: 'not_allowed_now', why: reason, orderNumber, status },
    facts: orderFacts(card),
  }
}
