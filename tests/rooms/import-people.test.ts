import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { eventsOf } from '#domain/events/index.ts'
import { findByIdentifier, membersOf } from '#domain/identity/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { temporaryFolder } from '../support/processes.ts'
import { runOn } from '../support/run-command.ts'

describeOnBoth('an import of people and what they did', (open) => {
  let folder: ReturnType<typeof temporaryFolder>
  let store: Store
  const write = (name: string, content: string | Buffer) => writeFileSync(join(folder.path, name), content)
  const run = (args: string[]) => runOn(store, ['import', ...args], '', folder.path)
  const person = async (kind: 'email' | 'user_id' | 'anonymous_id', value: string) => {
    const found = await findByIdentifier(store.db, kind, value)
    if (!found) throw new Error(`nobody has ${value}`)
    return found
  }
  const eventsOfPerson = async (kind: 'email' | 'user_id' | 'anonymous_id', value: string) => {
    const { customerId } = await person(kind, value)
    return eventsOf(store.db, await membersOf(store.db, customerId), { limit: 50 })
  }
  const customersHere = async () => {
    const { rows } = await sql<{ n: number }>`select count(*) as n from customers`.execute(store.db)
    return rows[0]?.n
  }
  beforeAll(async () => {
    folder = temporaryFolder()
    store = await open()
  })
  afterAll(async () => {
    await store.close()
    folder.remove()
  })

  test('takes Shopify’s customers as they are exported, and any other columns by a map, once', async () => {
    write(
      'shopify.csv.gz',
      gzipSync(
        [
          'Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Address1,Default Address City,Default Address Country Code,Default Address Zip,Phone,Total Spent',
          `'6001,Ada,Byron,Ada@Example.org,yes,"1, Quarry Lane",London,GB,N1 1AA,'+447700900123,12.00`,
          `'6002,,,grace@example.org,no,,,US,,,0.00`,
        ].join('\r\n'),
      ),
    )
    const first = await run(['customers', 'shopify.csv.gz', '--json'])
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.json()).toEqual({ read: 2, created: 2, updated: 0, unchanged: 0, bad: [] })
    const ada = await person('email', 'ada@example.org')
    expect(ada).toMatchObject({
      name: 'Ada Byron',
      address: { line1: '1, Quarry Lane', city: 'London', postcode: 'N1 1AA', country: 'GB' },
    })
    expect((await person('user_id', '6001')).customerId).toBe(ada.customerId)
    expect((await person('user_id', '6002')).address).toBeNull()
    write('map.json', '{"userId":"ref","name":2,"createdAt":"since"}')
    write('other.tsv', 'ref\tnome\tsince\n6001\tAda King\t05.01.2020\n6003\tLin\t31.12.2019\n')
    const other = ['customers', 'other.tsv', '--map-file', 'map.json', '--time', 'DD.MM.YYYY', '--json']
    const members = await customersHere()
    expect((await run([...other, '--dry-run'])).json()).toMatchObject({
      dryRun: true,
      read: 2,
      good: 2,
      columns: [
        { column: 'ref', field: 'userId' },
        { column: 'nome', field: 'name' },
        { column: 'since', field: 'createdAt' },
      ],
    })
    expect(await customersHere()).toBe(members)
    expect((await run(other)).json()).toMatchObject({ created: 1, updated: 1 })
    expect((await run(other)).json()).toMatchObject({ created: 0, updated: 0, unchanged: 2 })
    expect((await person('user_id', '6001')).name).toBe('Ada King')
    expect((await person('user_id', '6003')).createdAt).toEqual(new Date('2019-12-31T00:00:00Z'))
  })

  test('leaves out who could not be found again, and names the line and the column', async () => {
    write(
      'nobody.csv',
      `email,full name,phone,created\nlin@example.org,Lin,,soon\nnot-an-address,Max,555-1234,\n,"${'x'.repeat(300)}",+4915112345678,\n`,
    )
    const columns = ['--map', 'createdAt=created', '--map', 'name=full name']
    const result = await run(['customers', 'nobody.csv', ...columns, '--rejected', 'left.csv'])
    expect(result.code).toBe(2)
    expect(result.err.split('\n').sort()).toEqual([
      '',
      expect.stringMatching(/^nobody\.csv:2 created is not a time that can be read/),
      expect.stringMatching(/^nobody\.csv:3 line names nobody/),
      expect.stringMatching(/^nobody\.csv:4 full name Too big/),
    ])
    expect(readFileSync(join(folder.path, 'left.csv'), 'utf8').split('\n')[0]).toBe(
      'email,full name,phone,created',
    )
    write('nobody.jsonl', '{"name":"No One"}\n{"userId":"u1","name":"Uma"}\n')
    const json = await run(['customers', 'nobody.jsonl', '--json'])
    expect(json.json()).toMatchObject({ read: 2, created: 1, bad: [{ line: 1, field: 'line' }] })
  })

  test('takes events as Segment’s calls, each once, and says which are none', async () => {
    const call = (more: object) =>
      JSON.stringify({ anonymousId: 'a-1', timestamp: '2026-01-05T10:00:00Z', ...more })
    write(
      'events.jsonl',
      [
        call({ type: 'track', event: 'Product Viewed', properties: { product_id: 'heron' } }),
        call({ type: 'track', event: 'Products Viewed', properties: { product_id: 'heron' } }),
        '{"type":"track"',
        call({ type: 'identify', userId: 'seg-1', traits: { email: 'seg@example.org' } }),
        call({
          type: 'track',
          event: 'Product Viewed',
          timestamp: '2046-01-05T10:00:00Z',
          properties: { product_id: 'heron' },
        }),
        '{"type":"track","event":"Product Viewed","anonymousId":"a-1","properties":{"product_id":"no time"}}',
      ].join('\n'),
    )
    const first = await run(['events', 'events.jsonl', '--source', 'warehouse', '--json'])
    expect(first.code).toBe(2)
    expect(first.json()).toMatchObject({ read: 6, created: 3, unchanged: 0 })
    expect(first.err.trim().split('\n').sort()).toEqual([
      expect.stringMatching(/^events\.jsonl:2 event “Products Viewed” is not an event name; did you mean/),
      'events.jsonl:3 line is not JSON',
      expect.stringMatching(/^events\.jsonl:5 timestamp /),
    ])
    expect((await run(['events', 'events.jsonl', '--json'])).json()).toMatchObject({
      created: 0,
      unchanged: 3,
    })
    const seen = await eventsOfPerson('user_id', 'seg-1')
    expect(seen.map(({ name }) => name).sort()).toEqual([
      'Customer Identified',
      'Product Viewed',
      'Product Viewed',
    ])
    expect(seen[0]).toMatchObject({ source: 'warehouse' })
  })

  test('takes events as rows, with GA4’s names, their further columns as properties', async () => {
    write(
      'ga.csv',
      [
        'event_name,event_timestamp,user_pseudo_id,user_id,item_id,price,quantity,context.page.path',
        'view_item,1767607200000000,ga-1,,heron,12.50,,/heron',
        'add_to_cart,1767607260000000,ga-1,buyer-1,heron,12.50,2,',
        'add_to_cart,then,ga-1,buyer-1,heron,12.50,2,',
        'view_item,1767607200000000,,,heron,12.50,,/heron',
        'no such thing,1767607200000000,ga-1,,heron,12.50,,/heron',
      ].join('\n'),
    )
    const first = await run(['events', 'ga.csv', '--json'])
    expect(first.json()).toMatchObject({ read: 5, created: 2, unchanged: 0 })
    expect(first.err.trim().split('\n').sort()).toEqual([
      'ga.csv:4 event_timestamp is not a time that can be read; --time says how',
      expect.stringMatching(/^ga\.csv:5 user_id /),
      expect.stringMatching(/^ga\.csv:6 event_name “no such thing” is not an event name/),
    ])
    const [added, viewed] = await eventsOfPerson('user_id', 'buyer-1')
    expect(added).toMatchObject({
      name: 'Product Added',
      occurredAt: new Date('2026-01-05T10:01:00Z'),
      properties: { product_id: 'heron', price: 12.5, quantity: 2 },
    })
    expect(viewed).toMatchObject({ name: 'Product Viewed', occurredAt: new Date('2026-01-05T10:00:00Z') })
    expect((await run(['events', 'ga.csv', '--json'])).json()).toMatchObject({ created: 0, unchanged: 2 })
    write('missing.csv', 'event_name,who\nview_item,me\n')
    expect(await run(['events', 'missing.csv'])).toMatchObject({
      code: 2,
      err: 'missing.csv: no column is known as timestamp; name it with --map timestamp=COLUMN; the columns are event_name, who\n',
    })
  })
})
