import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  createCustomer,
  customerInput,
  findByIdentifier,
  findCustomer,
  type IdentityClaims,
  identifiersOf,
  linkCustomer,
  memberRelation,
  membersOf,
  openVisitorSession,
  readVisitorSession,
  removeSource,
  resolveCustomers,
  rootOf,
  sessionTrust,
  signInSession,
  upsertCustomers,
  visitorSessionOf,
} from '#domain/identity/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const DAY = 24 * 3_600_000
const later = (ms: number) => new Date(now.getTime() + ms)
const claims = (sub: string, more: Partial<IdentityClaims> = {}): IdentityClaims => {
  const iat = now.getTime() / 1000
  return { sub, iat, exp: iat + 600, ...more }
}

describeOnBoth('identity', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  const anybody = () => createCustomer(store.db, { source: 'test' }, now)
  const session = async () => (await openVisitorSession(store.db, now)).session

  test('a customer is found by an identifier however it is written', async () => {
    const made = await createCustomer(
      store.db,
      {
        name: 'Ida',
        source: 'test',
        identifiers: [
          { kind: 'email', value: 'Ida@Example.com ' },
          { kind: 'phone', value: '0044 20 7946 0958' },
        ],
      },
      now,
    )
    expect(await findByIdentifier(store.db, 'email', 'IDA@example.COM')).toEqual(made)
    expect(await findByIdentifier(store.db, 'phone', '+44 (20) 7946-0958')).toEqual(made)
    expect(await findByIdentifier(store.db, 'phone', 'not a phone')).toBeNull()
    expect(await identifiersOf(store.db, await membersOf(store.db, made.customerId))).toHaveLength(2)
    expect(await identifiersOf(store.db, [])).toEqual([])
  })

  test('an identifier belongs to one customer: a second one is refused and nothing is left of the try', async () => {
    const email = { kind: 'email' as const, value: 'one@example.com' }
    await createCustomer(store.db, { source: 'first', identifiers: [email] }, now)
    const second = createCustomer(store.db, { source: 'second', identifiers: [email] }, now)
    await expect(second).rejects.toMatchObject({ kind: 'conflict' })
    const { rows } = await sql`select 1 from customers where source = 'second'`.execute(store.db)
    expect(rows).toEqual([])
    const nonsense = createCustomer(
      store.db,
      { source: 'x', identifiers: [{ kind: 'email', value: '@' }] },
      now,
    )
    await expect(nonsense).rejects.toMatchObject({ kind: 'bad-request' })
  })

  test('links lead to one root, whose members are all of them', async () => {
    const [a, b, c, d] = await Promise.all([anybody(), anybody(), anybody(), anybody()])
    await linkCustomer(store.db, a.customerId, b.customerId, 'test', now)
    await linkCustomer(store.db, c.customerId, d.customerId, 'test', now)
    await linkCustomer(store.db, a.customerId, c.customerId, 'test', now)
    const ids = [a, b, c, d].map((each) => each.customerId).sort()
    for (const one of ids) {
      expect(await rootOf(store.db, one)).toBe(ids[0]) // made at one moment: the id decides
      expect(await membersOf(store.db, one)).toEqual(ids)
    }
    expect(await findCustomer(store.db, a.customerId)).toEqual(a)
  })

  test('links made at once, in every direction, never make a loop', async () => {
    const people = await Promise.all(Array.from({ length: 6 }, anybody))
    const pairs = people.flatMap((a) => people.map((b) => [a.customerId, b.customerId] as const))
    await Promise.all(pairs.map(([a, b]) => linkCustomer(store.db, a, b, 'test', now)))
    const roots = await Promise.all(people.map((one) => rootOf(store.db, one.customerId)))
    expect(new Set(roots).size).toBe(1)
    expect(await membersOf(store.db, roots[0] ?? '')).toHaveLength(6)
  })

  test('a session secret opens its session for 180 days after it was last used', async () => {
    const { secret, session } = await openVisitorSession(store.db, now)
    expect(await readVisitorSession(store.db, secret, later(179 * DAY))).toEqual(session)
    expect(await readVisitorSession(store.db, secret, later(358 * DAY))).toEqual(session)
    expect(await readVisitorSession(store.db, secret, later(538 * DAY))).toBeNull()
    expect(await readVisitorSession(store.db, `${secret}x`, now)).toBeNull()
    expect(await visitorSessionOf(store.db, session.customerId)).toEqual(session)
    const { rows } = await sql`select 1 from visitor_sessions s where s::text like ${`%${secret}%`}`.execute(
      store.db,
    )
    expect(rows).toEqual([])
  })

  test('a user id is taken letter by letter: one that only looks like another is another', async () => {
    const opened = await openVisitorSession(store.db, now)
    const other = await openVisitorSession(store.db, now)
    const claims = { iat: now.getTime() / 1000, exp: now.getTime() / 1000 + 600 }
    const fiona = await signInSession(store.db, opened.session, { sub: 'fiona', ...claims }, now)
    const lookAlike = await signInSession(store.db, other.session, { sub: '\ufb01ona', ...claims }, now)
    if (!fiona.ok || !lookAlike.ok) throw new Error('both are users of the shop')
    expect(lookAlike.session.accountCustomerId).not.toBe(fiona.session.accountCustomerId)
    const third = await openVisitorSession(store.db, now)
    const hidden = await signInSession(store.db, third.session, { sub: 'fio\0na', ...claims }, now)
    expect(hidden.ok).toBe(false)
  })

  test('a session opened again with the secret that the server derived is the same one', async () => {
    const secret = `vs_${'a'.repeat(43)}`
    const all = await Promise.all(
      Array.from({ length: 16 }, () => openVisitorSession(store.db, now, { secret })),
    )
    expect(new Set(all.map((one) => one.session.customerId)).size).toBe(1)
    const { rows } = await sql`select 1 from customers c where source = 'session' and not exists
      (select 1 from visitor_sessions s where s.customer_id = c.customer_id)`.execute(store.db)
    expect(rows).toEqual([])
  })

  test('a token raises a session to its account, and the trust ends with the token', async () => {
    const before = await session()
    expect(sessionTrust(before, now)).toBe('session')
    const raised = await signInSession(
      store.db,
      before,
      claims('u-1', { name: 'Uma', email: 'u1@example.com' }),
      now,
    )
    if (!raised.ok) throw new Error(raised.reason)
    expect(sessionTrust(raised.session, later(599_999))).toBe('account')
    expect(sessionTrust(raised.session, later(600_000))).toBe('session')
    const account = await findByIdentifier(store.db, 'user_id', 'u-1')
    expect(account).toMatchObject({ customerId: raised.session.accountCustomerId, name: 'Uma' })
    expect(await membersOf(store.db, before.customerId)).toEqual([account?.customerId, before.customerId])
    expect(await signInSession(store.db, before, claims('u-1'), now)).toMatchObject({ ok: true })
  })

  test('a session that has stood for one account is refused another, also after the trust has ended', async () => {
    const shared = await session()
    await signInSession(store.db, shared, claims('u-2'), now)
    const other = await signInSession(
      store.db,
      shared,
      claims('u-3', { exp: now.getTime() / 1000 + 9000 }),
      later(DAY),
    )
    expect(other).toEqual({ ok: false, reason: 'other_account' })
    const two = await session()
    const answers = await Promise.all(
      ['u-4', 'u-5'].map((sub) => signInSession(store.db, two, claims(sub), now)),
    )
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1)
  })

  test('sixteen sessions that sign in at once as a new user make one customer', async () => {
    const sessions = await Promise.all(Array.from({ length: 16 }, session))
    const answers = await Promise.all(sessions.map((one) => signInSession(store.db, one, claims('u-6'), now)))
    const accounts = answers.map((answer) => answer.ok && answer.session.accountCustomerId)
    expect(new Set(accounts).size).toBe(1)
    const [account = ''] = accounts
    expect(await membersOf(store.db, account || '')).toHaveLength(17)
  })

  test('an e-mail in a token never opens the profile that has it', async () => {
    const email = 'victim@example.com'
    const victim = await createCustomer(
      store.db,
      { source: 'test', identifiers: [{ kind: 'email', value: email }] },
      now,
    )
    const raised = await signInSession(store.db, await session(), claims('u-7', { email }), now)
    expect(raised.ok && raised.session.accountCustomerId).not.toBe(victim.customerId)
    expect(await findByIdentifier(store.db, 'email', email)).toEqual(victim)
    expect(await membersOf(store.db, victim.customerId)).toEqual([victim.customerId])
  })

  const people = (n: number, tag: string) =>
    Array.from({ length: n }, (_, i) =>
      customerInput.parse({
        userId: i % 3 ? `${tag}-${i}` : undefined,
        email: `${tag}-${i}@example.com`,
        phone: i % 2 ? `+49151${tag.length}${String(i).padStart(7, '0')}` : null,
        name: `Person ${i}`,
        address: i % 4 ? { line1: `${i} Road`, city: 'Town', postcode: String(i), country: 'DE' } : null,
      }),
    )

  test('an import makes customers once: the second time nothing changes, a changed one is updated', async () => {
    const inputs = people(1200, 'imp')
    expect(await upsertCustomers(store.db, inputs, 'import', now)).toEqual({
      created: 1200,
      updated: 0,
      unchanged: 0,
    })
    expect(await upsertCustomers(store.db, inputs, 'import', now)).toEqual({
      created: 0,
      updated: 0,
      unchanged: 1200,
    })
    const changed = {
      ...customerInput.parse({ email: 'imp-3@example.com' }),
      name: 'Renamed',
      loyaltyNumber: 'l 3',
    }
    expect(await upsertCustomers(store.db, [changed, changed], 'import', now)).toEqual({
      created: 0,
      updated: 1,
      unchanged: 1,
    })
    expect(await findByIdentifier(store.db, 'loyalty_number', 'L3')).toMatchObject({
      name: 'Renamed',
      address: { line1: '3 Road' },
    })
  })

  test('two users who share an e-mail stay two customers', async () => {
    const inputs = ['fam-1', 'fam-2'].map((userId) =>
      customerInput.parse({ userId, email: 'fam@example.com' }),
    )
    expect(await upsertCustomers(store.db, inputs, 'import', now)).toMatchObject({ created: 2 })
    expect(await upsertCustomers(store.db, inputs, 'import', now)).toMatchObject({ unchanged: 2 })
    const [one, two] = await resolveCustomers(store.db, inputs, 'import', now)
    expect(one?.customerId).not.toBe(two?.customerId)
  })

  test('a guest who later has an account keeps the one profile', async () => {
    await upsertCustomers(store.db, [customerInput.parse({ email: 'guest@example.com' })], 'import', now)
    const later = customerInput.parse({ userId: 'guest-1', email: 'guest@example.com' })
    expect(await upsertCustomers(store.db, [later], 'import', now)).toMatchObject({ updated: 1 })
    const guest = await findByIdentifier(store.db, 'email', 'guest@example.com')
    expect(await findByIdentifier(store.db, 'user_id', 'guest-1')).toEqual(guest)
  })

  test('imports of the same people at once make each of them once', async () => {
    const inputs = people(300, 'race')
    const reversed = [...inputs].reverse()
    const imports = [inputs, reversed, inputs, reversed].map((each) =>
      upsertCustomers(store.db, each, 'race', now),
    )
    const created = (await Promise.all(imports)).reduce((sum, counts) => sum + counts.created, 0)
    expect(created).toBe(300)
    const { rows } = await sql<{ n: number }>`
      select count(distinct root_id) n from (${memberRelation}) m
      where customer_id in (select customer_id from customers where source = 'race')`.execute(store.db)
    expect(rows[0]?.n).toBe(300)
  })

  test('a demo that leaves takes its customers along and nobody else', async () => {
    await upsertCustomers(store.db, people(10, 'demo'), 'demo', now)
    await removeSource(store.db, 'demo', now)
    expect(await findByIdentifier(store.db, 'email', 'demo-1@example.com')).toBeNull()
    expect(await findByIdentifier(store.db, 'email', 'imp-1@example.com')).not.toBeNull()
  })
})
