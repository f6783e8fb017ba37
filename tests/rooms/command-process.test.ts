import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createTestDatabase } from '../support/database.ts'
import { temporaryFolder } from '../support/processes.ts'
import { prepareRapport, rapport } from '../support/rapport.ts'

const PATIENCE_MS = 120_000 // processes of their own, on a machine that may be busy
const catalog = `${JSON.stringify({
  id: 'a',
  title: 'Lamp',
  variants: [{ id: 'a-1', title: 'Lamp', price: { amount: 1000, currency: 'USD' } }],
})}\n`

let folder: ReturnType<typeof temporaryFolder>
beforeAll(prepareRapport, PATIENCE_MS)
beforeEach(() => {
  folder = temporaryFolder()
})
afterEach(() => folder.remove())

test('the built command keeps what it did, and file names are relative to where the person is', {
  timeout: PATIENCE_MS,
}, async () => {
  writeFileSync(join(folder.path, 'catalog.jsonl'), catalog)
  const env = { DATA_DIR: join(folder.path, 'data'), npm_lifecycle_event: 'rapport', INIT_CWD: folder.path }
  const first = await rapport(['import', 'catalog', 'catalog.jsonl', '--json'], env)
  expect(first).toMatchObject({ code: 0, err: '' })
  expect(first.json()).toMatchObject({ created: 1 })
  expect((await rapport(['import', 'catalog', 'catalog.jsonl', '--json'], env)).json()).toMatchObject({
    unchanged: 1,
  })
  expect(await rapport(['fly'], env)).toMatchObject({ code: 2, out: '' })
})

test.skipIf(!process.env.TEST_DATABASE_URL)(
  'a backup moves a shop from the embedded database to a server',
  { timeout: PATIENCE_MS },
  async () => {
    const { url, drop } = await createTestDatabase()
    try {
      writeFileSync(join(folder.path, 'catalog.jsonl'), catalog)
      const file = (name: string) => join(folder.path, name)
      const embedded = { DATA_DIR: file('data') }
      await rapport(['import', 'catalog', file('catalog.jsonl')], embedded)
      await rapport(['backup', file('b.backup')], embedded)
      const server = { DATA_DIR: file('unused'), DATABASE_URL: url }
      expect(await rapport(['restore', file('b.backup')], server)).toMatchObject({ code: 0 })
      const again = await rapport(['import', 'catalog', file('catalog.jsonl'), '--json'], server)
      expect(again.json()).toMatchObject({ unchanged: 1 })
      expect(existsSync(server.DATA_DIR)).toBe(false)
    } finally {
      await drop()
    }
  },
)

test('a server that does not answer is said in one line', { timeout: PATIENCE_MS }, async () => {
  const result = await rapport(['staff', 'list'], { DATABASE_URL: 'postgres://postgres@127.0.0.1:1/none' })
  expect(result).toMatchObject({ code: 1, out: '', err: 'the database does not answer (DATABASE_URL)\n' })
})
