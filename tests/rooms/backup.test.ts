import { createReadStream, createWriteStream, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  backupTo,
  type Db,
  migrate,
  openStore,
  readMigrations,
  restoreFrom,
  type Store,
} from '#store/index.ts'
import { createTestDatabase, databaseKinds, describeOnBoth, openTestStore } from '../support/database.ts'
import { temporaryFolder } from '../support/processes.ts'

const now = new Date('2026-03-01T08:00:00Z')
const serverIsThere = Boolean(process.env.TEST_DATABASE_URL)

/** A schema with every kind of value we store or may come to store. */
const oddSchema = [
  ...readMigrations(),
  {
    name: '9001_odd.sql',
    sql: `create table odd_parent (parent_id bigint generated always as identity primary key, name text not null);
      create table odd_values (
        id integer primary key references odd_parent, bytes bytea, words text[], moment timestamptz, day date,
        tree jsonb, exact numeric, near double precision, small real, place vector(3), flag boolean,
        doubled integer generated always as (id * 2) stored);
      create index odd_words on odd_values using gin (words);
      create sequence odd_numbers`,
  },
]

async function fillOdd(db: Db): Promise<void> {
  await sql`insert into odd_parent (name) select 'p' || n from generate_series(1, 1200) n`.execute(db)
  await sql`insert into odd_values values
    (1, '\\x00ff0a5c'::bytea, array['a,b', 'c"d', null, '{}', ''], '2026-01-02 03:04:05.678901+05:30', '2024-02-29',
      '{"b": [1.10, null, "\\u00e9\\n\\"x\\""], "a": {}}', 12345678901234567890.123456789, 0.1::float8 + 0.2, 1e-7,
      '[0.1,-2.5e-8,3]', true),
    (2, '', '{}', '-infinity', 'infinity', 'null', 'NaN', 'Infinity', '-0', '[1,2,3]', false),
    (3, null, null, null, null, null, null, null, null, null, null)`.execute(db)
  await sql`select setval('odd_numbers', 41)`.execute(db)
}

/** Everything a restore must bring back, as text. */
async function contents(db: Db): Promise<string> {
  const { rows } = await sql<{ all: string }>`
    select jsonb_build_object(
      'values', (select jsonb_agg(array[bytes::text, words::text, moment::text, day::text, tree::text, exact::text,
        near::text, small::text, place::text, flag::text, doubled::text] order by id) from odd_values),
      'parents', (select jsonb_agg(to_jsonb(p) order by parent_id) from odd_parent p),
      'indexes', (select jsonb_agg(indexdef order by indexname) from pg_indexes where schemaname = 'public')
    )::text as all`.execute(db)
  return rows[0]?.all ?? ''
}

async function backUp(db: Db): Promise<Buffer> {
  const chunks: Buffer[] = []
  const out = new Writable({
    write: (chunk, _encoding, next) => {
      chunks.push(chunk)
      next()
    },
  })
  await backupTo(db, out, now)
  return Buffer.concat(chunks)
}

describe('a backup restores exactly, on the same database and on the other', () => {
  for (const from of databaseKinds) {
    for (const to of databaseKinds) {
      const needsServer = from === 'postgres' || to === 'postgres'
      test.skipIf(needsServer && !serverIsThere)(`${from} to ${to}`, async () => {
        const source = await openTestStore(from)
        const target = await openTestStore(to)
        try {
          await migrate(source.db, oddSchema)
          await fillOdd(source.db)
          const file = await backUp(source.db)
          const result = await restoreFrom(target.db, Readable.from([file]), { migrations: oddSchema })
          expect(result).toEqual({ tables: expect.any(Number), rows: 1203, createdAt: now.toISOString() })
          expect(await contents(target.db)).toBe(await contents(source.db))
          const next = await sql<{
            id: number
          }>`insert into odd_parent (name) values ('new') returning parent_id as id`.execute(target.db)
          expect(next.rows).toEqual([{ id: 1201 }])
          const number = await sql<{ n: number }>`select nextval('odd_numbers') as n`.execute(target.db)
          expect(number.rows).toEqual([{ n: 42 }])
          expect(await migrate(target.db, oddSchema)).toEqual([])
        } finally {
          await source.close()
          await target.close()
        }
      })
    }
  }
})

describeOnBoth('a restore', (open) => {
  let store: Store
  beforeEach(async () => {
    store = await open()
    await sql`insert into settings values ('shop', '"before"', now(), null)`.execute(store.db)
  })
  afterEach(() => store.close())

  const shop = async () =>
    (await sql<{ value: unknown }>`select value from settings where key = 'shop'`.execute(store.db)).rows[0]
      ?.value

  test('is refused on a database that is not empty, and replaces it when told to', async () => {
    const file = await backUp(store.db)
    await sql`update settings set value = '"after"'`.execute(store.db)
    await expect(restoreFrom(store.db, Readable.from([file]))).rejects.toThrow('the database is not empty')
    expect(await shop()).toBe('after')
    await restoreFrom(store.db, Readable.from([file]), { replace: true })
    expect(await shop()).toBe('before')
  })

  test('of a file cut at any place changes nothing', async () => {
    await sql`insert into settings select 'many.' || n, to_jsonb(md5(n::text)), now(), null from generate_series(1, 3000) n`.execute(
      store.db,
    )
    const file = await backUp(store.db)
    for (const share of [0, 0.001, 0.1, 0.5, 0.9, 0.999]) {
      const cut = file.subarray(0, Math.floor(file.length * share))
      await expect(restoreFrom(store.db, Readable.from([cut]), { replace: true })).rejects.toThrow(
        /cut short|not a backup/,
      )
    }
    expect(await shop()).toBe('before')
  })

  test('of a file whose end was cut before it was packed changes nothing', async () => {
    const lines = gunzipSync(await backUp(store.db))
      .toString()
      .trimEnd()
      .split('\n')
    const without = (from: number, count: number) =>
      gzipSync(`${lines.filter((_, index) => index < from || index >= from + count).join('\n')}\n`)
    const noEnd = without(lines.length - 1, 1)
    await expect(restoreFrom(store.db, Readable.from([noEnd]), { replace: true })).rejects.toThrow(
      'cut short',
    )
    const row = lines.findIndex((line) => line.startsWith('["shop"'))
    const rowMissing = without(row, 1)
    await expect(restoreFrom(store.db, Readable.from([rowMissing]), { replace: true })).rejects.toThrow(
      'rows are missing',
    )
    expect(await shop()).toBe('before')
  })

  test('of something else is refused in one line', async () => {
    const others: [Buffer, string][] = [
      [Buffer.from('hello'), 'not a backup'],
      [gzipSync('hello\n'), 'not JSON'],
      [gzipSync('{"format":"other"}\n'), 'not a backup'],
      [Buffer.alloc(0), 'cut short'],
    ]
    for (const [file, why] of others) {
      const attempt = restoreFrom(store.db, Readable.from(file.length ? [file] : []), { replace: true })
      await expect(attempt).rejects.toThrow(new RegExp(`${why}|not a backup`))
    }
  })

  test('brings an older schema up to date, and refuses a newer one', async () => {
    const file = await backUp(store.db)
    await restoreFrom(store.db, Readable.from([file]), { replace: true, migrations: oddSchema })
    expect((await sql`select 1 from odd_values`.execute(store.db)).rows).toEqual([])
    expect(await shop()).toBe('before')
    const newer = await backUp(store.db)
    await expect(restoreFrom(store.db, Readable.from([newer]), { replace: true })).rejects.toThrow(
      '9001_odd.sql',
    )
  })
})

test('a backup shows one moment while others write', { skip: !serverIsThere }, async () => {
  const { url, drop } = await createTestDatabase()
  const store = await openStore({ databaseUrl: url, poolSize: 4 })
  try {
    let stop = false
    const pairs = async () => {
      for (let n = 0; !stop; n++) {
        await sql`with a as (insert into settings values (${`a.${n}`}, '1', now(), null))
          insert into stores (store_id, name, address, city, country, time_zone, source)
            values (${`a.${n}`}, '', '', '', '', '', '')`.execute(store.db)
      }
    }
    const writing = pairs()
    for (let round = 0; round < 5; round++) {
      const lines = gunzipSync(await backUp(store.db))
        .toString()
        .split('\n')
      const counts = countByTable(lines)
      expect(counts.get('settings')).toBe(counts.get('stores'))
    }
    stop = true
    await writing
  } finally {
    await store.close()
    await drop()
  }
})

test('a restore is refused while another Rapport is connected to the server', {
  skip: !serverIsThere,
}, async () => {
  const { url, drop } = await createTestDatabase()
  const [first, second] = [await openStore({ databaseUrl: url }), await openStore({ databaseUrl: url })]
  try {
    const file = await backUp(first.db)
    await sql`select 1`.execute(second.db)
    await expect(restoreFrom(first.db, Readable.from([file]))).rejects.toThrow('stop it first')
    await second.close()
    await restoreFrom(first.db, Readable.from([file]))
  } finally {
    await first.close()
    await drop()
  }
})

test('a backup goes through a file on disk', async () => {
  const folder = temporaryFolder()
  const store = await openTestStore('pglite')
  try {
    const path = join(folder.path, 'shop.backup')
    const result = await backupTo(store.db, createWriteStream(path), now)
    expect(readFileSync(path).length).toBe(result.bytes)
    await restoreFrom(store.db, createReadStream(path))
    writeFileSync(path, readFileSync(path).subarray(0, 50))
    await expect(restoreFrom(store.db, createReadStream(path))).rejects.toThrow('cut short')
    await expect(restoreFrom(store.db, createReadStream(join(folder.path, 'none')))).rejects.toThrow('ENOENT')
  } finally {
    await store.close()
    folder.remove()
  }
})

function countByTable(lines: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  let table = ''
  for (const line of lines) {
    if (line.startsWith('{')) table = JSON.parse(line).table ?? ''
    else if (line) counts.set(table, (counts.get(table) ?? 0) + 1)
  }
  return counts
}
