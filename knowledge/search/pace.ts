import { setImmediate as nextTick } from 'node:timers/promises'

/** Lets timers and sockets run after each `budget` of work done: work is counted, so no clock is needed. */
export function createPace(budget: number): (work: number) => Promise<void> | undefined {
  let done = 0
  return (work) => {
    done += work
    if (done < budget) return undefined
    done = 0
    return nextTick()
  }
}
