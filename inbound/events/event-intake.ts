import { declaredNames, type SetAsideFilter } from '#domain/events/index.ts'
import type { Db } from '#store/index.ts'
import type { Taken } from './incoming.ts'
import { createIntake } from './intake.ts'
import { type ReplayCounts, replaySetAside } from './replay.ts'
import { type Caller, takeCalls } from './take-calls.ts'
import type { GroupWriter } from './write-group.ts'

/** Everything that comes in as events. */
export interface EventIntake {
  /** Checks and stores calls; resolves when all is committed. Throws `unavailable` where the database is. */
  take: (calls: readonly unknown[], caller: Caller) => Promise<Taken[]>
  /** Tries again what was set aside. */
  replay: (filter: SetAsideFilter) => Promise<ReplayCounts>
  /** The shop's own names were changed here: the next call knows it. */
  namesChanged: () => void
  /** Events that wait to be written. */
  waiting: () => number
  close: () => Promise<void>
}

/** Names declared in another process are known after this long. */
const NAMES_MS = 1000

export function createEventIntake(deps: {
  db: Db
  /** Two on a server; one on the embedded database, which is one connection. */
  writers: number
  clock: () => Date
  log: GroupWriter['log']
  /** Told whose data was changed, when it is committed. */
  onTouched?: GroupWriter['onTouched']
}): EventIntake {
  const { db, clock } = deps
  const intake = createIntake(deps)
  let names: { readAt: number; declared: Promise<ReadonlySet<string>> } | null = null
  const declared = () => {
    if (names && performance.now() - names.readAt < NAMES_MS) return names.declared
    const reading = declaredNames(db).then((rows) => new Set(rows.map(({ name }) => name)))
    names = { readAt: performance.now(), declared: reading }
    reading.catch(() => {
      names = null
    })
    return reading
  }
  return {
    take: (calls, caller) => takeCalls({ db, intake, declared }, calls, caller),
    replay: (filter) => replaySetAside({ db, intake, clock }, filter),
    namesChanged: () => {
      names = null
    },
    waiting: intake.waiting,
    close: intake.close,
  }
}
