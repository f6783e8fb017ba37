import { createHash, randomUUID } from 'node:crypto'
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { identifyProcess, processState } from './process-identity.ts'

const HEARTBEAT_MS = 5_000
const SILENT_MS = 30_000 // a holder whose process cannot be looked up counts as gone after this
const MAX_SOCKET_PATH = 100 // Linux takes 107 bytes, macOS 103

const lockContent = z.object({
  token: z.string(),
  pid: z.number().int(),
  began: z.string().nullable(),
  machine: z.string().nullable(),
  startedAt: z.string(),
  commandSocket: z.string(),
})
export type LockContent = z.infer<typeof lockContent>

export interface FolderLock {
  /** The local socket on which the holder may take `rapport` commands. */
  commandSocket: string
  release: () => void
}

/** Another process has the folder open. The message is one line for a person. */
export class FolderInUse extends Error {
  readonly pid: number
  readonly commandSocket: string
  constructor(folder: string, holder: LockContent) {
    super(
      `another Rapport (pid ${holder.pid}, since ${holder.startedAt}) is using ${folder}; stop it, or set another DATA_DIR`,
    )
    this.name = 'FolderInUse'
    this.pid = holder.pid
    this.commandSocket = holder.commandSocket
  }
}

/**
 * Takes the folder for this process until `release` or its death. PGlite keeps no lock of its own, and two
 * processes on one folder destroy it. Throws FolderInUse while a living process holds it; the lock of a
 * dead one, or of a number that now belongs to another program, is taken over.
 */
export function lockFolder(folder: string, now: Date): FolderLock {
  mkdirSync(folder, { recursive: true })
  const path = lockPath(folder)
  const mine = newContent(folder, now)
  for (;;) {
    if (createWhole(path, mine)) return hold(path, mine)
    const holder = readLock(path)
    if (holder && isHeld(path, holder)) throw new FolderInUse(folder, holder)
    removeStale(path, mine)
  }
}

/** Who holds the folder now; null where nobody does. */
export function folderHolder(folder: string): LockContent | null {
  const path = lockPath(folder)
  const holder = readLock(path)
  return holder && isHeld(path, holder) ? holder : null
}

function lockPath(folder: string): string {
  return join(folder, 'rapport.lock')
}

function newContent(folder: string, now: Date): LockContent {
  return {
    token: randomUUID(),
    ...identifyProcess(),
    startedAt: now.toISOString(),
    commandSocket: socketPath(realpathSync(folder)),
  }
}

/** Inside the folder, or under the system's temporary one where the path would be too long for a socket. */
function socketPath(folder: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\rapport-${digest(folder)}`
  const inside = join(folder, 'run', 'commands.sock')
  if (Buffer.byteLength(inside) <= MAX_SOCKET_PATH) return inside
  return join(tmpdir(), `rapport-${digest(folder)}`, 'commands.sock')
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

/** Makes the file with all its content or not at all: a reader never sees half a lock. */
function createWhole(path: string, content: LockContent): boolean {
  const draft = `${path}.${content.token}`
  writeFileSync(draft, `${JSON.stringify(content)}\n`, { flag: 'wx', mode: 0o600 })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    unlinkSync(draft)
  }
}

function readLock(path: string): LockContent | null {
  try {
    const parsed = lockContent.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || error instanceof SyntaxError) return null
    throw error
  }
}

function isHeld(path: string, holder: LockContent): boolean {
  const state = processState(holder)
  if (state !== 'unknown') return state === 'alive'
  return Date.now() - modifiedAt(path) < SILENT_MS
}

function modifiedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/**
 * Removes a lock whose holder is gone. Only one process at a time may, under a guard file: else one that
 * judged the old lock could remove the fresh lock of another that was quicker.
 */
function removeStale(path: string, mine: LockContent): void {
  const guard = `${path}.takeover`
  if (!createWhole(guard, mine)) {
    if (!isLive(guard)) rmSync(guard, { force: true }) // its maker died within these few lines
    pause(5)
    return
  }
  try {
    if (existsSync(path) && !isLive(path)) rmSync(path, { force: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

function isLive(path: string): boolean {
  const holder = readLock(path)
  return holder !== null && isHeld(path, holder)
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}

function hold(path: string, mine: LockContent): FolderLock {
  const heartbeat = setInterval(() => touch(path), HEARTBEAT_MS)
  heartbeat.unref()
  const release = () => {
    clearInterval(heartbeat)
    process.off('exit', release)
    if (readLock(path)?.token === mine.token) rmSync(path, { force: true })
  }
  process.on('exit', release)
  return { commandSocket: mine.commandSocket, release }
}

function touch(path: string): void {
  try {
    const time = new Date()
    utimesSync(path, time, time)
  } catch {
    // the folder was removed under us: the next write says so
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
