import type { JourneyTrigger, TriggerType } from '#contract/journey-triggers.ts'

const interest = { shownBy: ['requested', 'wishlist', 'cart'], withinDays: 90 } satisfies Extract<
  JourneyTrigger,
  { type: 'back_in_stock' }
>['interest']

/** A trigger as it begins in the form. */
export function newTrigger(type: TriggerType): JourneyTrigger {
  switch (type) {
    case 'replenishment_due':
      return { type, daysBefore: 3 }
    case 'order_delivered':
      return { type, which: 'any' }
    case 'first_in_category':
      return { type, depth: 1 }
    case 'back_in_stock':
      return { type, interest }
    case 'price_drop':
      return { type, interest, atLeastPercent: 10 }
    case 'early_access':
      return { type, leastHoursLeft: 12 }
    case 'store_visit':
      return { type, signs: ['visit', 'purchase'] }
    case 'abandoned':
      return { type, what: 'cart', afterMinutes: 60, leastViews: 3, unlessDeeper: true }
    case 'subscription':
      return { type, signs: ['renewal_due'], daysBefore: 7 }
    case 'calendar':
      return { type, daysBefore: 7 }
    case 'lapsed':
      return { type, rhythms: 2, leastDays: 60, onceDays: 180, mostDays: 730 }
    case 'event':
      return { type, name: '' }
    case 'segment_entered':
      return { type, segmentId: '' }
  }
}
