import { Problem } from '#contract/problem.ts'
import type { Db } from '#store/index.ts'
import type { Incoming, Taken } from './incoming.ts'
import { type GroupWriter, writeGroup } from './write-group.ts'

/** Events that came together, or a part of them. */
interface Parcel {
  events: readonly Incoming[]
  resolve: (taken: Taken[]) => void
  reject: (error: unknown) => void
}

/** Writes events in groups: whatever arrived while the last group was written. */
export interface Intake {
  /** Resolves when all of them are committed. Throws `unavailable` where they could not be, or it is closed. */
  submit: (events: readonly Incoming[]) => Promise<Taken[]>
  /** Events that wait to be written. */
  waiting: () => number
  /** Takes nothing new and writes what was taken. */
  close: () => Promise<void>
}

/** Events of one transaction: enough to share its cost, few enough that nobody waits long. */
const MOST_IN_GROUP = 400
/** A request with more is written in parts. */
const MOST_IN_PARCEL = 250
/** A second writer begins only where the first has fallen behind: larger groups cost less an event. */
const BEHIND = 32
/** Above this, senders are told to wait: memory is not a queue. */
const MOST_WAITING = 50_000

export function createIntake(options: {
  db: Db
  /** Two on a server; one where the database is one connection. */
  writers: number
  clock: () => Date
  log: GroupWriter['log']
  onTouched?: GroupWriter['onTouched']
}): Intake {
  const queue: Parcel[] = []
  const idle = Array.from({ length: options.writers }, (_, part) => ({ ...options, part }))
  const running = new Set<Promise<void>>()
  let waiting = 0
  let closed = false

  const wake = () => {
    if (queue.length === 0 || (running.size > 0 && waiting < BEHIND)) return
    const writer = idle.pop()
    if (!writer) return
    const run = work(writer).finally(() => {
      running.delete(run)
      idle.push(writer)
      wake()
    })
    running.add(run)
  }
  const work = async (writer: GroupWriter) => {
    await new Promise((resolve) => setImmediate(resolve)) // what arrives in this very turn comes along
    while (queue.length > 0) {
      const parcels = takeGroup(queue)
      const group = parcels.flatMap(({ events }) => events)
      waiting -= group.length
      await settle(parcels, writeGroup(writer, group))
    }
  }
  return {
    submit: async (events) => {
      if (closed) throw new Problem('unavailable', 'The server is closing.')
      if (waiting + events.length > MOST_WAITING)
        throw new Problem(
          'too-many-requests',
          'More events wait than can be kept. Send them again in a moment.',
          {
            retryAfterSeconds: 2,
          },
        )
      waiting += events.length
      const parts: Promise<Taken[]>[] = []
      for (let at = 0; at < events.length; at += MOST_IN_PARCEL) {
        const part = events.slice(at, at + MOST_IN_PARCEL)
        parts.push(new Promise((resolve, reject) => queue.push({ events: part, resolve, reject })))
      }
      wake()
      return (await Promise.all(parts)).flat()
    },
    waiting: () => waiting,
    close: async () => {
      closed = true
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/** The parcels that make the next group, the first that came first. */
function takeGroup(queue: Parcel[]): Parcel[] {
  let events = 0
  let parcels = 0
  for (const parcel of queue) {
    if (parcels > 0 && events + parcel.events.length > MOST_IN_GROUP) break
    events += parcel.events.length
    parcels++
  }
  return queue.splice(0, parcels)
}

async function settle(parcels: readonly Parcel[], writing: Promise<Taken[]>): Promise<void> {
  try {
    const taken = await writing
    let at = 0
    for (const { events, resolve } of parcels) {
      resolve(taken.slice(at, at + events.length))
      at += events.length
    }
  } catch (error) {
    for (const { reject } of parcels) reject(error)
  }
}
