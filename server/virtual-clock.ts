import { type DueWork, dueWork } from './due-work.ts'
import type { House } from './house.ts'
import { createStopwatch, type StepTime } from './stopwatch.ts'

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

/** How a clock goes that has no time to stop for everything. */
export interface Pace {
  /** Work that does not know when it is next due is done once in so long. */
  roundMs: number
  /** What is due within one of these waits for its end: 0 stops to the millisecond. */
  grainMs: number
  /** Learning, and searching through everything, is done at most once in so long. */
  heavyMs: number
}

const HOUR_MS = 3_600_000
const exact: Pace = { roundMs: HOUR_MS, grainMs: 0, heavyMs: 0 }
/** For months: everything happens within eight hours of its time, and the models learn every four weeks. */
export const inAHurry: Pace = { roundMs: 8 * HOUR_MS, grainMs: 8 * HOUR_MS, heavyMs: 28 * 24 * HOUR_MS }

export interface RunOptions {
  signal: AbortSignal
  onMoment?: ((now: Date) => void) | undefined
  /** Without it: to the millisecond, with a round every hour. */
  pace?: Pace | undefined
  /** Done first at every moment at which it is due, such as what people do meanwhile. */
  first?: DueWork | undefined
  /** Told at the end how long the machine was at each step. */
  onTimes?: ((times: StepTime[]) => void) | undefined
}

/**
 * Drives a house that goes by this clock, from one due time to the next, until then: what its timers would
 * have done, without the waiting. The house must have been opened with `clock.now`, and nothing else may
 * drive it. Stops early where the signal says so.
 */
export async function runUntil(
  house: House,
  clock: VirtualClock,
  until: Date,
  { signal, onMoment, pace = exact, first, onTimes }: RunOptions,
): Promise<VirtualRun> {
  const run: VirtualRun = { from: clock.now(), until, moments: 0, dispatched: 0, failures: [] }
  const watch = createStopwatch()
  const rested = restBetween(dueWork(house, signal), pace.heavyMs, clock)
  const works = first ? [first, ...rested] : rested
  const known = works.filter(({ nextDue }) => nextDue)
  const round = { at: nextRound(clock.now(), pace) }
  const act = (some: readonly DueWork[]) => doAll(house, some, run, watch)
  await act(works)
  while (!signal.aborted) {
    const due = await nextDue(house, known, clock.now())
    const next = Math.min(round.at, due === null ? Number.POSITIVE_INFINITY : graded(due, pace))
    if (next > until.getTime()) break
    clock.set(new Date(next))
    const isRound = next >= round.at
    if (isRound) round.at = nextRound(clock.now(), pace)
    else run.moments++
    await act(isRound ? works : known)
    onMoment?.(clock.now())
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (!signal.aborted) {
    clock.set(until)
    await act(works)
  }
  onTimes?.(watch.times())
  return signal.aborted ? { ...run, until: clock.now() } : run
}

/** Rounds of a coarse clock fall on the same hours wherever it began. */
function nextRound(now: Date, { roundMs, grainMs }: Pace): number {
  if (grainMs === 0) return now.getTime() + roundMs
  return (Math.floor(now.getTime() / roundMs) + 1) * roundMs
}

function graded(due: number, { grainMs }: Pace): number {
  return grainMs === 0 ? due : Math.ceil(due / grainMs) * grainMs
}

/** The same work; what is heavy does nothing until it has rested for so long. */
function restBetween(works: DueWork[], heavyMs: number, clock: VirtualClock): DueWork[] {
  if (heavyMs === 0) return works
  return works.map((work) => {
    if (!work.isHeavy) return work
    let last = Number.NEGATIVE_INFINITY
    const run = async () => {
      if (clock.now().getTime() - last < heavyMs) return
      last = clock.now().getTime()
      await work.run()
    }
    return { ...work, run }
  })
}

/** The earliest moment after now. What was due by now and is still there waits for somebody else. */
async function nextDue(house: House, works: readonly DueWork[], now: Date): Promise<number | null> {
  const asked = [() => house.outbox.nextDue(), ...works.flatMap((work) => work.nextDue ?? [])]
  const times: number[] = []
  for (const ask of asked) {
    const due = await ask()
    if (due && due > now) times.push(due.getTime())
  }
  return times.length === 0 ? null : Math.min(...times)
}

type Stopwatch = ReturnType<typeof createStopwatch>

/** One moment: the work, the turns that it has begun, what leaves the house, and what the phones say of it. */
async function doAll(
  house: House,
  works: readonly DueWork[],
  run: VirtualRun,
  watch: Stopwatch,
): Promise<void> {
  const attempt = async (step: string, work: () => Promise<unknown>) => {
    try {
      await watch.time(step, work)
    } catch (error) {
      house.log.error({ error, step }, 'a round failed')
      const message = error instanceof Error ? error.message : String(error)
      run.failures.push({ at: house.clock(), step, message })
    }
  }
  for (const work of works) await attempt(work.step, work.run)
  await watch.time('turns', () => house.inbound.idle())
  await attempt('outbox', async () => {
    run.dispatched += await house.outbox.runDue(house.clock())
  })
  await watch.time('phones', () => house.sandbox.settled())
}
