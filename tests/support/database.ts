import { createHash, randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, openAsBlob, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { describe } from 'vitest'
import { migrate, openStore, projectRoot, readMigrations, type Store } from '#store/index.ts'

export const databaseKinds = ['pglite', 'postgres'] as const
export type DatabaseKind = (typeof databaseKinds)[number]

const serverUrl = process.env.TEST_DATABASE_URL
const fingerprint = createHash('sha256').update(JSON.stringify(readMigrations())).digest('hex').slice(0, 16)

/**
 * Runs the same cases on PGlite and on a real PostgreSQL. Without TEST_DATABASE_URL the second is skipped
 * and says so; with CI=true it must be there, and its absence is a failure.
 */
export function describeOnBoth(
  title: string,
  cases: (open: (options?: { poolSize?: number }) => Promise<Store>) => void,
): void {
  for (const kind of databaseKinds) {
    const absent = kind === 'postgres' && !serverUrl
    if (absent && process.env.CI === 'true') throw new Error('CI needs TEST_DATABASE_URL')
    describe.skipIf(absent)(`${title} (${kind}${absent ? ': no TEST_DATABASE_URL' : ''})`, () => {
      cases((options) => openTestStore(kind, options))
    })
  }
}

/** A migrated, empty database of its own; closing it drops it. */
export async function openTestStore(
  kind: DatabaseKind = 'pglite',
  options: { poolSize?: number } = {},
): Promise<Store> {
  if (kind === 'pglite') return openStore({ loadDataDir: await openAsBlob(await pgliteTemplate()) })
  const { url, drop } = await createTestDatabase()
  const store = await openStore({ databaseUrl: url, poolSize: options.poolSize ?? 4 })
  return {
    ...store,
    close: async () => {
      await store.close()
      await drop()
    },
  }
}

/** A migrated, empty database on the test server, by address: for tests that start processes of their own. */
export async function createTestDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  if (!serverUrl) throw new Error('TEST_DATABASE_URL is not set')
  const template = `rapport_template_${fingerprint}`
  const name = `rapport_test_${randomBytes(8).toString('hex')}`
  await asAdmin(async (admin) => {
    await admin.query('select pg_advisory_lock(7269002)')
    const found = await admin.query('select 1 from pg_database where datname = $1', [template])
    if (found.rowCount === 0) await buildServerTemplate(admin, template)
    await admin.query(`create database ${name} template ${template}`)
  })
  return {
    url: withDatabase(name),
    drop: () => asAdmin((admin) => admin.query(`drop database if exists ${name} with (force)`)),
  }
}

async function buildServerTemplate(admin: pg.Client, template: string): Promise<void> {
  const building = `${template}_new`
  await admin.query(`drop database if exists ${building} with (force)`)
  await admin.query(`create database ${building}`)
  const store = await openStore({ databaseUrl: withDatabase(building), poolSize: 1 })
  await migrate(store.db)
  await store.close()
  await admin.query(`alter database ${building} rename to ${template}`)
}

/** The path of a raw tar of a migrated, empty PGlite folder, built once per state of the migrations. */
export async function pgliteTemplate(): Promise<string> {
  const folder = join(projectRoot, '.cache')
  const path = join(folder, `pglite-${fingerprint}.tar`)
  if (existsSync(path)) return path
  mkdirSync(folder, { recursive: true })
  const store = await openStore({})
  await migrate(store.db)
  const tar = await store.dumpFolder()
  await store.close()
  const building = `${path}.${process.pid}`
  writeFileSync(building, Buffer.from(await tar.arrayBuffer()))
  renameSync(building, path)
  return path
}

function withDatabase(name: string): string {
  const url = new URL(serverUrl ?? '')
  url.pathname = `/${name}`
  return url.href
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<void> {
  const admin = new pg.Client({ connectionString: serverUrl })
  await admin.connect()
  try {
    await work(admin)
  } finally {
    await admin.end()
  }
}
