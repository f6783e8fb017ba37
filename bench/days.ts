import { createVirtualClock, demoLife, inAHurry, openHouse, runUntil, type StepTime } from '#server/index.ts'
import { openStore } from '#store/index.ts'
import type { BenchContext } from './context.ts'

interface Result {
  days: number
  /** Opening the house and making the demo shop, in seconds. */
  making: number
  /** The days themselves. */
  living: number
  sent: number
  moments: number
  failures: number
  /** Processor time of all of it. */
  cpu: number
  steps: StepTime[]
}

const DAYS = Number(process.env.BENCH_DAYS ?? 90)
const FROM = new Date('2026-11-20T19:00:00Z')
const DAY_MS = 86_400_000

/** The demo shop over ninety virtual days, all journeys on, in memory: what `rapport run --days 90` does. */
export async function run(context: BenchContext): Promise<Result> {
  const began = performance.now()
  const before = process.cpuUsage()
  const clock = createVirtualClock(FROM)
  const store = await openStore({})
  const quiet = { env: { LOG_LEVEL: 'silent' }, sandboxOnly: true, model: null, embedder: null }
  const house = await openHouse({ ...quiet, store, demo: true, clock: clock.now })
  house.listeningAt('http://localhost:3000')
  for (const { name } of await house.journeys.list())
    await house.journeys.switchOn(name, null, FROM, { confirmEverybody: true })
  const first = (await demoLife(house)) ?? undefined
  const made = performance.now()
  let steps: StepTime[] = []
  let told = 0
  const ran = await runUntil(house, clock, new Date(FROM.getTime() + DAYS * DAY_MS), {
    signal: new AbortController().signal,
    pace: inAHurry,
    first,
    onMoment: (now) => {
      const days = Math.floor((now.getTime() - FROM.getTime()) / DAY_MS)
      if (days >= told + 10) context.note(`${days} days`)
      told = days >= told + 10 ? days : told
    },
    onTimes: (times) => {
      steps = times
    },
  })
  const done = performance.now()
  await house.close()
  const { user, system } = process.cpuUsage(before)
  const seconds = (ms: number) => Math.round(ms / 100) / 10
  return {
    days: DAYS,
    making: seconds(made - began),
    living: seconds(done - made),
    sent: ran.dispatched,
    moments: ran.moments,
    failures: ran.failures.length,
    cpu: seconds((user + system) / 1000),
    steps,
  }
}
