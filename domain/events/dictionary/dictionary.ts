import { app } from './app.ts'
import { browsing } from './browsing.ts'
import { cart } from './cart.ts'
import { consent } from './consent.ts'
import type { EventDefinition, EventFamily } from './definition.ts'
import { loyalty } from './loyalty.ts'
import { orders } from './orders.ts'
import { preferences } from './preferences.ts'
import { service } from './service.ts'
import { slots } from './slots.ts'
import { stock } from './stock.ts'
import { storeVisits } from './store-visits.ts'
import { subscriptions } from './subscriptions.ts'

/** Every family of event names, in the order of the docs. */
export const eventFamilies: readonly EventFamily[] = [
  browsing,
  slots,
  cart,
  orders,
  storeVisits,
  app,
  loyalty,
  subscriptions,
  service,
  stock,
  preferences,
  consent,
]

/** Every event that a shop need not declare. */
export const eventDictionary: readonly EventDefinition[] = eventFamilies.flatMap(({ events }) => events)

const byName = new Map(eventDictionary.map((entry) => [entry.name, entry]))

export function findEvent(name: string): EventDefinition | null {
  return byName.get(name) ?? null
}
