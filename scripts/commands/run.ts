import type { VirtualRun } from '#server/index.ts'
import type { Command, CommandContext } from '../command.ts'
import { chosenDatabase, wantsDemo } from '../environment.ts'
import { printTable } from '../print-table.ts'
import { refuseBesideOthers, rememberClock, standsAt } from '../virtual-run/clock-note.ts'
import { runDays } from '../virtual-run/run-days.ts'
import { daysBetween, readSpan, untilOf } from '../virtual-run/span.ts'

/** The whole shop by a clock of its own: what a week would have sent, in seconds. */
export const run: Command = {
  words: ['run'],
  usage: '--days N | --until TIME | --for SPAN',
  summary: 'run the shop by a clock of its own until then, sending to the sandbox only',
  options: {
    days: { type: 'string', about: 'so many days of the demo shop and its people, with all journeys on' },
    until: { type: 'string', about: 'a time with its zone, such as 2026-12-24T09:00Z' },
    for: { type: 'string', about: 'so long from where the clock stands, such as 90m, 36h or 3d' },
    times: { type: 'boolean', about: 'with --days: say at the end what took the machine how long' },
  },
  notes: [
    'The clock goes from one due time to the next: what is held leaves when its window opens. Messages reach the',
    'sandbox and nobody else, and stay as sent: run it on a copy of a shop that has customers (rapport backup,',
    'restore). A second run begins where the first one ended.',
    'With --days the demo shop is made where the database is empty, its people live, all journeys are switched on,',
    'and each is told with its readout. That clock stops every eight hours, and models learn every four weeks. It refuses a',
    'database that holds another shop.',
  ],
  takes: [0, 0],
  needs: 'alone',
  run: async (input, context) => {
    const span = readSpan(input, context.now())
    if (input.values.days !== undefined) return runDays(span, input.values.times === true, context)
    const { createVirtualClock, openHouse, reportOutbox, runUntil } = await import('#server/index.ts')
    const clock = createVirtualClock(context.now())
    const options = { clock: clock.now, sandboxOnly: true, model: null, embedder: null }
    const env = process.env
    const logTo = { write: (line: string) => void (env.LOG_LEVEL && context.err(line)) }
    const house = await openHouse({ ...chosenDatabase(env), env, demo: wantsDemo(env), logTo, ...options })
    try {
      await refuseBesideOthers(house)
      clock.set(await standsAt(house, context.now()))
      const until = untilOf(span, clock.now())
      const from = clock.now()
      const bar = context.progress('days', daysBetween(from, until))
      const onMoment = (now: Date) => bar.set(daysBetween(from, now))
      const result = await runUntil(house, clock, until, { signal: context.signal, onMoment })
      bar.done()
      await rememberClock(house, result.until)
      const outbox = await reportOutbox(house.db, result.from)
      const next = await house.outbox.nextDue()
      report(context, { ...result, outbox, next })
      return result.failures.length > 0 ? 1 : 0
    } finally {
      await house.close()
    }
  },
}

interface Report extends VirtualRun {
  outbox: { state: string; channel: string; gate: string | null; reason: string | null; messages: number }[]
  next: Date | null
}

function report(context: CommandContext, { outbox, failures, ...result }: Report): void {
  if (context.json) {
    context.out(`${JSON.stringify({ ...result, outbox, failures })}\n`)
    return
  }
  const { from, until, moments, dispatched, next } = result
  context.out(`${from.toISOString()} to ${until.toISOString()}: ${moments} moments, ${dispatched} sent\n\n`)
  const rows = outbox.map(({ state, channel, gate, reason, messages }) => [
    state,
    channel,
    gate ?? '',
    reason ?? '',
    String(messages),
  ])
  if (rows.length > 0) printTable(context.out, ['state', 'channel', 'gate', 'reason', 'messages'], rows)
  else context.out('Nothing was to be sent.\n')
  if (next) context.out(`\nThe next is due at ${next.toISOString()}.\n`)
  for (const { at, step, message } of failures) context.err(`${at.toISOString()} ${step}: ${message}\n`)
}
