import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { acceptCopies } from './copy.ts'
import { copyToServer } from './copy-server.ts'
import type { Db } from './database.ts'
import { type Embedded, openPglite } from './embedded.ts'
import { lockFolder } from './folder-lock.ts'
import { prepareRepeated } from './prepared-statements.ts'

export interface Store {
  db: Db
  kind: 'pglite' | 'postgres'
  /** Where a running server takes `rapport` commands; null with a server database or in memory. */
  commandSocket: string | null
  /** Dumps the embedded database's folder as a tar; refused on a server, which has pg_dump. */
  dumpFolder: () => Promise<Blob>
  /**
   * Copies the embedded database on disk into `dataDir`, which another process may then open. Its queries
   * wait meanwhile, a fraction of a second. Refused in memory and on a server.
   */
  copyTo: (dataDir: string) => Promise<void>
  /** Closes the database and gives the folder back. */
  close: () => Promise<void>
}

export interface StoreOptions {
  /** A PostgreSQL server; without it, PGlite under `dataDir`. */
  databaseUrl?: string | undefined
  /** Folder of the embedded database; `memory` keeps nothing. */
  dataDir?: string | undefined
  /** Start the embedded database from this tar (tests' template, a restore). */
  loadDataDir?: Blob | undefined
  /** Connections to a server. */
  poolSize?: number | undefined
}

// bigint counts and amounts of ours stay far below 2^53
pg.types.setTypeParser(20, Number)
// a date is a day, not a moment
pg.types.setTypeParser(1082, (text) => text)

/**
 * Opens the database: one code path through `pg.Pool`, whichever it is. Does not migrate. On disk it holds
 * the folder's lock until `close`, and throws FolderInUse where another process has it.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  return options.databaseUrl ? openServer(options.databaseUrl, options.poolSize ?? 10) : openEmbedded(options)
}

async function openServer(connectionString: string, max: number): Promise<Store> {
  const application_name = `rapport ${randomBytes(6).toString('hex')}` // one per store: a restore looks for others
  const pool = new pg.Pool({ connectionString, max, application_name })
  acceptCopies(pool, copyToServer)
  pool.on('error', () => {}) // an idle connection that breaks is replaced by the next query
  return {
    db: handle(pool),
    kind: 'postgres',
    commandSocket: null,
    dumpFolder: () => Promise.reject(new Error('a PostgreSQL server is dumped with pg_dump')),
    copyTo: () => Promise.reject(new Error('a PostgreSQL server is copied with pg_basebackup')),
    close: () => pool.end(),
  }
}

async function openEmbedded(options: StoreOptions): Promise<Store> {
  const folder = options.dataDir === undefined || options.dataDir === 'memory' ? null : options.dataDir
  if (folder === null) return embeddedStore(await openPglite(null, options.loadDataDir), null, () => {})
  const lock = lockFolder(folder, new Date())
  try {
    const embedded = await openPglite(join(folder, 'pglite'), options.loadDataDir)
    return embeddedStore(embedded, lock.commandSocket, lock.release)
  } catch (error) {
    lock.release()
    throw error
  }
}

function embeddedStore(embedded: Embedded, commandSocket: string | null, release: () => void): Store {
  prepareRepeated(embedded.pool)
  acceptCopies(embedded.pool, embedded.copy)
  return {
    db: handle(embedded.pool),
    kind: 'pglite',
    commandSocket,
    dumpFolder: embedded.dumpFolder,
    copyTo: (dataDir) => embedded.copyFolder(join(dataDir, 'pglite')),
    close: async () => {
      await embedded.close()
      release()
    },
  }
}

function handle(pool: pg.Pool): Db {
  return new Kysely<Record<never, never>>({ dialect: new PostgresDialect({ pool }) })
}
