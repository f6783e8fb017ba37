import { setImmediate as nextTick } from 'node:timers/promises'

/**
 * Called with the work done since the last call, in comparisons of two records (some microseconds each); a job
 * that shares its thread with sockets gives way in it now and then.
 */
export type Pause = (work: number) => Promise<void> | undefined

/** Visits every item, and gives way after each so many. */
export async function forEachPaced<T>(
  items: readonly T[],
  pause: Pause,
  visit: (item: T, at: number) => void,
  every = 500,
): Promise<void> {
  for (let at = 0; at < items.length; at++) {
    const item = items[at]
    if (item !== undefined) visit(item, at)
    if (at % every === every - 1) await pause(every)
  }
}

/** Lets timers and sockets run after each `budget` of work: work is counted, so no clock is needed. */
export function createPace(budget: number): Pause {
  let done = 0
  return (work) => {
    done += work
    if (done < budget) return undefined
    done = 0
    return nextTick()
  }
}
