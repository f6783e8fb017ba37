import type { Fields } from '#domain/events/index.ts'
import { upsertCustomers } from '#domain/identity/index.ts'
import { readNote, writeNote } from '#domain/settings/index.ts'
import type { Caller } from '#inbound/index.ts'
import type { Db } from '#store/index.ts'
import { ANSWER_MS, type Answer, answersTo } from './answers.ts'
import { lifts } from './chances.ts'
import { type Days, daysOf } from './days.ts'
import { callOf, type Doing, type LifeSource, lifeSources } from './doing.ts'
import { type Arrived, openInbox } from './inbox.ts'
import { newcomersOf } from './newcomers.ts'
import { changeShelf } from './shelf.ts'
import { dayNumber, HOUR, type LivePerson, type World, worldMadeAt } from './world.ts'

/** What the demo's people need of the house; each is the door that the same thing takes in a real shop. */
export interface LifeDeps {
  db: Db
  clock: () => Date
  /** Takes events as the shop's own systems send them. */
  take: (calls: readonly unknown[], caller: Caller) => Promise<readonly { ok: boolean }[]>
  /** Tells that a message was read on its phone. */
  read: (message: Arrived, at: Date) => Promise<void>
  /** Follows the tracked link of a message; false: it has none. */
  follow: (message: Arrived, at: Date) => Promise<boolean>
  /** Writes to the shop from the phone on which the message lies. */
  write: (message: Arrived, text: string, key: string) => Promise<void>
  source: string
}

export interface Life {
  /** Does everything that happened since the last time. Twice the same time is once. */
  run: () => Promise<void>
  /** When somebody does something again. */
  nextDue: () => Promise<Date | null>
}

const NOTE = 'demo_life'
/** People are heard of this often, at the same hours wherever the clock began. */
const EVERY_MS = 8 * HOUR

/**
 * Lets the demo's people live by the house's clock from now on, or from where they stopped. What they do by
 * themselves is the same for the same demo, however the time is cut; what they answer hangs on what was sent.
 */
export async function startLife(deps: LifeDeps, madeAt: Date): Promise<Life> {
  const { db, clock } = deps
  const world = worldMadeAt(madeAt)
  const days = daysOf(world)
  const inbox = openInbox(db)
  let through = await livedThrough(db, clock())
  return {
    nextDue: async () => new Date(roundBefore(through) + EVERY_MS),
    run: async () => {
      const until = new Date(roundBefore(clock()))
      if (until <= through) return
      await live(deps, { world, days, inbox }, through, until)
      through = until
      await writeNote(db, NOTE, { through: until.toISOString() }, clock())
    },
  }
}

const roundBefore = (at: Date): number => Math.floor(at.getTime() / EVERY_MS) * EVERY_MS

/** A demo that is made again begins to live anew. */
export function forgetLife(db: Db, now: Date): Promise<void> {
  return writeNote(db, NOTE, undefined, now)
}

async function livedThrough(db: Db, now: Date): Promise<Date> {
  const note = await readNote(db, NOTE)
  const through = typeof note === 'object' && note !== null && 'through' in note ? note.through : null
  return typeof through === 'string' ? new Date(through) : now
}

interface Known {
  world: World
  days: Days
  inbox: ReturnType<typeof openInbox>
}

async function live(deps: LifeDeps, known: Known, from: Date, now: Date): Promise<void> {
  const { world, days, inbox } = known
  const [since, until] = [from.getTime(), now.getTime()]
  await changeShelf(deps.db, world, { since, until }, deps.source)
  await welcome(deps, world, since, until, now)
  await inbox.read(now)
  const messages = inbox.messages()
  const answers = answersBetween(world, messages, since, until)
  const own = days.between(since, until, (doing) => isSpared(doing, messages))
  const said = answers.flatMap((answer) => (answer.kind === 'doing' ? [answer.doing] : []))
  await tell(deps, [...own, ...said], now)
  for (const answer of answers) await act(deps, answer)
}

async function welcome(deps: LifeDeps, world: World, since: number, until: number, now: Date): Promise<void> {
  const days = Array.from({ length: dayNumber(until) - dayNumber(since) + 1 }, (_, i) => dayNumber(since) + i)
  const fresh = days
    .flatMap((day) => newcomersOf(world, day))
    .filter(({ at }) => at > since && at <= until)
    .map(({ input }) => input)
  if (fresh.length > 0) await upsertCustomers(deps.db, fresh, deps.source, now)
}

/** A message of the journey came in time, and did what it is for. */
function isSpared({ userId, at, unless }: Doing, messages: readonly Arrived[]): boolean {
  if (!unless || unless.chance >= (lifts[unless.journey] ?? 0)) return false
  return messages.some(
    (message) =>
      message.userId === userId &&
      message.journey === unless.journey &&
      message.at >= unless.since &&
      message.at < at,
  )
}

function answersBetween(world: World, messages: readonly Arrived[], since: number, until: number): Answer[] {
  const people = peopleOf(world)
  return messages
    .filter(({ at }) => at > since - ANSWER_MS)
    .flatMap((message) => {
      const person = people(message)
      return person ? answersTo(world, person, message, messages) : []
    })
    .filter(({ at }) => at > since && at <= until)
    .sort((a, b) => a.at - b.at)
}

/** Of the demo's own and of whoever came later. */
function peopleOf(world: World): (message: Arrived) => LivePerson | null {
  const known = new Map(world.people.map((person) => [person.userId, person]))
  return ({ userId }) => {
    const found = known.get(userId)
    if (found) return found
    const day = Number(/^tw-n(\d+)-\d+$/.exec(userId)?.[1] ?? Number.NaN)
    if (!Number.isFinite(day)) return null
    return newcomersOf(world, day).find(({ person }) => person.userId === userId)?.person ?? null
  }
}

/** One call for each source; they are written in one transaction. */
async function tell(deps: LifeDeps, doings: readonly Doing[], now: Date): Promise<void> {
  const bySource = new Map<LifeSource, Fields[]>()
  for (const doing of [...doings].sort((a, b) => a.at - b.at))
    bySource.set(doing.source, [...(bySource.get(doing.source) ?? []), callOf(doing)])
  const taken = await Promise.all(
    [...bySource].map(([source, calls]) =>
      deps.take(calls, {
        trust: 'secret',
        source: lifeSources[source],
        receivedAt: now,
        sentAt: null,
        proof: null,
      }),
    ),
  )
  if (taken.flat().some(({ ok }) => !ok)) throw new Error('the demo’s people did something that was refused')
}

async function act(deps: LifeDeps, answer: Answer): Promise<void> {
  const at = new Date(answer.at)
  if (answer.kind === 'reads') await deps.read(answer.message, at)
  else if (answer.kind === 'follows') await deps.follow(answer.message, at)
  else if (answer.kind === 'stops') await deps.write(answer.message, 'STOP', answer.key)
}
