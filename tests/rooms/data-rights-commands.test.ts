import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { isSuppressed, recordConsent } from '#domain/consent/index.ts'
import { findByIdentifier, upsertCustomers } from '#domain/identity/index.ts'
import { upsertOrders } from '#domain/orders/index.ts'
import { listRequests } from '#domain/rights/index.ts'
import { type House, openHouse } from '#server/index.ts'
import { openTestStore } from '../support/database.ts'
import { customer, order, traces } from '../support/distinctive-person.ts'
import { findTraces } from '../support/find-traces.ts'
import { runOn } from '../support/run-command.ts'
import { at } from '../support/server.ts'

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
const folder = mkdtempSync(join(tmpdir(), 'rights-'))
const file = (name: string) => join(folder, name)
const secret = (letter: string) => letter.repeat(40)
const env = {
  LOG_LEVEL: 'silent',
  ERASURES_FILE: file('erasures.jsonl'),
  IDENTITY_SECRET: secret('i'),
  SERVER_SECRET: secret('s'),
  SUPPRESSION_KEY: secret('k'),
  LINK_KEY: secret('l'),
}
const email = customer.email ?? ''
let house: House
const run = (args: string[], stdin = '') =>
  runOn(house.store, args, stdin, folder, new AbortController().signal, house)
const find = () => findByIdentifier(house.db, 'email', email)

beforeAll(async () => {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value)
  vi.stubEnv('DATA_DIR', folder)
  house = await openHouse({ env, store: await openTestStore(), demo: false, model: null, embedder: null })
  const now = new Date('2026-02-02T00:00:00Z')
  await upsertCustomers(house.db, [customer], 'customer file', now)
  await upsertOrders(house.db, [order], 'orders file', now)
  const consent = { channel: 'email', purpose: 'marketing', state: 'granted', source: 'form' } as const
  const customerId = (await find())?.customerId ?? ''
  await recordConsent(house.db, { customerId, ...consent, evidence: '<b>Zephyrine</b> ticked' }, now)
})
afterAll(async () => {
  await house.close()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

test('an export is one private file: the data, and a page in which nothing of it runs', async () => {
  const done = await run(['export', 'customer', 'zq.QUAKEN@mail.example', '--out', 'zq.zip', '--json'])
  expect(done.json()).toMatchObject({ file: 'zq.zip', counts: { identity: expect.any(Number), consent: 1 } })
  expect(statSync(file('zq.zip')).mode & 0o077).toBe(0)
  const files = unzipSync(readFileSync(file('zq.zip')))
  const archive: unknown = JSON.parse(strFromU8(files['person.json'] ?? new Uint8Array()))
  expect(at(archive, 'rooms', 'consent', 'consent_entries', 0, 'evidence')).toBe('<b>Zephyrine</b> ticked')
  expect(at(archive, 'about', 'rooms', 'orders', 'purposes')).toContain('keep books')
  expect(JSON.stringify(at(archive, 'about'))).toContain('"what":"Orders","days":3653')
  const page = strFromU8(files['person.html'] ?? new Uint8Array())
  expect(page).toContain('&#60;b&#62;Zephyrine&#60;/b&#62; ticked')
  expect(page).not.toContain('<b>')
  expect((await run(['export', 'customer', '+49 170 1234567', '--out', 'zq.json'])).code).toBe(0)
  expect(JSON.parse(readFileSync(file('zq.json'), 'utf8'))).toMatchObject({ name: 'Zephyrine Quakenbosch' })
})

test('what cannot be exported or erased is said in one line', async () => {
  const bad: [string[], RegExp][] = [
    [['export', 'customer', email, '--out', 'zq.pdf'], /^--out: a file that ends in .zip or .json\n$/],
    [['export', 'customer', email], /^--out: /],
    [
      ['export', 'customer', 'nobody@example.com', '--out', 'x.json'],
      /no customer has the identifier "nobody@/,
    ],
    [['erase', 'customer', 'nobody@example.com', '--yes'], /no customer has the identifier/],
  ]
  for (const [args, words] of bad) {
    const done = await run(args)
    expect(done.code).toBe(2)
    expect(done.err).toMatch(words)
  }
  expect(existsSync(file('x.json'))).toBe(false)
})

test('an erasure asks for the identifier again, and nothing goes without it', async () => {
  const refused = await run(['erase', 'customer', email], 'yes\n')
  expect(refused.code).toBe(2)
  expect(refused.err).toMatch(/not the same identifier; nothing was erased\n$/)
  expect(await find()).not.toBeNull()
})

test('an erased person is gone, on record as hashes, and a backup from before is cleaned again', async () => {
  expect((await runOn(house.store, ['backup', 'before.backup'], '', folder)).code).toBe(0)
  const done = await run(['erase', 'customer', email], `${email}\n`)
  expect(done.err).toContain('erases 4 customer records')
  expect(done.out).toMatch(/^Erased cus_\w+: .*identity \d+/)
  expect(done.out).toMatch(/Kept: \d+ rows of orders without the person, hashes of 4 identifiers/)
  expect(await findTraces(house.db, traces)).toEqual([])
  const [request] = await listRequests(house.db, { limit: 1 })
  expect(request).toMatchObject({ kind: 'erase', status: 'done', askedBy: 'rapport erase', customerId: null })

  const other = await openTestStore()
  const restored = await runOn(other, ['restore', file('before.backup'), '--replace', '--json'])
  expect(restored).toMatchObject({ code: 0, err: '' })
  expect(restored.json()).toMatchObject({ erasedAgain: 1 })
  expect(await findTraces(other.db, traces)).toEqual([])
  expect(await isSuppressed(other.db, env.SUPPRESSION_KEY, [{ kind: 'email', value: email }])).toBe(true)
  await other.close()
})

test('a restore without a journal says that erased people may be back', async () => {
  vi.stubEnv('ERASURES_FILE', '')
  vi.stubEnv('DATABASE_URL', 'postgres://somewhere')
  const other = await openTestStore()
  const restored = await runOn(other, ['restore', file('before.backup'), '--replace', '--json'])
  expect(restored.err).toContain('No journal of erasures is kept (ERASURES_FILE)')
  expect(restored.json()).toMatchObject({ erasedAgain: null })
  await other.close()
})
