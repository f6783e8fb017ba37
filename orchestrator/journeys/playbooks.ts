import type { JourneyDefinition } from '#contract/journeys.ts'
import { abandonment } from './abandonment.ts'
import { backInStock } from './back-in-stock.ts'
import { categoryBridge } from './category-bridge.ts'
import { earlyAccess } from './early-access.ts'
import { postPurchaseCare } from './post-purchase-care.ts'
import { priceDrop } from './price-drop.ts'
import { replenishment } from './replenishment.ts'
import { seasonal } from './seasonal.ts'
import { secondPurchase } from './second-purchase.ts'
import { storeVisit } from './store-visit.ts'
import { subscriptionSave } from './subscription-save.ts'
import { winBack } from './win-back.ts'

/** The twelve that come with the house, in the order in which they are shown. Each begins switched off. */
export const playbooks: readonly JourneyDefinition[] = [
  replenishment,
  secondPurchase,
  categoryBridge,
  backInStock,
  priceDrop,
  earlyAccess,
  storeVisit,
  abandonment,
  postPurchaseCare,
  subscriptionSave,
  seasonal,
  winBack,
]
