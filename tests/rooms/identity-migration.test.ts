import { sql } from 'kysely'
import { expect, test } from 'vitest'
import {
  customerInput,
  findByIdentifier,
  identityStory,
  membersOf,
  rootOf,
  searchCustomers,
  upsertCustomers,
} from '#domain/identity/index.ts'
import { migrate, openStore, readMigrations } from '#store/index.ts'

const now = new Date('2026-11-20T10:00:00Z')

test('customers of before have a member per identifier, and every link leads to the root', async () => {
  const store = await openStore({})
  try {
    await migrate(store.db, readMigrations().slice(0, 6))
    await sql`insert into customers (customer_id, name, source, created_at) values
      ('cus_0000000001aaaaaaaaaaaaaaaa', 'Ana García-López', 'import', ${now}),
      ('cus_0000000002bbbbbbbbbbbbbbbb', null, 'session', ${now}),
      ('cus_0000000003cccccccccccccccc', null, 'session', ${now})`.execute(store.db)
    await sql`insert into identifiers (kind, value, customer_id, source, created_at) values
      ('email', 'ana@one.example', 'cus_0000000001aaaaaaaaaaaaaaaa', 'import', ${now}),
      ('user_id', 'ana', 'cus_0000000001aaaaaaaaaaaaaaaa', 'import', ${now}),
      ('phone', '+4915112345679', 'cus_0000000001aaaaaaaaaaaaaaaa', 'import', ${now})`.execute(store.db)
    await sql`insert into customer_links (customer_id, root_id, reason, linked_at) values
      ('cus_0000000003cccccccccccccccc', 'cus_0000000002bbbbbbbbbbbbbbbb', 'test', ${now}),
      ('cus_0000000002bbbbbbbbbbbbbbbb', 'cus_0000000001aaaaaaaaaaaaaaaa', 'identity token', ${now})`.execute(
      store.db,
    )
    await migrate(store.db)

    const ana = await findByIdentifier(store.db, 'email', 'ana@one.example')
    expect(ana).toMatchObject({ customerId: 'cus_0000000001aaaaaaaaaaaaaaaa', name: 'Ana García-López' })
    expect(await rootOf(store.db, 'cus_0000000003cccccccccccccccc')).toBe(ana?.customerId)
    expect(await membersOf(store.db, ana?.customerId ?? '')).toHaveLength(5)
    const story = await identityStory(store.db, ana?.customerId ?? '')
    expect(story?.members.map(({ identifiers }) => identifiers.length).sort()).toEqual([0, 0, 1, 1, 1])
    expect(story?.verdicts).toHaveLength(2)
    for (const text of ['garcia', 'lopez', 'ana@', '+49 1511'])
      expect((await searchCustomers(store.db, { text, limit: 5 })).rows).toHaveLength(1)

    // the same record from the shop's file finds everything as it left it
    const record = customerInput.parse({ userId: 'ana', email: 'ana@one.example', phone: '+4915112345679' })
    expect(await upsertCustomers(store.db, [record], 'import', now)).toMatchObject({ unchanged: 1 })
    expect(await membersOf(store.db, ana?.customerId ?? '')).toHaveLength(5)
  } finally {
    await store.close()
  }
})
