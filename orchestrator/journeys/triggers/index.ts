import type { TriggerTable } from '../trigger-table.ts'
import { abandoned } from './queries-abandoned.ts'
import { backInStock } from './queries-back-in-stock.ts'
import { calendar } from './queries-calendar.ts'
import { earlyAccess } from './queries-early-access.ts'
import { event } from './queries-event.ts'
import { firstInCategory } from './queries-first-in-category.ts'
import { lapsed } from './queries-lapsed.ts'
import { orderDelivered } from './queries-order-delivered.ts'
import { priceDrop } from './queries-price-drop.ts'
import { replenishmentDue } from './queries-replenishment.ts'
import { segmentEntered } from './queries-segment-entered.ts'
import { storeVisit } from './queries-store-visit.ts'
import { subscription } from './queries-subscription.ts'

/** Everything that can start a journey. */
export const triggerTable: TriggerTable = {
  replenishment_due: replenishmentDue,
  order_delivered: orderDelivered,
  first_in_category: firstInCategory,
  back_in_stock: backInStock,
  price_drop: priceDrop,
  early_access: earlyAccess,
  store_visit: storeVisit,
  abandoned,
  subscription,
  calendar,
  lapsed,
  event,
  segment_entered: segmentEntered,
}
