import { cpus, totalmem } from 'node:os'
import { sql } from 'kysely'
import { openStore } from '#store/index.ts'

/** What every bench is given. */
export interface BenchContext {
  /** A real PostgreSQL; null where none could be had. */
  testDatabaseUrl: string | null
  /** A line for the person who waits; goes to stderr, never into the JSON. */
  note: (text: string) => void
}

/** A bench file exports this. The answer is printed as JSON with --json, else as a table. */
export type Bench = (context: BenchContext) => Promise<unknown>

export interface Machine {
  cores: number
  model: string
  memoryGb: number
  node: string
  postgres: string
}

/** On what it was measured, and whether the PostgreSQL waits for its disk. */
export async function describeMachine(testDatabaseUrl: string | null): Promise<Machine> {
  const processors = cpus()
  return {
    cores: processors.length,
    model: processors[0]?.model ?? 'unknown',
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: testDatabaseUrl ? await describeServer(testDatabaseUrl) : 'none',
  }
}

async function describeServer(databaseUrl: string): Promise<string> {
  const store = await openStore({ databaseUrl, poolSize: 1 })
  try {
    const { rows } = await sql<{
      version: string
      fsync: string
    }>`select current_setting('server_version') as version, current_setting('fsync') as fsync`.execute(
      store.db,
    )
    return `${rows[0]?.version ?? 'unknown'}, fsync ${rows[0]?.fsync ?? 'unknown'}`
  } finally {
    await store.close()
  }
}
