import type { House, VirtualRun } from '#server/index.ts'
import { BadInput, type Command, type CommandContext, type CommandInput, textOption } from '../command.ts'
import { chosenDatabase, wantsDemo } from '../environment.ts'
import { printTable } from '../print-table.ts'

/** The whole shop by a clock of its own: what a week would have sent, in seconds. */
export const run: Command = {
  words: ['run'],
  usage: '--until TIME | --for SPAN',
  summary: 'run the shop by a clock of its own until then, sending to the sandbox only',
  options: {
    until: { type: 'string', about: 'a time with its zone, such as 2026-12-24T09:00Z' },
    for: { type: 'string', about: 'so long from where the clock stands, such as 90m, 36h or 3d' },
  },
  notes: [
    'The clock goes from one due time to the next: what is held leaves when its window opens. Messages reach the',
    'sandbox and nobody else, and stay as sent: run it on a copy of a shop that has customers (rapport backup,',
    'restore). A second run begins where the first one ended.',
  ],
  takes: [0, 0],
  needs: 'alone',
  run: async (input, context) => {
    const span = readSpan(input, context.now())
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

type Span = { until: Date } | { ms: number }

const units = { m: 60_000, h: 3_600_000, d: 86_400_000 }
const LONGEST_MS = 366 * units.d

function readSpan(input: CommandInput, now: Date): Span {
  const [until, length] = [textOption(input, 'until'), textOption(input, 'for')]
  if ((until === undefined) === (length === undefined))
    throw new BadInput('run: say --until TIME or --for SPAN, one of them')
  if (until !== undefined) return { until: readTime(until, now) }
  const match = /^(\d{1,6})([mhd])$/.exec(length ?? '')
  const unit = match?.[2] === 'm' ? 'm' : match?.[2] === 'h' ? 'h' : 'd'
  const ms = Number(match?.[1] ?? 0) * units[unit]
  if (ms <= 0 || ms > LONGEST_MS)
    throw new BadInput(`--for: a span such as 90m, 36h or 3d, at most 366d, not "${length}"`)
  return { ms }
}

function readTime(text: string, now: Date): Date {
  const isTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/.test(text)
  const time = new Date(isTime ? text : Number.NaN)
  if (Number.isNaN(time.getTime()))
    throw new BadInput(`--until: a time with its zone, such as 2026-12-24T09:00Z, not "${text}"`)
  if (time <= now) throw new BadInput(`--until: ${text} is over`)
  return time
}

function untilOf(span: Span, from: Date): Date {
  const until = 'until' in span ? span.until : new Date(from.getTime() + span.ms)
  if (until <= from)
    throw new BadInput(`--until: an earlier run of this database went on to ${from.toISOString()}`)
  if (until.getTime() - from.getTime() > LONGEST_MS) throw new BadInput('--until: at most 366 days on')
  return until
}

/** An embedded database has its lock; a server's may be open elsewhere. */
async function refuseBesideOthers(house: House): Promise<void> {
  const { othersAreConnected } = await import('#store/index.ts')
  if (house.store.kind === 'postgres' && (await othersAreConnected(house.db)))
    throw new BadInput('another Rapport is connected to this database; stop it first')
}

const NOTE = 'virtual_clock'

/** Where the clock begins: now, or where an earlier run ended. */
async function standsAt(house: House, now: Date): Promise<Date> {
  const { readNote } = await import('#domain/settings/index.ts')
  const noted = await readNote(house.db, NOTE)
  const ended = typeof noted === 'string' ? new Date(noted) : now
  return ended > now ? ended : now
}

async function rememberClock(house: House, at: Date): Promise<void> {
  const { writeNote } = await import('#domain/settings/index.ts')
  await writeNote(house.db, NOTE, at.toISOString(), at)
}

function daysBetween(from: Date, until: Date): number {
  return Math.ceil((until.getTime() - from.getTime()) / units.d)
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
