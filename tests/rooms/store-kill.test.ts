import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { backupTo, type Db, openStore, restoreFrom } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { startProcess, temporaryFolder } from '../support/processes.ts'

const ROUNDS = 4

let folder: ReturnType<typeof temporaryFolder>
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

test('kill -9 in the middle of writes, reopen, back up, restore: nothing acknowledged is lost, and no half transaction is kept', {
  timeout: 180_000,
}, async () => {
  const acknowledged: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    acknowledged.push(...(await writeUntilKilled(Math.max(-1, ...acknowledged) + 2)))
    const store = await openStore({ dataDir: folder.path })
    await expectAll(store.db, acknowledged)
    if (round === ROUNDS - 1) await backupTo(store.db, createWriteStream(backupFile()), new Date())
    await store.close()
  }
  const restored = await openTestStore('pglite')
  await restoreFrom(restored.db, createReadStream(backupFile()))
  await expectAll(restored.db, acknowledged)
  await restored.close()
})

const backupFile = () => join(folder.path, 'after.backup')

/** Answers the numbers whose commit the process had reported when it died, somewhere in the middle of the next. */
async function writeUntilKilled(first: number): Promise<number[]> {
  const child = startProcess('tests/support/processes/write-rows.ts', [folder.path, String(first)])
  await child.line((line) => line === 'ready')
  const stopAt = first + 20 + Math.floor(Math.random() * 120)
  await child.line((line) => Number(line) >= stopAt)
  await child.end('SIGKILL')
  return child.lines.map(Number).filter(Number.isFinite)
}

async function expectAll(db: Db, acknowledged: number[]): Promise<void> {
  const { rows } = await sql<{ key: string }>`select key from settings`.execute(db)
  const keys = new Set(rows.map((row) => row.key))
  expect(acknowledged.filter((n) => !keys.has(`row.${n}`))).toEqual([])
  const numbersOf = (kind: string) =>
    [...keys]
      .filter((key) => key.startsWith(kind))
      .map((key) => key.slice(kind.length))
      .sort()
  expect(numbersOf('row.')).toEqual(numbersOf('pair.'))
}
