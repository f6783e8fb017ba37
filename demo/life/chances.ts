/**
 * How the demo's people live: every figure that a readout of the demo can be held against. What people do by
 * themselves is the same in both arms of every holdout; what a message adds is in `lifts`, and nowhere else.
 */
export const chances = {
  /** Visits of the site a day: of somebody who buys seldom, and more for each order of theirs in two years. */
  visitADay: 0.01,
  visitADayPerOrder: 0.005,
  /** Of visits: something is looked at twice, put on the wishlist, put into the cart. */
  looksTwice: 0.4,
  wishes: 0.14,
  adds: 0.3,
  /** Of carts, those that come to the till; of these, those that pay at once. */
  checksOut: 0.5,
  pays: 0.55,
  /** Of carts left behind, those that are bought after all, within three days, with nobody's help. */
  comesBack: 0.16,
  /** Of things used up, those that are bought again in time with nobody's help. */
  reorders: 0.45,
  /** Visits of a store a day, of people who live where there is one; of visits, those with a purchase. */
  storeVisitADay: 0.01,
  buysInStore: 0.35,
  /** New people a day, of whom each buys. */
  newcomersADay: 1.3,
  newcomerAllowsMail: 0.8,
  /** Of parcels that came: sent back, complained of, reviewed. */
  sendsBack: 0.1,
  complains: 0.04,
  reviews: 0.08,
  /** Of people with a habit, those who subscribe to it; of their renewals, those cancelled, paused, not paid. */
  subscribes: 0.35,
  cancels: 0.2,
  pauses: 0.06,
  failsToPay: 0.06,
} as const

/**
 * What a message that arrived adds, by journey: the chance of one order that would not have been. Of care it is the
 * share of returns that stay away, of a subscription the share of cancellations.
 */
export const lifts: Readonly<Record<string, number>> = {
  replenishment: 0.2,
  'second-purchase': 0.08,
  'category-bridge': 0.06,
  'back-in-stock': 0.18,
  'price-drop': 0.12,
  'early-access': 0.14,
  'store-visit': 0.08,
  abandonment: 0.12,
  'post-purchase-care': 0.35,
  'subscription-save': 0.4,
  seasonal: 0.04,
  'win-back': 0.05,
}
/** Of a journey that the demo does not know. */
export const otherLift = 0.04

/** What people do with a message, by channel; whoever buys because of it has opened and clicked. */
export const attention = {
  email: { opens: 0.35, clicks: 0.09, leaves: 0.006 },
  sms: { opens: 0, clicks: 0.1, leaves: 0.012 },
  whatsapp: { opens: 0.75, clicks: 0.14, leaves: 0.01 },
  push: { opens: 0, clicks: 0.07, leaves: 0 },
  web: { opens: 0, clicks: 0, leaves: 0 },
} as const
