import type { Shelf } from '#knowledge/catalog/index.ts'
import {
  createJourneys,
  type Habits,
  type Journeys,
  type JourneysDeps,
  type RoundResult,
  triggerTable,
} from '#orchestrator/index.ts'

/** The journeys of this process, with what has happened here since their last round. */
export interface OpenJourneys extends Journeys {
  /** Something happened to these people: the next round, a moment later, looks whether they leave or enter. */
  note: (customerIds: readonly string[]) => void
  /** Whom something happened to first, then one round. Never two at once: the second waits for the first. */
  round: (now: Date) => Promise<RoundResult>
}

export function openJourneys(
  given: Omit<JourneysDeps, 'triggers' | 'categoriesOf' | 'channelOrders' | 'bestTimes'> & {
    habits: Habits
    shelf: Shelf
  },
): OpenJourneys {
  const { shelf, habits, ...deps } = given
  const { channelOrders, bestTimes } = habits
  const journeys = createJourneys({
    ...deps,
    triggers: triggerTable,
    categoriesOf: (productId) => shelf.get(productId)?.categories ?? [],
    channelOrders,
    bestTimes,
  })
  let noted = new Set<string>()
  let running: Promise<unknown> = Promise.resolve()
  let seenRev = shelf.rev()
  const round = async (now: Date) => {
    if (shelf.rev() !== seenRev) {
      seenRev = shelf.rev()
      journeys.catalogChanged()
    }
    const people = noted
    noted = new Set()
    try {
      if (people.size > 0) await journeys.touched([...people], now)
    } catch (error) {
      for (const customerId of people) noted.add(customerId)
      throw error
    }
    return journeys.run(now)
  }
  return {
    ...journeys,
    note: (customerIds) => {
      for (const customerId of customerIds) noted.add(customerId)
    },
    round: (now) => {
      const next = running.then(() => round(now))
      running = next.catch(() => undefined)
      return next
    },
  }
}
