import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot, type Store } from '#store/index.ts'
import type { CommandContext } from './command.ts'
import { chosenDatabase } from './environment.ts'

const COPY = 'backup-copy-'

/**
 * Backs up a running embedded database. Its one connection would be busy for seconds: the folder is copied
 * in a moment instead, and a process of its own reads the copy.
 */
export async function backupBeside(store: Store, path: string, context: CommandContext): Promise<number> {
  const { dataDir } = chosenDatabase(process.env)
  const copy = mkdtempSync(join(dataDir, COPY)) // readable by this user alone
  try {
    await store.copyTo(copy)
    return await runOnCopy(copy, path, context)
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Removes what a server killed in the middle of a backup left. The folder's lock must be held. */
export function removeLeftCopies(dataDir: string): void {
  for (const name of readdirSync(dataDir).filter((entry) => entry.startsWith(COPY))) {
    rmSync(join(dataDir, name), { recursive: true, force: true })
  }
}

function runOnCopy(dataDir: string, path: string, context: CommandContext): Promise<number> {
  const args = [...program(), 'backup', path, ...(context.json ? ['--json'] : [])]
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: context.signal,
  })
  child.stdout.on('data', (chunk) => context.out(String(chunk)))
  child.stderr.on('data', (chunk) => context.err(String(chunk)))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}

/** The `rapport` program, built or from its sources, whichever this process was started from. */
function program(): string[] {
  if (!import.meta.url.endsWith('.ts')) return [join(projectRoot, 'dist', 'rapport.js')]
  return ['--import', 'tsx', join(projectRoot, 'scripts', 'rapport.ts')]
}
