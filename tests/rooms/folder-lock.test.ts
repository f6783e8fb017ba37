import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { FolderInUse, folderHolder, lockFolder, openStore } from '#store/index.ts'
import { type Child, startProcess, temporaryFolder } from '../support/processes.ts'

vi.setConfig({ testTimeout: 120_000 }) // processes of their own, on a machine that may be busy
let folder: ReturnType<typeof temporaryFolder>
const children: Child[] = []

beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(async () => {
  await Promise.all(children.splice(0).map((child) => child.end('SIGKILL')))
  folder.remove()
})

function holder(): Child {
  const child = startProcess('tests/support/processes/hold-folder.ts', [folder.path])
  children.push(child)
  return child
}

const lockFile = () => join(folder.path, 'rapport.lock')
const now = new Date('2026-01-05T10:00:00Z')

test('a second process is refused in one line that names the first', async () => {
  const first = holder()
  await first.line((line) => line === 'held')
  const refusal = await holder().line(() => true)
  expect(refusal).toContain(`another Rapport (pid ${first.pid}, since `)
  expect(refusal).toContain(folder.path)
  expect(refusal).not.toContain('\n')
})

test('the database itself is refused to a second process, and the first is unharmed', async () => {
  const first = holder()
  await first.line((line) => line === 'held')
  await expect(openStore({ dataDir: folder.path })).rejects.toBeInstanceOf(FolderInUse)
  expect(existsSync(join(folder.path, 'pglite'))).toBe(false)
  expect(folderHolder(folder.path)?.pid).toBe(first.pid)
})

test('the lock of a process killed with -9 is taken over', async () => {
  const first = holder()
  await first.line((line) => line === 'held')
  await first.end('SIGKILL')
  expect(existsSync(lockFile())).toBe(true)
  const second = holder()
  expect(await second.line(() => true)).toBe('held')
  expect(folderHolder(folder.path)?.pid).toBe(second.pid)
})

test('a process number that now belongs to another program holds nothing', () => {
  const taken = lockFolder(folder.path, now)
  const content = JSON.parse(readFileSync(lockFile(), 'utf8'))
  taken.release()
  writeFileSync(lockFile(), JSON.stringify({ ...content, pid: process.ppid }))
  expect(folderHolder(folder.path)).toBeNull()
  lockFolder(folder.path, now).release()
  expect(existsSync(lockFile())).toBe(false)
})

test('a lock from another machine is believed while its heart beats', () => {
  const taken = lockFolder(folder.path, now)
  const content = JSON.parse(readFileSync(lockFile(), 'utf8'))
  taken.release()
  writeFileSync(lockFile(), JSON.stringify({ ...content, pid: 1, machine: 'elsewhere' }))
  expect(() => lockFolder(folder.path, now)).toThrow(FolderInUse)
})

test('a damaged lock file stops nobody', () => {
  writeFileSync(lockFile(), '{"pid":')
  const lock = lockFolder(folder.path, now)
  expect(folderHolder(folder.path)?.pid).toBe(process.pid)
  lock.release()
})

test('of eight processes that find a stale lock at once, exactly one gets the folder', async () => {
  const dead = holder()
  await dead.line((line) => line === 'held')
  await dead.end('SIGKILL')
  const answers = await Promise.all(Array.from({ length: 8 }, () => holder().line(() => true)))
  expect(answers.filter((answer) => answer === 'held')).toHaveLength(1)
  expect(answers.filter((answer) => answer.startsWith('another Rapport'))).toHaveLength(7)
})

test('releasing gives the folder back, and a long folder name still gets a socket path that fits', () => {
  const long = join(folder.path, 'a'.repeat(120))
  const lock = lockFolder(long, now)
  expect(Buffer.byteLength(lock.commandSocket)).toBeLessThanOrEqual(100)
  lock.release()
  expect(folderHolder(long)).toBeNull()
})
