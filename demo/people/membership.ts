import type { TrackedEvent } from '#domain/events/index.ts'
import type { CustomerInput } from '#domain/identity/index.ts'
import type { OrderInput } from '#domain/orders/index.ts'
import type { LoyaltyProgram } from '#domain/profile/index.ts'
import { randomFor } from '../random.ts'

const YEAR = 365 * 86_400_000

export const trailClub: LoyaltyProgram = {
  name: 'Trail Club',
  tiers: [
    { name: 'Path', threshold: 0 },
    { name: 'Ridge', threshold: 400 },
    { name: 'Summit', threshold: 1200 },
  ],
  windowDays: 730,
}

/** The people one can sign in as, and about every third of the others. */
export function isMember(person: CustomerInput, index: number): boolean {
  return index < 4 || randomFor(`club:${person.userId}`).chance(0.35)
}

/** What the shop's loyalty system has said of somebody: a point for each unit spent, lapsing after two years. */
export function clubEvents(
  person: CustomerInput,
  orders: readonly OrderInput[],
  source: string,
): TrackedEvent[] {
  const kept = orders.filter((order) => order.status !== 'cancelled' && order.total > 0)
  const [first] = kept
  if (!first) return []
  const said = (name: string, at: Date, key: string, properties: Record<string, unknown>): TrackedEvent => ({
    messageId: `club ${person.userId} ${key}`,
    type: 'track',
    name,
    occurredAt: at,
    receivedAt: at,
    identifiers: [{ kind: 'user_id', value: person.userId ?? '' }],
    properties,
    traits: {},
    context: {},
    source,
    trust: 'secret',
  })
  return [
    said('Loyalty Joined', first.placedAt, 'joined', {}),
    ...kept.flatMap((order) => {
      const points = Math.floor(order.total / 100)
      const expires_at = new Date(order.placedAt.getTime() + 2 * YEAR).toISOString()
      const { orderNumber: order_id } = order
      const earned = said('Loyalty Points Earned', order.placedAt, order_id, { points, order_id, expires_at })
      return order.status === 'returned' || order.status === 'refunded'
        ? [
            earned,
            said('Loyalty Points Adjusted', order.placedAt, `${order_id} back`, {
              points: -points,
              order_id,
            }),
          ]
        : [earned]
    }),
  ]
}

/** Nora has gas canisters sent to her, as a subscription of the shop. */
export function subscriptionEvents(
  person: CustomerInput,
  orders: readonly OrderInput[],
  source: string,
  now: Date,
): TrackedEvent[] {
  const canister = orders
    .flatMap((order) => order.lines)
    .find((line) => line.title.startsWith('Fuel Canister'))
  if (person.userId !== 'tw-0001' || !canister) return []
  const at = new Date(now.getTime() - 100 * 86_400_000)
  return [
    {
      messageId: `subscription ${person.userId}`,
      type: 'track',
      name: 'Subscription Started',
      occurredAt: at,
      receivedAt: at,
      identifiers: [{ kind: 'user_id', value: person.userId }],
      properties: {
        subscription_id: 'sub-0001',
        items: [
          {
            product_id: canister.productId,
            variant_id: canister.variantId,
            name: canister.title,
            quantity: 2,
          },
        ],
        interval_unit: 'month',
        interval_count: 2,
        renewal_date: new Date(now.getTime() + 20 * 86_400_000).toISOString(),
      },
      traits: {},
      context: {},
      source,
      trust: 'secret',
    },
  ]
}
