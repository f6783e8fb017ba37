import { z } from 'zod'
import { ordersOf } from '#domain/orders/index.ts'
import { type Facts, loyaltyAndSubscriptionsOf, type Trait } from '#domain/profile/index.ts'
import { knownOfShopper } from './access/known-of-shopper.ts'
import { defineTool, type Fact, type ToolContext } from './tool.ts'

const LAST_ORDERS = 3

/** What is known of the shopper, each with its reason; ids and contact data of nobody are in it. */
export const getCustomerProfile = defineTool({
  name: 'get_customer_profile',
  description:
    'Reads what is known of this customer, each with the reason why: sizes, tastes, budget, dislikes; signed in also favourites, last orders, points and subscriptions. Call it when he asks what is known of him, or before a recommendation that turns on his taste. Say the reason when you use something.',
  trust: 'session',
  callsPerTurn: 2,
  input: z.strictObject({}),
  async run(ctx) {
    const known = await knownOfShopper(ctx)
    const account = known.scope === 'account' ? await accountData(ctx) : null
    const data = {
      signedIn: account !== null,
      personalisation: known.personalised.allowed ? 'allowed' : known.personalised.reason,
      ...(known.unused > 0 && { onRecordButNotUsed: known.unused }),
      known: known.traits.map(traitData),
      ...(known.facts && factData(known.facts)),
      ...account,
    }
    return {
      ok: true,
      data,
      facts: [
        ...known.traits.map(
          (trait): Fact => ({ kind: 'date', name: trait.name, of: 'heard', date: dayOf(trait.lastAt) }),
        ),
        ...(account?.lastOrders ?? []).flatMap(({ orderNumber, status, placed }): Fact[] => [
          { kind: 'order', orderNumber, status },
          { kind: 'date', name: `order ${orderNumber}`, of: 'placed', date: placed },
        ]),
      ],
    }
  },
})

function traitData(trait: Trait) {
  const { name, value, party, why } = trait
  return { name, value, said: party === 'zero', on: dayOf(trait.lastAt), why }
}

function factData(facts: Facts) {
  return {
    usualSizes: facts.sizes.map(({ category, size, why }) => ({ category, size, why })),
    favouriteCategories: facts.categories.slice(0, 3).map(({ name, why }) => ({ name, why })),
    favouriteBrands: facts.brands.slice(0, 3).map(({ name, why }) => ({ name, why })),
    runsOutSoon: facts.replenishment
      .filter((entry) => entry.state !== 'later')
      .slice(0, 3)
      .map(({ productId, title, why }) => ({ productId, title, why })),
    orders: facts.buying ? { count: facts.buying.orders, why: facts.buying.why } : null,
  }
}

async function accountData(ctx: ToolContext) {
  const { loyalty, subscriptions } = await loyaltyAndSubscriptionsOf(ctx.db, ctx.customerIds, ctx.now)
  const orders = await ordersOf(ctx.db, ctx.customerIds, LAST_ORDERS)
  return {
    lastOrders: orders.map((order) => ({
      orderNumber: order.orderNumber,
      placed: dayOf(order.placedAt),
      status: order.status,
      titles: order.lines.slice(0, 5).map((line) => line.title),
    })),
    loyalty: loyalty?.member
      ? {
          tier: loyalty.tier?.name ?? null,
          points: loyalty.balance,
          nextTier: loyalty.next ? { name: loyalty.next.tier, pointsMissing: loyalty.next.missing } : null,
          openRewards: loyalty.rewards
            .filter((reward) => reward.status === 'open')
            .map((reward) => reward.name),
        }
      : null,
    subscriptions: subscriptions
      .filter((entry) => entry.status !== 'cancelled')
      .map((entry) => ({
        status: entry.status,
        items: entry.items.map((item) => item.title ?? 'an item'),
        renews: entry.renewsAt ? dayOf(entry.renewsAt) : null,
      })),
  }
}

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
