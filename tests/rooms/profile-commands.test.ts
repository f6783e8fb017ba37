import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { runOn } from '../support/run-command.ts'

let store: Store
beforeAll(async () => {
  store = await openTestStore('pglite')
})
afterAll(() => store.close())

const folder = mkdtempSync(join(tmpdir(), 'profile-'))
const run = (args: string[]) => runOn(store, args, '', folder)
const record = (change: Record<string, string> = {}) => {
  const options = {
    traits: 'hobby, Home size',
    purposes: 'personalisation',
    from: '2026-01-01',
    until: '2027-01-01',
    reference: 'file 12',
    ...change,
  }
  return run([
    'partners',
    'record',
    'acme',
    ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
  ])
}

test('contracts with partners are recorded, listed and ended', async () => {
  const made = await record()
  expect(made.code).toBe(0)
  expect((await run(['partners', 'list', '--json'])).json()).toMatchObject([
    { partner: 'acme', traits: ['hobby', 'home_size'], purposes: ['personalisation'], endedAt: null },
  ])
  expect((await run(['partners', 'list'])).out).toContain('2026-01-01 to 2027-01-01')
  expect((await run(['partners', 'end', made.out.trim()])).code).toBe(0)
  expect(await run(['partners', 'end', made.out.trim()])).toMatchObject({
    code: 2,
    err: expect.stringContaining('has ended already'),
  })
})

const bad: [Record<string, string>, RegExp][] = [
  [{ purposes: 'fun' }, /--purposes: "fun" is none of transactional/],
  [{ purposes: '' }, /names the purposes/],
  [{ traits: '' }, /names the traits/],
  [{ from: '2026-13-01' }, /--from: a day such as/],
  [{ until: '2026-02-30' }, /--until: a day such as/],
  [{ from: '2027-01-01' }, /ends after it begins/],
  [{ reference: '' }, /where the signed paper is/],
]
test.each(bad)('a contract that cannot be is refused in one line: %j', async (change, words) => {
  const { code, err } = await record(change)
  expect(code).toBe(2)
  expect(err).toMatch(words)
})

test('the loyalty programme is put on record from a file and shown, and a wrong one is refused by its field', async () => {
  expect((await run(['loyalty', 'program'])).out).toBe('No loyalty programme is on record.\n')
  const file = (content: string) => {
    writeFileSync(join(folder, 'program.json'), content)
    return run(['loyalty', 'program', 'program.json', '--json'])
  }
  const program = { name: 'Trail Club', windowDays: null, tiers: [{ name: 'Ridge', threshold: 400 }] }
  expect((await file(JSON.stringify(program))).json()).toEqual(program)
  expect((await run(['loyalty', 'program'])).out).toContain('400 points')
  const wrong = await file(JSON.stringify({ ...program, tiers: [{ name: 'Ridge', threshold: -1 }] }))
  expect(wrong.code).toBe(2)
  expect(wrong.err).toMatch(/^program.json: tiers.0.threshold: /)
  expect((await file('{')).err).toMatch(/^program.json: not JSON/)
  expect((await file('null')).json()).toBeNull()
})
