import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  countDuplicates,
  customerInput,
  erasePerson,
  exportPerson,
  findByIdentifier,
  findDuplicates,
  findDuplicatesWhenDue,
  judgeDuplicate,
  keepApart,
  listDuplicates,
  membersOf,
  mergeCustomers,
  rootOf,
  unmergeCustomers,
  upsertCustomers,
} from '#domain/identity/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { madeUpWords, pickCommon, seededRandom, slip } from '../support/misspelt-people.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)

interface Written {
  userId?: string
  email?: string
  phone?: string
  name: string
  address: { line1: string; city: string; postcode: string; country: string }
}

const random = seededRandom(7)
const names = madeUpWords(random, 90)
const surnames = madeUpWords(random, 220)
const cities = madeUpWords(random, 40)

function somebody(at: number): Written {
  const given = pickCommon(random, names)
  const surname = pickCommon(random, surnames)
  return {
    email: `${given}.${surname}${at}@example.com`,
    name: `${given} ${surname}`,
    address: {
      line1: `${1 + (at % 90)} ${surnames[(at * 7) % 220]} Street`,
      city: cities[at % 40] ?? 'x',
      postcode: String(10_000 + ((at * 37) % 900)),
      country: 'GB',
    },
  }
}

/** The same person written down again: with slips in name and e-mail, or with another e-mail altogether. */
const again = (one: Written, at: number): Written => ({
  ...one,
  email: at % 3 === 0 ? `other${at}@example.net` : one.email?.replace('.', ''),
  name: slip(random, one.name),
})

const people = Array.from({ length: 260 }, (_, at) => somebody(at))
const first = (at: number): Written => people[at] ?? somebody(at)
const twice = Array.from({ length: 30 }, (_, at) => again(first(at), at))
const family = Array.from({ length: 30 }, (_, at): Written => {
  const one = first(at + 100)
  return {
    ...one,
    email: `kin${at}@example.org`,
    name: `${names[(at * 3 + 1) % 90]} ${one.name.split(' ')[1]}`,
  }
})
const accounts = Array.from({ length: 6 }, (_, at): [Written, Written] => {
  const one = { ...somebody(400 + at), userId: `u${at}a` }
  return [one, { ...again(one, 502 + 3 * at), userId: `u${at}b` }]
})

describeOnBoth('possible duplicates', (open) => {
  let store: Store
  const idOf = async (email = '') => (await findByIdentifier(store.db, 'email', email))?.customerId ?? ''
  const isOne = async (a: Written, b: Written) => (await idOf(a.email)) === (await idOf(b.email))
  const all = () => listDuplicates(store.db, { limit: 100 })

  beforeAll(async () => {
    store = await open()
    const written = customerInput.array().parse([...people, ...twice, ...family, ...accounts.flat()])
    await upsertCustomers(store.db, written, 'import', now)
  })
  afterAll(() => store.close())

  test('a search joins the surest, shows the likely, and leaves a family and two accounts alone', async () => {
    const merged: string[] = []
    const onMerged = async (_tx: unknown, rootId: string) => void merged.push(rootId)
    const found = await findDuplicates(store.db, now, { onMerged })
    expect(found.records).toBe(people.length + twice.length + family.length + 2 * accounts.length)
    expect(found.merged).toBeGreaterThanOrEqual(12)
    expect(merged).toHaveLength(found.merged)
    const shown = JSON.stringify((await all()).pairs.map(({ evidence }) => evidence))
    const missed: string[] = []
    for (const [at, one] of twice.entries())
      if (!(await isOne(first(at), one)) && !shown.includes(`"${one.email}"`)) missed.push(one.name)
    expect(missed.length, missed.join()).toBeLessThanOrEqual(1)
    for (const [at, one] of family.entries()) expect(await isOne(first(at + 100), one)).toBe(false)
    for (const [one, other] of accounts) expect(await isOne(one, other)).toBe(false)
    const waiting = (await all()).pairs
    expect(waiting.length).toBeGreaterThanOrEqual(accounts.length)
    expect(await countDuplicates(store.db)).toBe(waiting.length)
  })

  test('a pair says why, field by field, and its sides are people as they are today', async () => {
    const [one, other] = accounts[0] ?? []
    const ids = [await idOf(one?.email), await idOf(other?.email)].sort()
    const { pairs } = await listDuplicates(store.db, { limit: 10, customerId: ids[0] })
    const pair = pairs.find(({ sides }) => [...sides].sort().join() === ids.join())
    expect(pair?.probability).toBeGreaterThan(0.95)
    const street = pair?.evidence.find(({ field }) => field === 'street')
    expect(street).toMatchObject({ agreement: 'exact' })
    expect(street?.left).toBe(street?.right)
    expect(street?.weight).toBeGreaterThan(0)
    expect(pair?.evidence.find(({ field }) => field === 'email')).toMatchObject({ agreement: 'near' })
  })

  test('the list goes on where its cursor says, without a gap', async () => {
    const whole = (await all()).pairs.map(({ pairId }) => pairId)
    const seen: string[] = []
    for (let cursor: string | null = null; ; ) {
      const page = await listDuplicates(store.db, { limit: 2, cursor })
      seen.push(...page.pairs.map(({ pairId }) => pairId))
      cursor = page.nextCursor
      if (cursor === null) break
    }
    expect(seen).toEqual(whole)
    await expect(listDuplicates(store.db, { limit: 2, cursor: 'x' })).rejects.toThrow('no place in the list')
  })

  test('staff judge: the same are merged, the different are not proposed again, and once is once', async () => {
    const pairOf = async (at: number) => {
      const ids = await Promise.all((accounts[at] ?? []).map(({ email }) => idOf(email)))
      return (await all()).pairs.find(({ sides }) => sides.every((side) => ids.includes(side)))?.pairId ?? ''
    }
    const same = await pairOf(1)
    const different = await pairOf(2)
    const { rootIds, changes } = await judgeDuplicate(
      store.db,
      { pairId: same, verdict: 'same', staffId: 'stf_1' },
      now,
    )
    expect(rootIds).toHaveLength(1)
    expect(changes.map(({ kind }) => kind)).toEqual(['merged'])
    await judgeDuplicate(store.db, { pairId: different, verdict: 'different', staffId: 'stf_1' }, now)
    const judgedAgain = judgeDuplicate(
      store.db,
      { pairId: same, verdict: 'different', staffId: 'stf_2' },
      now,
    )
    await expect(judgedAgain).rejects.toThrow('judged already')
    const unknown = judgeDuplicate(store.db, { pairId: 'dup_0', verdict: 'same', staffId: 'stf_1' }, now)
    await expect(unknown).rejects.toThrow('no such pair')
    await findDuplicates(store.db, later(1), {})
    expect((await all()).pairs.map(({ pairId }) => pairId)).not.toContain(same)
    expect((await all()).pairs.map(({ pairId }) => pairId)).not.toContain(different)
    for (const [at, expected] of [
      [1, true],
      [2, false],
    ] as const) {
      const [one, other] = accounts[at] ?? []
      expect(one && other && (await isOne(one, other))).toBe(expected)
    }
  })

  test('what staff have un-merged, no later search joins', async () => {
    const [index] = await Promise.all([twiceJoined()])
    const members = await membersOf(store.db, await idOf(first(index).email))
    const apart = await memberOf(twice[index]?.email ?? '')
    await unmergeCustomers(
      store.db,
      { customerId: members[0] ?? '', apart: [apart], staffId: 'stf_1', reason: 'father and son' },
      now,
    )
    const parted = twice[index] ?? first(0)
    expect(await isOne(first(index), parted)).toBe(false)
    await findDuplicates(store.db, later(2), {})
    expect(await isOne(first(index), parted)).toBe(false)
    const shown = (await all()).pairs.filter(({ sides }) => sides.includes(apart))
    expect(shown).toEqual([])
  })

  test('a pair that somebody has merged elsewhere is no longer listed', async () => {
    const [pair] = (await all()).pairs
    const [customerId = '', otherId = ''] = pair?.sides ?? []
    await mergeCustomers(store.db, { customerId, otherId, staffId: 'stf_1', reason: 'one person' }, now)
    expect(await rootOf(store.db, otherId)).toBe(await rootOf(store.db, customerId))
    expect((await all()).pairs.map(({ pairId }) => pairId)).not.toContain(pair?.pairId)
  })

  test('nor is a pair that somebody keeps apart elsewhere', async () => {
    const [pair] = (await all()).pairs
    const [customerId = '', otherId = ''] = pair?.sides ?? []
    const count = await countDuplicates(store.db)
    await keepApart(store.db, { customerId, otherId, staffId: 'stf_1', reason: 'sisters' }, now)
    expect((await all()).pairs.map(({ pairId }) => pairId)).not.toContain(pair?.pairId)
    expect(await countDuplicates(store.db)).toBe(count - 1)
    expect((await listDuplicates(store.db, { limit: 9, customerId })).pairs).not.toContainEqual(pair)
  })

  test('an export shows a person’s own side of a pair, and an erasure takes the pair away', async () => {
    const [pair] = (await all()).pairs
    const [mine = '', other = ''] = pair?.sides ?? []
    const otherEmail = pair?.evidence.find(({ field }) => field === 'email')
    const exported = JSON.stringify((await exportPerson(store.db, [mine])).duplicate_pairs)
    const values = [otherEmail?.left ?? '', otherEmail?.right ?? '']
    expect(values.filter((value) => exported.includes(value))).toHaveLength(1)
    await erasePerson(store.db, await membersOf(store.db, mine), now)
    const { rows } = await sql`select 1 from duplicate_pairs where other_id = ${mine} or customer_id = ${mine}
      or evidence::text like ${`%${values.find((value) => exported.includes(value))}%`}`.execute(store.db)
    expect(rows).toEqual([])
    expect(await membersOf(store.db, other)).toContain(other)
  })

  test('one search a night, of however many processes', async () => {
    const night = new Date('2026-03-03T02:10:00Z')
    const runs = await Promise.all([1, 2, 3].map(() => findDuplicatesWhenDue(store.db, night)))
    expect(runs.filter((run) => run !== null)).toHaveLength(1)
    expect(await findDuplicatesWhenDue(store.db, new Date('2026-03-04T01:59:00Z'))).toBeNull()
    expect(await findDuplicatesWhenDue(store.db, new Date('2026-03-04T02:00:00Z'))).not.toBeNull()
  })

  /** The first of those written twice whom the search has joined. */
  async function twiceJoined(): Promise<number> {
    for (const [at, one] of twice.entries()) if (await isOne(first(at), one)) return at
    throw new Error('none was joined')
  }

  async function memberOf(email: string): Promise<string> {
    const { rows } = await sql<{ id: string }>`
      select customer_id as id from identifiers where kind = 'email' and value = ${email}`.execute(store.db)
    return rows[0]?.id ?? ''
  }
})
