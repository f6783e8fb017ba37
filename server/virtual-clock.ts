import { type DueWork, dueWork } from './due-work.ts'
import type { House } from './house.ts'

/** A clock that stands still until it is set. */
export interface VirtualClock {
  now: () => Date
  set: (to: Date) => void
}

export function createVirtualClock(from: Date): VirtualClock {
  let at = from
  return {
    now: () => new Date(at),
    set: (to) => {
      at = to
    },
  }
}

export interface VirtualRun {
  from: Date
  until: Date
  /** Moments at which the clock stopped because something was due. */
  moments: number
  /** Messages that were given to a channel. */
  dispatched: number
  /** Work that failed; the run went on. */
  failures: { at: Date; step: string; message: string }[]
}

export interface RunOptions {
  signal: AbortSignal
  onMoment?: (now: Date) => void
}

/** Work that does not know when it is next due is done once in so long. */
const ROUND_MS = 3_600_000

/**
 * Drives a house that goes by this clock, from one due time to the next, until then: what its timers would
 * have done, without the waiting. The house must have been opened with `clock.now`, and nothing else may
 * drive it. Stops early where the signal says so.
 */
export async function runUntil(
  house: House,
  clock: VirtualClock,
  until: Date,
  { signal, onMoment }: RunOptions,
): Promise<VirtualRun> {
  const run: VirtualRun = { from: clock.now(), until, moments: 0, dispatched: 0, failures: [] }
  const works = dueWork(house, signal)
  let roundAt = clock.now().getTime() + ROUND_MS
  await doAll(house, works, run)
  while (!signal.aborted) {
    const now = clock.now()
    const next = Math.min(roundAt, (await nextDue(house, works, now)) ?? Number.POSITIVE_INFINITY)
    if (next > until.getTime()) break
    clock.set(new Date(next))
    const isRound = next >= roundAt
    if (isRound) roundAt = next + ROUND_MS
    else run.moments++
    await doAll(house, isRound ? works : works.filter(({ nextDue }) => nextDue), run)
    onMoment?.(clock.now())
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (signal.aborted) return { ...run, until: clock.now() }
  clock.set(until)
  await doAll(house, works, run)
  return run
}

/** The earliest moment after now. What was due by now and is still there waits for somebody else. */
async function nextDue(house: House, works: DueWork[], now: Date): Promise<number | null> {
  const asked = [() => house.outbox.nextDue(), ...works.flatMap((work) => work.nextDue ?? [])]
  const times: number[] = []
  for (const ask of asked) {
    const due = await ask()
    if (due && due > now) times.push(due.getTime())
  }
  return times.length === 0 ? null : Math.min(...times)
}

/** One moment: the work, the turns that it has begun, what leaves the house, and what the phones say of it. */
async function doAll(house: House, works: readonly DueWork[], run: VirtualRun): Promise<void> {
  for (const work of works) await attempt(house, run, work.step, work.run)
  await house.inbound.idle()
  await attempt(house, run, 'outbox', async () => {
    run.dispatched += await house.outbox.runDue(house.clock())
  })
  await house.sandbox.settled()
}

async function attempt(house: House, run: VirtualRun, step: string, work: () => Promise<unknown>) {
  try {
    await work()
  } catch (error) {
    house.log.error({ error, step }, 'a round failed')
    const message = error instanceof Error ? error.message : String(error)
    run.failures.push({ at: house.clock(), step, message })
  }
}
