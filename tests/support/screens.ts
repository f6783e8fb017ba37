import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { projectRoot } from '#store/index.ts'

const run = promisify(execFile)
const outputs = {
  'web-widget': 'dist/widget',
  'staff-console': 'dist/console',
  'demo/storefront': 'dist/storefront',
} as const
export type Screens = keyof typeof outputs

const STALE_LOCK_MS = 120_000

/** Builds a browser app unless its output is newer than its sources. Answers the output's folder. */
export async function buildScreens(room: Screens): Promise<string> {
  const output = join(projectRoot, outputs[room])
  const sources = [room, 'contract', 'package-lock.json'].map((path) => join(projectRoot, path))
  const isFresh = () => existsSync(output) && oldest(output) > Math.max(...sources.map(newest))
  await holding(`build-${room.replace('/', '-')}`, async () => {
    if (isFresh()) return
    const vite = join(projectRoot, 'node_modules/vite/bin/vite.js')
    const args = [vite, 'build', '--config', join(projectRoot, room, 'vite.config.ts'), '--logLevel', 'error']
    await run(process.execPath, args, { cwd: projectRoot, env: { ...process.env, NODE_ENV: 'production' } })
  })
  return output
}

/** One builder at a time, between processes too: a folder is the lock. */
async function holding(name: string, work: () => Promise<void>): Promise<void> {
  const lock = join(projectRoot, '.cache', `${name}.lock`)
  mkdirSync(join(projectRoot, '.cache'), { recursive: true })
  while (!tryLock(lock)) {
    const since = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
    if (Date.now() - since > STALE_LOCK_MS) rmSync(lock, { recursive: true, force: true })
    await sleep(100)
  }
  try {
    await work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

function tryLock(lock: string): boolean {
  try {
    mkdirSync(lock)
    return true
  } catch {
    return false
  }
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path).flatMap((name) => filesUnder(join(path, name)))
}

const changedAt = (path: string) => filesUnder(path).map((file) => statSync(file).mtimeMs)
const newest = (path: string) => Math.max(...changedAt(path))
const oldest = (path: string) => Math.min(...changedAt(path))
