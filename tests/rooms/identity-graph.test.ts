import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  changeRules,
  defaultRules,
  erasePerson,
  exportPerson,
  type Identifier,
  type IdentifierKind,
  identityStory,
  keepApart,
  lockCustomer,
  membersOf,
  mergeCustomers,
  mergePreview,
  observe,
  personView,
  readRules,
  rootOf,
  rootsOf,
  unmergeCustomers,
} from '#domain/identity/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-11-20T10:00:00Z')
const DAY = 24 * 3_600_000
const daysAgo = (days: number) => new Date(now.getTime() - days * DAY)
const staff = { staffId: 'stf_1', reason: 'they said so' }

describeOnBoth('who is who', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  /** One record that shows these together: `seen({ user_id: 'u', email: 'a@b.example' })`. */
  async function seen(shown: Partial<Record<IdentifierKind, string>>, at = now, source = 'test') {
    const identifiers = Object.entries(shown).map(([kind, value]) => ({ kind, value }) as Identifier)
    const { people, refused, changes } = await observe(
      store.db,
      [{ identifiers, occurredAt: at, source, evidence: 'a record' }],
      now,
    )
    return { person: people[0] ?? null, refused, changes }
  }
  const member = async (shown: Partial<Record<IdentifierKind, string>>) =>
    (await seen(shown)).person?.customerId ?? ''
  const areOne = async (...members: string[]) =>
    new Set((await rootsOf(store.db, members)).values()).size === 1

  test('a record is written under the member of its strongest identifier, and read as one person', async () => {
    const email = await member({ email: 'ida@one.example' })
    const both = await seen({ email: 'Ida@One.example', user_id: 'ida-1', anonymous_id: 'ida-browser' })
    const user = await member({ user_id: 'ida-1' })
    expect(both.person).toEqual({ customerId: user, rootId: user })
    expect(user).not.toBe(email)
    expect(await membersOf(store.db, email)).toHaveLength(3)
    expect(both.changes).toEqual([])
    expect((await personView(store.db, email))?.identifiers.map(({ kind }) => kind)).toEqual([
      'user_id',
      'email',
      'anonymous_id',
    ])
  })

  test('what has been seen is taken in without a write, and a later look is noted once a day', async () => {
    const shown = { user_id: 'twice', email: 'twice@one.example' }
    await seen(shown, daysAgo(9))
    const rows = async () =>
      (
        await sql<{
          row: string
        }>`select i::text as row from identifiers i where value like 'twice%' order by 1`.execute(store.db)
      ).rows
    const before = await rows()
    await seen(shown, daysAgo(9))
    await seen(shown, new Date(daysAgo(9).getTime() + DAY - 1))
    expect(await rows()).toEqual(before)
    await seen(shown, daysAgo(2))
    const { rows: noted } = await sql<{ at: Date }>`
      select last_seen_at as at from identifiers where value = 'twice'`.execute(store.db)
    expect(noted).toEqual([{ at: daysAgo(2) }])
  })

  test('a tablet that four people sign in on joins none of them, in whatever order they come', async () => {
    const users = ['t1', 't2', 't3', 't4']
    const members = await Promise.all(users.map((user_id) => member({ user_id })))
    for (const user_id of users.slice(0, 3)) await seen({ user_id, anonymous_id: 'tablet' })
    const tablet = await member({ anonymous_id: 'tablet' })
    expect(await rootOf(store.db, tablet)).toBe(members[0])
    const fourth = await seen({ user_id: 't4', anonymous_id: 'tablet' })
    expect(fourth.person?.customerId).toBe(members[3])
    expect(fourth.changes.map(({ kind }) => kind).sort()).toEqual(['quarantined', 'split'])
    expect(await rootOf(store.db, tablet)).toBe(tablet)
    for (const one of members) expect(await membersOf(store.db, one)).toEqual([one])
    const [detail] = (await personView(store.db, tablet))?.identifiers ?? []
    expect(detail?.quarantine).toEqual({ reason: 'user_id', at: now })
    expect((await identityStory(store.db, tablet))?.refused).toHaveLength(4)
  })

  test('a family’s e-mail belongs to who had it first; with a third user id it is nobody’s', async () => {
    const [mother, father] = [await member({ user_id: 'mum' }), await member({ user_id: 'dad' })]
    await seen({ user_id: 'dad', email: 'family@one.example' }, daysAgo(1))
    await seen({ user_id: 'mum', email: 'family@one.example' }, daysAgo(2))
    const email = await member({ email: 'family@one.example' })
    expect(await rootOf(store.db, email)).toBe(mother) // known later, seen earlier
    const { refused } = (await identityStory(store.db, email)) ?? { refused: [] }
    expect(refused.map(({ reason }) => reason)).toEqual(['too_many_user_id'])
    await seen({ user_id: 'kid', email: 'family@one.example' })
    expect(await rootOf(store.db, email)).toBe(email)
    expect(await areOne(mother, father)).toBe(false)
  })

  test('two user ids are never joined by a rule, nor through what both were seen with', async () => {
    await seen({ user_id: 'x1', phone: '+49 151 1000 001' })
    await seen({ user_id: 'x2', phone: '+491511000001' })
    const alias = ['x1', 'x2'].map((value) => ({ kind: 'user_id' as const, value }))
    await observe(store.db, [{ identifiers: alias, occurredAt: now, source: 'test', evidence: 'alias' }], now)
    const [one, two] = [await member({ user_id: 'x1' }), await member({ user_id: 'x2' })]
    expect(await areOne(one, two)).toBe(false)
    const matched = await mergeCustomers(
      store.db,
      { customerId: one, otherId: two, staffId: null, reason: 'alike' },
      now,
    )
    expect(matched).toMatchObject({ merged: false, changes: [] })
    const preview = await mergePreview(store.db, one, two)
    expect(preview).toMatchObject({ alreadyOne: false, against: 'too_many_user_id' })
    expect(await mergeCustomers(store.db, { customerId: one, otherId: two, ...staff }, now)).toMatchObject({
      merged: true,
    })
    expect(await areOne(one, two)).toBe(true)
  })

  test('a guest who checks out with an e-mail is the customer of that e-mail', async () => {
    const user = await member({ user_id: 'regular', email: 'regular@one.example' })
    const guest = await seen({ email: 'REGULAR@one.example' })
    expect(guest.person?.rootId).toBe(user)
  })

  test('a WhatsApp user id works without a phone, and joins when both are seen', async () => {
    const whatsapp = await seen({ whatsapp_id: 'US.13491208655302741918' })
    expect(whatsapp.person).not.toBeNull()
    const user = await member({ user_id: 'wa', phone: '+14155550123' })
    await seen({ whatsapp_id: 'US.13491208655302741918', phone: '+1 415 555 0123' })
    expect(await rootOf(store.db, whatsapp.person?.customerId ?? '')).toBe(user)
  })

  test('values that name nobody are refused with their reason and join nobody', async () => {
    for (const value of ['0000-0000', '-', 'NULL', 'undefined', ' Anonymous ', 'n/a', '[object Object]'])
      expect((await seen({ anonymous_id: value })).refused).toMatchObject([{ index: 0, reason: 'blocked' }])
    for (const phone of ['+1111111111', '+4900000000', '+1234567890'])
      expect((await seen({ phone })).refused).toMatchObject([{ reason: 'blocked' }])
    expect((await seen({ email: 'test@test.com' })).refused).toMatchObject([{ reason: 'blocked' }])
    const rest = await seen({ user_id: 'null', email: 'real@one.example', phone: 'call me' })
    expect(rest.refused.map(({ kind, reason }) => `${kind} ${reason}`)).toEqual([
      'user_id blocked',
      'phone malformed',
    ])
    expect((await personView(store.db, rest.person?.customerId ?? ''))?.identifiers).toHaveLength(1)
    expect((await seen({ email: ' ' })).person).toBeNull()
  })

  test('an identifier of 10 KB, and the eleventh of a record, are refused and the others are kept', async () => {
    const long = await seen({ user_id: 'x'.repeat(10_240), email: 'ten@one.example' })
    expect(long.refused).toMatchObject([{ kind: 'user_id', reason: 'too_long' }])
    expect(long.refused[0]?.value.length).toBeLessThan(100)
    expect(long.person).not.toBeNull()
    const many = Array.from({ length: 12 }, (_, i) => ({
      kind: 'anonymous_id' as const,
      value: `one-of-many-${i}`,
    }))
    const { refused, people } = await observe(
      store.db,
      [{ identifiers: many, occurredAt: now, source: 'test', evidence: 'too much' }],
      now,
    )
    expect(refused.map(({ reason }) => reason)).toEqual(['too_many', 'too_many'])
    expect(people[0]).not.toBeNull()
  })

  test('SQL and HTML in an identifier are letters like others', async () => {
    const value = `'; drop table customers; -- <script>alert(1)</script>`
    const one = await member({ user_id: value })
    expect((await personView(store.db, one))?.identifiers[0]?.value).toBe(value)
    expect((await seen({ loyalty_number: `1' or '1'='1` })).person?.rootId).not.toBe(one)
  })

  test('a merge is told with both sides, taken back by one of them, and leaves no trace between them', async () => {
    const one = await member({ email: 'left@one.example', phone: '+491512000001' })
    const two = await member({ email: 'right@one.example', phone: '+491512000002' })
    const [before, after] = [await membersOf(store.db, one), await membersOf(store.db, two)]
    const { rootId } = await mergeCustomers(store.db, { customerId: one, otherId: two, ...staff }, now)
    const story = await identityStory(store.db, two)
    expect(story?.person.customerId).toBe(rootId)
    expect(story?.members).toHaveLength(4)
    const [verdict] = story?.verdicts ?? []
    expect(verdict).toMatchObject({ verdict: 'same', source: 'staff', ...staff, withdrawnAt: null })
    expect(verdict?.sides.map((side) => [...side].sort()).sort()).toEqual(
      [[...before].sort(), [...after].sort()].sort(),
    )
    const apart = verdict?.sides.find((side) => !side.includes(rootId)) ?? []
    await unmergeCustomers(store.db, { customerId: one, apart, ...staff }, now)
    expect(await membersOf(store.db, one)).toEqual(before)
    expect(await membersOf(store.db, two)).toEqual(after)
    const told = (await identityStory(store.db, one))?.verdicts
    expect(told).toMatchObject([{ verdict: 'same', withdrawnAt: now }])
    await seen({ email: 'left@one.example', phone: '+491512000001' })
    expect(await areOne(one, two)).toBe(false)
  })

  test('an un-merge of what rules have joined holds against the same events, until staff merge again', async () => {
    const shown = { user_id: 'cut', email: 'cut@one.example', anonymous_id: 'cut-browser' }
    const user = await member(shown)
    const email = await member({ email: 'cut@one.example' })
    const rest = (await membersOf(store.db, user)).filter((id) => id !== email)
    await unmergeCustomers(store.db, { customerId: user, apart: [email], ...staff }, now)
    const [cut] = (await identityStory(store.db, email))?.verdicts ?? []
    expect(cut?.sides.map((side) => [...side].sort()).sort((a, b) => a.length - b.length)).toEqual([
      [email],
      [...rest].sort(),
    ])
    for (const again of [0, 1, 2]) {
      if (again > 0) await seen(shown, daysAgo(again * 10))
      expect(await membersOf(store.db, email)).toEqual([email])
    }
    expect((await identityStory(store.db, email))?.refused.map(({ reason }) => reason)).toEqual([
      'kept_apart',
      'kept_apart',
    ])
    await mergeCustomers(store.db, { customerId: user, otherId: email, ...staff }, now)
    expect(await membersOf(store.db, email)).toHaveLength(3)
  })

  test('an un-merge names some of the members, and not all', async () => {
    const user = await member({ user_id: 'whole', email: 'whole@one.example' })
    const all = await membersOf(store.db, user)
    for (const apart of [[], all, ['cus_nobody']])
      await expect(
        unmergeCustomers(store.db, { customerId: user, apart, ...staff }, now),
      ).rejects.toMatchObject({
        kind: 'bad-request',
      })
    const nobody = mergeCustomers(store.db, { customerId: user, otherId: 'cus_nobody', ...staff }, now)
    await expect(nobody).rejects.toMatchObject({ kind: 'not-found' })
  })

  test('what staff keep apart is not joined by what is seen, nor by the matching of records', async () => {
    const [one, two] = [
      await member({ email: 'apart1@one.example' }),
      await member({ phone: '+491513000001' }),
    ]
    await keepApart(store.db, { customerId: one, otherId: two, ...staff }, now)
    await seen({ email: 'apart1@one.example', phone: '+491513000001' })
    expect(await areOne(one, two)).toBe(false)
    const matched = { customerId: one, otherId: two, staffId: null, reason: 'alike' }
    expect(await mergeCustomers(store.db, matched, now)).toMatchObject({ merged: false })
    expect((await mergePreview(store.db, one, two)).against).toBe('kept_apart')
  })

  test('limits that the shop changes hold for what was seen before', async () => {
    const users = ['k1', 'k2', 'k3', 'k4']
    for (const user_id of users) await seen({ user_id, anonymous_id: 'kiosk' })
    const kiosk = await member({ anonymous_id: 'kiosk' })
    expect(await rootOf(store.db, kiosk)).toBe(kiosk)
    const limits = { ...defaultRules.limits, anonymous_id: { user_id: 5 } }
    const raised = await changeRules(store.db, { limits }, 'stf_1', now)
    expect(raised.changes.some(({ kind }) => kind === 'merged')).toBe(true)
    expect(await rootOf(store.db, kiosk)).toBe(await member({ user_id: 'k1' }))
    await changeRules(store.db, { limits: defaultRules.limits }, 'stf_1', now)
    expect(await rootOf(store.db, kiosk)).toBe(kiosk)
    await changeRules(store.db, { blocked: { any: ['k1'], perKind: {} } }, 'stf_1', now)
    expect((await seen({ user_id: 'K1' })).refused).toMatchObject([{ reason: 'blocked' }])
    await changeRules(store.db, { blocked: defaultRules.blocked }, 'stf_1', now)
    expect(await readRules(store.db)).toEqual(defaultRules)
    const bad = () => changeRules(store.db, { priorities: ['email'] }, 'stf_1', now)
    expect(bad).toThrow(expect.objectContaining({ kind: 'bad-request' }))
  })

  test('people over the caps are put together anew when the shop lowers them', async () => {
    const user = await member({ user_id: 'rich' })
    for (const i of [1, 2, 3]) await seen({ user_id: 'rich', email: `rich${i}@one.example` }, daysAgo(i))
    expect(await membersOf(store.db, user)).toHaveLength(4)
    const caps = { ...defaultRules.caps, perKind: { ...defaultRules.caps.perKind, email: 1 } }
    await changeRules(store.db, { caps }, 'stf_1', now)
    expect(await membersOf(store.db, user)).toEqual([user, await member({ email: 'rich3@one.example' })])
    await changeRules(store.db, { caps: defaultRules.caps }, 'stf_1', now)
    expect(await membersOf(store.db, user)).toHaveLength(4)
  })

  test('an erased person leaves no trace, and who was seen with them is put together anew', async () => {
    const users = ['erased-1', 'erased-2', 'erased-3', 'erased-4']
    for (const user_id of users)
      await seen({ user_id, anonymous_id: 'counter', email: `${user_id}@gone.example` })
    const counter = await member({ anonymous_id: 'counter' })
    expect(await rootOf(store.db, counter)).toBe(counter)
    const gone = await membersOf(store.db, await member({ user_id: 'erased-4' }))
    const exported = await exportPerson(store.db, gone)
    expect(exported.identity_edges?.length).toBeGreaterThan(2)
    await erasePerson(store.db, gone, now)
    expect(await rootOf(store.db, counter)).toBe(await member({ user_id: 'erased-1' }))
    for (const table of [
      'customers',
      'identifiers',
      'identity_edges',
      'identity_verdicts',
      'customer_links',
      'customer_words',
    ])
      for (const trace of [...gone, 'erased-4'])
        expect(
          (
            await sql`select 1 from ${sql.table(table)} t where t::text like ${`%${trace}%`}`.execute(
              store.db,
            )
          ).rows,
        ).toEqual([])
  })

  test('who holds a customer’s lock is neither joined nor parted meanwhile', async () => {
    if (store.kind === 'pglite') return // one connection: nothing is at once there
    const [one, two] = [
      await member({ email: 'held1@one.example' }),
      await member({ email: 'held2@one.example' }),
    ]
    let joined: Promise<unknown> = Promise.resolve()
    await inTransaction(store.db, async (tx) => {
      await lockCustomer(tx, one)
      joined = mergeCustomers(store.db, { customerId: one, otherId: two, ...staff }, now)
      const waits = new Promise((resolve) => setTimeout(resolve, 500, 'waits'))
      expect(await Promise.race([joined.then(() => 'joined'), waits])).toBe('waits')
    })
    await joined
    expect(await areOne(one, two)).toBe(true)
    const locks = await Promise.all(
      [one, two].map((id) => inTransaction(store.db, (tx) => lockCustomer(tx, id))),
    )
    expect(new Set(locks).size).toBe(1)
  })
})
