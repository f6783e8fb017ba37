import { abandonedAgain, abandonedBrowse, abandonedCart, abandonedCheckout } from './abandonment.ts'
import { backInStock } from './back-in-stock.ts'
import { categoryBridge } from './category-bridge.ts'
import { earlyAccess } from './early-access.ts'
import type { ReadyMadeMessage } from './message.ts'
import { postPurchaseCare } from './post-purchase-care.ts'
import { priceDrop } from './price-drop.ts'
import { replenishment } from './replenishment.ts'
import { seasonal } from './seasonal.ts'
import { secondPurchase } from './second-purchase.ts'
import { storeVisit } from './store-visit.ts'
import { subscriptionRenewal, subscriptionSave } from './subscription.ts'
import { winBack, winBackAgain } from './win-back.ts'

/** What the twelve journeys say. A shop makes them its own; the house begins with these as drafts. */
export const readyMadeMessages: readonly ReadyMadeMessage[] = [
  replenishment,
  secondPurchase,
  categoryBridge,
  backInStock,
  priceDrop,
  earlyAccess,
  storeVisit,
  abandonedBrowse,
  abandonedCart,
  abandonedCheckout,
  abandonedAgain,
  postPurchaseCare,
  subscriptionRenewal,
  subscriptionSave,
  seasonal,
  winBack,
  winBackAgain,
]
