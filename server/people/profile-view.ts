import type {
  LoyaltyView,
  ReplenishmentView,
  SubscriptionView,
  TraitView,
} from '#contract/staff-customers.ts'
import type { Facts, Loyalty, Subscription, Trait, TraitValue } from '#domain/profile/index.ts'

export function traitView(trait: Trait): TraitView {
  return {
    name: trait.name,
    value: wordsOf(trait.value),
    party: trait.party,
    source: trait.source,
    at: trait.lastAt.toISOString(),
    why: trait.why,
  }
}

function wordsOf(value: TraitValue): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return Array.isArray(value) ? value.join(', ') : String(value)
}

export function loyaltyView(loyalty: Loyalty): LoyaltyView {
  const { next, expiring } = loyalty
  return {
    tier: loyalty.tier?.name ?? null,
    points: loyalty.balance,
    next: next && { tier: next.tier, pointsLeft: next.missing, share: next.share },
    rewards: loyalty.rewards
      .filter((reward) => reward.status === 'open')
      .map((reward) => reward.name ?? reward.rewardId),
    milestones: loyalty.milestones.map((milestone) => milestone.name),
    expiring: expiring && { points: expiring.points, at: expiring.at.toISOString() },
  }
}

export function subscriptionView(subscription: Subscription): SubscriptionView {
  const titles = subscription.items.map((item) =>
    item.quantity > 1 ? `${item.quantity} × ${item.title ?? item.productId}` : (item.title ?? item.productId),
  )
  return {
    subscriptionId: subscription.subscriptionId,
    title: titles.join(', ') || subscription.subscriptionId,
    status: subscription.status,
    renewsAt: subscription.status === 'cancelled' ? null : (subscription.renewsAt?.toISOString() ?? null),
  }
}

export function replenishmentViews({ replenishment }: Facts): ReplenishmentView[] {
  return replenishment.map((each) => ({
    productId: each.productId,
    title: each.title,
    everyDays: each.everyDays,
    dueAt: each.dueAt.toISOString(),
    why: each.why,
  }))
}
