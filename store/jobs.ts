import type { PgBoss } from 'pg-boss'
import type { Db } from './database.ts'

/**
 * Wakes whoever works in another process. What is to be done stands in the rooms' own rows, with its time; a
 * job says only that there is something, so it carries nothing and may be lost: each process looks by itself
 * every second.
 */
export interface Jobs {
  /** Begins to listen; `onWake` is called when another process, or this one, has called `wake`. */
  start: (onWake: () => void) => Promise<void>
  /** Something is due. Calls that follow each other closely are one. Does not throw. */
  wake: () => void
  close: () => Promise<void>
}

export interface JobsOptions {
  /** A PostgreSQL server, which is listened to on a connection of its own. */
  databaseUrl?: string | undefined
  /** The embedded database: its one connection is shared. */
  db: Db
  log: { warn: (fields: object, text: string) => void }
}

const QUEUE = 'wake'
const SCHEMA = 'pgboss'
/** Two connections beside the rooms' pool, and the one that listens. */
const POOL = 2
const QUIET_MS = 250

export function createJobs(options: JobsOptions): Jobs {
  const { log } = options
  let boss: PgBoss | null = null
  let starting: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let again = false
  let closed = false

  const send = () => {
    again = false
    boss?.send(QUEUE).catch((error: unknown) => {
      if (!closed) log.warn({ error, step: 'jobs' }, 'waking others failed')
    })
    timer = setTimeout(() => {
      timer = null
      if (again) send()
    }, QUIET_MS)
  }
  const start = async (onWake: () => void) => {
    const made = await makeBoss(options)
    made.on('error', (error) => {
      if (!closed) log.warn({ error, step: 'jobs' }, 'the job queue failed')
    })
    await made.start()
    // short: while one waits to be fetched, another adds nothing
    await made.createQueue(QUEUE, { policy: 'short', notify: true, retryLimit: 0, deleteAfterSeconds: 60 })
    await made.work(QUEUE, pollingOf(options), async () => onWake())
    boss = made
  }
  return {
    start: (onWake) => {
      starting = start(onWake)
      return starting
    },
    wake: () => {
      if (closed || boss === null) return
      if (timer) again = true
      else send()
    },
    close: async () => {
      closed = true
      if (timer) clearTimeout(timer)
      await starting.catch(() => {})
      await boss?.stop({ graceful: false })
    },
  }
}

/** With LISTEN a full batch is followed by another fetch at once, else each wake would cost a poll. */
function pollingOf({ databaseUrl }: JobsOptions) {
  const polling = { batchSize: 5, burstWhenBatchFull: true, pollingIntervalSeconds: 1 }
  return databaseUrl === undefined ? polling : { ...polling, notifyPollingIntervalSeconds: 1 }
}

/** Loaded only where it is started: it is the heaviest module beside the agent's. */
async function makeBoss({ databaseUrl, db }: JobsOptions): Promise<PgBoss> {
  const { PgBoss: Boss, fromKysely } = await import('pg-boss')
  const quiet = { schema: SCHEMA, schedule: false, reindex: false } as const
  if (databaseUrl !== undefined)
    return new Boss({ ...quiet, connectionString: databaseUrl, max: POOL, useListenNotify: true })
  return new Boss({ ...quiet, db: fromKysely(db), backend: 'pglite' })
}
