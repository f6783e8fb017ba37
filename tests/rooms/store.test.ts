import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTransaction, lock, migrate, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

describeOnBoth('the store', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open()
  })
  afterAll(() => store.close())

  test('migrates once: a second run applies nothing', async () => {
    expect(await migrate(store.db)).toEqual([])
  })

  test('a transaction inside a transaction is the same one, and an error undoes both', async () => {
    const attempt = inTransaction(store.db, async (outer) => {
      await sql`insert into settings values ('test.inner', '1', now(), null)`.execute(outer)
      await inTransaction(outer, async (inner) => {
        expect(inner).toBe(outer)
        throw new Error('undo')
      })
    })
    await expect(attempt).rejects.toThrow('undo')
    const { rows } = await sql`select 1 from settings where key = 'test.inner'`.execute(store.db)
    expect(rows).toEqual([])
  })

  test('a lock is refused outside a transaction', async () => {
    await expect(lock(store.db, 'customer', 'cus_1')).rejects.toThrow('open transaction')
  })

  test('a statement that is repeated, fails, or comes in a thousand shapes answers the same each time', async () => {
    const ask = (value: number) => sql<{ n: number }>`select ${value}::int + 1 as n`.execute(store.db)
    for (let i = 0; i < 10; i++) expect((await ask(i)).rows).toEqual([{ n: i + 1 }])
    const divide = (by: number) => sql<{ n: number }>`select 6 / ${by}::int as n`.execute(store.db)
    for (const by of [1, 2, 0, 3, 0, 6])
      if (by === 0) await expect(divide(by)).rejects.toThrow('division by zero')
      else expect((await divide(by)).rows).toEqual([{ n: 6 / by }])
    for (let shape = 1; shape <= 1100; shape++) {
      const list = sql.join(Array.from({ length: shape }, (_, i) => i))
      for (let twice = 0; twice < 2; twice++)
        expect(
          (await sql`select 1 where ${shape - 1}::int in (${list})`.execute(store.db)).rows,
        ).toHaveLength(1)
    }
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from pg_prepared_statements`.execute(
      store.db,
    )
    if (store.kind === 'postgres') expect(rows[0]?.n).toBe(0)
    else expect(rows[0]?.n).toBeGreaterThan(0)
    expect(rows[0]?.n).toBeLessThanOrEqual(1000)
  })
})
