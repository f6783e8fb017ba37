import { setTimeout as wait } from 'node:timers/promises'

export interface LoadResult {
  /** Milliseconds from each piece of work's scheduled time to its end: a late start counts. */
  latencies: number[]
  failures: unknown[]
  /** Finished per second, from the first scheduled time to the last end. */
  perSecond: number
}

/**
 * Starts `work` `count` times at an even rate and never waits for it: a slow answer does not thin out the
 * load, and latency is counted from the scheduled time, so that stalls are seen by everyone they delay.
 */
export async function scheduledLoad(
  options: { perSecond: number; count: number },
  work: (index: number) => Promise<unknown>,
): Promise<LoadResult> {
  const latencies: number[] = []
  const failures: unknown[] = []
  const running: Promise<void>[] = []
  const start = performance.now()
  for (let index = 0; index < options.count; index++) {
    const due = start + (index * 1000) / options.perSecond
    const early = due - performance.now()
    if (early > 0.5) await wait(early)
    else if (index % 16 === 0) await new Promise(setImmediate) // behind schedule: let answers come in
    running.push(
      work(index).then(
        () => void latencies.push(performance.now() - due),
        (error: unknown) => void failures.push(error),
      ),
    )
  }
  await Promise.all(running)
  const seconds = (performance.now() - start) / 1000
  return { latencies, failures, perSecond: Math.round((latencies.length / seconds) * 10) / 10 }
}

/** Runs `work` one after the other; answers the milliseconds of each. `warmUp` runs are not counted. */
export async function oneByOne(
  options: { count: number; warmUp: number },
  work: (index: number) => Promise<unknown>,
): Promise<number[]> {
  const durations: number[] = []
  for (let index = -options.warmUp; index < options.count; index++) {
    const start = performance.now()
    await work(index)
    if (index >= 0) durations.push(performance.now() - start)
    await new Promise(setImmediate)
  }
  return durations
}
