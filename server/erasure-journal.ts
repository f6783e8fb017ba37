import { existsSync, readFileSync } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import type { ErasureEntry } from '#inbound/index.ts'
import { type Environment, readConfig } from './config.ts'
import { readSecrets } from './secrets.ts'

/** The file that remembers erasures, as hashes, for the day on which an older backup is restored. */
export interface ErasureJournal {
  /** null: none is kept. */
  path: string | null
  keep: (entry: ErasureEntry) => Promise<void>
  /** Those from this moment on. Throws an Error of one line where a line of the file is damaged. */
  since: (moment: Date) => ErasureEntry[]
}

const entrySchema = z.object({
  at: z.iso.datetime(),
  hashes: z.array(z.string()),
  records: z.array(z.string()),
})

/** The journal and its key, without opening a house: for a restore. */
export function openErasures(
  env: Environment,
  where: { dataDir: string; databaseUrl: string | undefined },
): { journal: ErasureJournal; suppressionKey: string } {
  const config = readConfig(env)
  const onServer = where.databaseUrl !== undefined
  const path = journalPath({ file: config.ERASURES_FILE, dataDir: where.dataDir, onServer })
  const journal = openErasureJournal(path)
  // a key is asked for only where there is something to read with it
  const suppressionKey =
    path === null || !existsSync(path) ? '' : readSecrets(config, where.dataDir, onServer).suppression
  return { journal, suppressionKey }
}

/** Beside the embedded database unless ERASURES_FILE names another place; with a server only there. */
export function journalPath(where: {
  file: string | undefined
  dataDir: string | undefined
  onServer: boolean
}): string | null {
  if (where.file !== undefined) return where.file
  if (where.onServer || where.dataDir === undefined || where.dataDir === 'memory') return null
  return join(where.dataDir, 'erasures.jsonl')
}

export function openErasureJournal(path: string | null): ErasureJournal {
  return {
    path,
    keep: async (entry) => {
      if (path === null) return
      await mkdir(dirname(path), { recursive: true })
      const file = await open(path, 'a', 0o600)
      try {
        await file.appendFile(`${JSON.stringify(entry)}\n`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    since: (moment) => readEntries(path).filter((entry) => new Date(entry.at) >= moment),
  }
}

function readEntries(path: string | null): ErasureEntry[] {
  if (path === null || !existsSync(path)) return []
  const lines = readFileSync(path, 'utf8').split('\n')
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return [entrySchema.parse(JSON.parse(line))]
    } catch {
      throw new Error(`${path}:${index + 1} is not an entry of the journal of erasures`)
    }
  })
}
