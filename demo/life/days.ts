import type { Doing } from './doing.ts'
import { type Habit, habitsIn, reorderDoings } from './habits-due.ts'
import { newcomerDoings } from './newcomers.ts'
import { orderedBefore } from './parcels-before.ts'
import { storeDoings } from './store-visits.ts'
import { subscriptionsByDay } from './subscribers.ts'
import { visitDoings } from './visits.ts'
import { dayNumber, type World } from './world.ts'

/** What begins on a day is over after so many: the longest is a parcel that is sent back late. */
const LONGEST_DAYS = 25

/** What everybody does by themselves, told by the day on which it began. */
export interface Days {
  /**
   * Everything that happens after `since` and not after `until`, in its order, however often time is cut between.
   * `isSpared` says what does not happen after all; what happens in its place does.
   */
  between: (since: number, until: number, isSpared: (doing: Doing) => boolean) => Doing[]
}

export function daysOf(world: World): Days {
  const habits: readonly Habit[] = habitsIn(world)
  const subscriptions = subscriptionsByDay(world, habits)
  const before = orderedBefore(world)
  const told = new Map<number, Doing[]>()
  const dayOf = (day: number): Doing[] => {
    const known = told.get(day)
    if (known) return known
    const doings = [
      ...visitDoings(world, day),
      ...newcomerDoings(world, day),
      ...storeDoings(world, day),
      ...reorderDoings(world, habits, day),
      ...(subscriptions.get(day) ?? []),
    ]
    told.set(day, doings)
    for (const old of told.keys()) if (old < day - 2 * LONGEST_DAYS) told.delete(old)
    return doings
  }
  const first = dayNumber(world.madeAt.getTime())
  return {
    between: (since, until, isSpared) => {
      const from = Math.max(world.madeAt.getTime(), since)
      const days = Array.from(
        { length: dayNumber(until) - Math.max(first, dayNumber(from) - LONGEST_DAYS) + 1 },
        (_, index) => dayNumber(until) - index,
      )
      return [...before, ...days.flatMap(dayOf)]
        .flatMap((doing) => settled(doing, until, isSpared))
        .filter(({ at }) => at > from && at <= until)
        .sort((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1))
    },
  }
}

/** What a doing comes to: itself, or what happens in its place. Of what is still to come nobody knows yet. */
function settled(doing: Doing, until: number, isSpared: (doing: Doing) => boolean): Doing[] {
  if (!doing.unless || doing.at > until || !isSpared(doing)) return [doing]
  return doing.unless.instead ?? []
}
