import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { cp } from 'node:fs/promises'
import type { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import type { CopyWay } from './copy.ts'
import { copyToEmbedded } from './copy-embedded.ts'
import { copyTemplate } from './template.ts'

export interface Embedded {
  pool: pg.Pool
  copy: CopyWay
  dumpFolder: () => Promise<Blob>
  copyFolder: (target: string) => Promise<void>
  close: () => Promise<void>
}

/** PGlite in memory (`folder` null) or on disk, seen through a `pg.Pool` of one connection. */
export async function openPglite(folder: string | null, loadDataDir?: Blob): Promise<Embedded> {
  if (folder !== null && !loadDataDir) await prepareFolder(folder)
  const lite = await start(folder, loadDataDir)
  const { createPgConfig } = await import('@electric-sql/pglite/node-postgres')
  const config = createPgConfig(lite)
  const pool = new pg.Pool({
    ...config,
    connection: config.connection,
    max: config.poolSize,
  } as pg.PoolConfig)
  return {
    pool,
    copy: copyToEmbedded(lite),
    dumpFolder: () => lite.dumpDataDir('none'),
    copyFolder: (target) => copyAtRest(pool, folder, target),
    close: async () => {
      await pool.end()
      await lite.close()
    },
  }
}

/** Nothing is written while the one connection is held here. */
async function copyAtRest(pool: pg.Pool, folder: string | null, target: string): Promise<void> {
  if (folder === null) throw new Error('a database in memory has no folder to copy')
  const client = await pool.connect()
  try {
    await client.query('checkpoint')
    await cp(folder, target, { recursive: true })
  } finally {
    client.release()
  }
}

async function start(folder: string | null, loadDataDir?: Blob): Promise<PGlite> {
  const [{ PGlite }, { vector }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite-pgvector'),
  ])
  if (folder !== null) mkdirSync(folder, { recursive: true })
  const lite = new PGlite(folder ?? 'memory://', { extensions: { vector }, loadDataDir })
  await lite.waitReady
  return lite
}

/** A new folder appears whole or not at all: a process killed while making it leaves only the draft. */
async function prepareFolder(folder: string): Promise<void> {
  if (existsSync(folder) || copyTemplate(folder)) return
  const draft = `${folder}.new`
  rmSync(draft, { recursive: true, force: true })
  const lite = await start(draft)
  await lite.close()
  renameSync(draft, folder)
}
