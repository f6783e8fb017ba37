import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type CopyRow, copyRows, inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

describeOnBoth('copied rows', (open) => {
  let store: Store
  const columns = ['key', 'amount', 'said', 'at', 'yes', 'more']
  const written = async () =>
    (
      await sql<{
        key: string
        amount: number | null
        said: string | null
        at: Date | null
        yes: boolean | null
        more: unknown
      }>`select * from copied order by key`.execute(store.db)
    ).rows
  beforeAll(async () => {
    store = await open()
    await sql`create table copied (key text primary key, amount bigint, said text, at timestamptz, yes boolean,
      more jsonb)`.execute(store.db)
  })
  afterAll(() => store.close())

  test('come back as they went in, whatever the text', async () => {
    const text = fc
      .oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('\\N', '\\.', '\t', '\r\n', '\\', '\\\\t', ''))
      .map((value) => value.replaceAll('\0', ''))
    const rows = fc.uniqueArray(
      fc.tuple(
        text,
        fc.option(fc.maxSafeInteger()),
        fc.option(text),
        fc.option(fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true })),
        fc.option(fc.boolean()),
      ),
      { selector: ([key]) => key, maxLength: 30 },
    )
    await fc.assert(
      fc.asyncProperty(rows, async (given) => {
        await sql`delete from copied`.execute(store.db)
        const sent = given.map(
          ([key, amount, said, at, yes]): CopyRow => [key, amount, said, at, yes, JSON.stringify({ said })],
        )
        expect(await copyRows(store.db, 'copied', columns, sent)).toBe(given.length)
        const found = new Map((await written()).map((row) => [row.key, row]))
        for (const [key, amount, said, at, yes] of given)
          expect(found.get(key)).toEqual({ key, amount, said, at, yes, more: { said } })
        expect(found.size).toBe(given.length)
      }),
      { numRuns: 40 },
    )
  })

  test('are all there or none: in the open transaction, and where a row, or their source, is bad', async () => {
    await sql`delete from copied`.execute(store.db)
    const rows = (keys: string[]) => keys.map((key): CopyRow => [key])
    const undone = inTransaction(store.db, async (tx) => {
      expect(await copyRows(tx, 'copied', ['key'], rows(['a', 'b']))).toBe(2)
      expect((await sql`select 1 from copied`.execute(tx)).rows).toHaveLength(2)
      throw new Error('undo')
    })
    await expect(undone).rejects.toThrow('undo')
    expect(await written()).toEqual([])
    await expect(copyRows(store.db, 'copied', ['key'], rows(['a', 'b', 'a']))).rejects.toThrow(
      /duplicate key/,
    )
    const broken = async function* () {
      for (let i = 0; i < 50_000; i++) yield [`k${i}`, i, 'some words to fill the first pieces'] as const
      throw new Error('the file ended')
    }
    await expect(copyRows(store.db, 'copied', ['key', 'amount', 'said'], broken())).rejects.toThrow(
      'the file ended',
    )
    await expect(copyRows(store.db, 'copied', ['nothing'], rows(['a']))).rejects.toThrow(/nothing/)
    expect(await written()).toEqual([])
    expect(await copyRows(store.db, 'copied', ['key'], rows(['a']))).toBe(1)
    expect(await copyRows(store.db, 'copied', ['key'], [])).toBe(0)
  })

  test('leave room for timers, and for others between two transactions', async () => {
    await sql`delete from copied`.execute(store.db)
    let ticks = 0
    const timer = setInterval(() => ticks++, 1)
    const many = Array.from({ length: 60_000 }, (_, i): CopyRow => [`key ${i}`, i, 'x'.repeat(40)])
    const [count, asked] = await Promise.all([
      copyRows(store.db, 'copied', ['key', 'amount', 'said'], many),
      sql<{ n: number }>`select 1 as n`.execute(store.db),
    ])
    clearInterval(timer)
    expect(count).toBe(60_000)
    expect(asked.rows).toEqual([{ n: 1 }])
    expect(ticks).toBeGreaterThan(3)
  })
})
