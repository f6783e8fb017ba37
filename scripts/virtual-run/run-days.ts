import type { House, StepTime, VirtualClock } from '#server/index.ts'
import type { CommandContext } from '../command.ts'
import { BadInput } from '../command.ts'
import { chosenDatabase } from '../environment.ts'
import { printTable } from '../print-table.ts'
import { refuseBesideOthers, rememberClock, standsAt } from './clock-note.ts'
import { printJourneys, readJourneys } from './journey-figures.ts'
import { daysBetween, type Span, untilOf } from './span.ts'

/** Links in the messages need a home, though nobody out there follows them. */
const NOWHERE = 'http://localhost:3000'

/**
 * The demo shop and its people over so many days: all journeys on, every channel the sandbox, the clock in a
 * hurry. Answers the exit code.
 */
export async function runDays(span: Span, showTimes: boolean, context: CommandContext): Promise<number> {
  const { createVirtualClock, demoLife, inAHurry, runUntil } = await import('#server/index.ts')
  const clock = createVirtualClock(context.now())
  const house = await openDemo(clock, context)
  try {
    await refuseBesideOthers(house)
    clock.set(await standsAt(house, context.now()))
    house.listeningAt(NOWHERE)
    await switchAllOn(house)
    const first = await demoLife(house)
    const [from, until] = [clock.now(), untilOf(span, clock.now())]
    const bar = context.progress('days', daysBetween(from, until))
    const result = await runUntil(house, clock, until, {
      signal: context.signal,
      pace: inAHurry,
      first: first ?? undefined,
      onMoment: (now) => bar.set(Math.floor((now.getTime() - from.getTime()) / 86_400_000)),
      onTimes: (times) => showTimes && printTimes(times, context.err),
    })
    bar.done()
    await rememberClock(house, result.until)
    const journeys = await readJourneys(house, from, clock.now())
    if (context.json) context.out(`${JSON.stringify({ journeys })}\n`)
    else printJourneys(journeys, { ...result, from }, context.out)
    for (const { at, step, message } of result.failures)
      context.err(`${at.toISOString()} ${step}: ${message}\n`)
    return result.failures.length > 0 ? 1 : 0
  } finally {
    await house.close()
  }
}

/** The demo shop, made where the database is empty. Refuses a shop that is none before it touches anything of it. */
async function openDemo(clock: VirtualClock, context: CommandContext): Promise<House> {
  const { openHouse } = await import('#server/index.ts')
  const { migrate, openStore } = await import('#store/index.ts')
  const env = process.env
  const database = chosenDatabase(env)
  const store = await openStore(database)
  try {
    await migrate(store.db)
    if (!(await isDemoOrEmpty(store.db)))
      throw new BadInput('run --days: this database holds a shop that is not the demo; use another one')
  } catch (error) {
    await store.close()
    throw error
  }
  const logTo = { write: (line: string) => void (env.LOG_LEVEL && context.err(line)) }
  const made = { clock: clock.now, sandboxOnly: true, model: null, embedder: null, demo: true }
  return openHouse({ ...database, store, env, logTo, ...made })
}

async function isDemoOrEmpty(db: House['db']): Promise<boolean> {
  const { isDemo } = await import('#demo/index.ts')
  const { countProducts } = await import('#knowledge/catalog/index.ts')
  const { membersAfter } = await import('#domain/identity/index.ts')
  const { listStaff } = await import('#domain/staff/index.ts')
  if (await isDemo(db)) return true
  const nobody = (await membersAfter(db, '', 1)).length === 0
  return nobody && (await countProducts(db)) === 0 && (await listStaff(db)).length === 0
}

/** Everybody may be meant: it is the demo, and goes to the sandbox alone. */
async function switchAllOn({ journeys, clock }: House): Promise<void> {
  for (const { name, status } of await journeys.list())
    if (status !== 'on') await journeys.switchOn(name, null, clock(), { confirmEverybody: true })
}

function printTimes(times: readonly StepTime[], err: (text: string) => void): void {
  const rows = times.map(({ step, times: rounds, ms, longestMs }) => [
    step,
    String(rounds),
    (ms / 1000).toFixed(1),
    (ms / rounds).toFixed(1),
    longestMs.toFixed(0),
  ])
  printTable(err, ['step', 'rounds', 's', 'ms each', 'longest ms'], rows)
}
