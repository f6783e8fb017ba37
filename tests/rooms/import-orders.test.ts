import { createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findByIdentifier } from '#domain/identity/index.ts'
import { erasePerson, findOrderByNumber, ordersOf } from '#domain/orders/index.ts'
import { projectRoot, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'
import { temporaryFolder } from '../support/processes.ts'
import { runOn } from '../support/run-command.ts'

const retailFile = join(projectRoot, '..', 'shared', 'data', 'purchases', 'online-retail-2009.tsv.gz')
const columns = [
  'invoice',
  'stock_code',
  'description',
  'quantity',
  'unix_time',
  'price',
  'customer',
  'country',
]
const named = ['--columns', columns.join(','), '--currency', 'GBP']
const LINES = 40_000

async function firstLines(count: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: createReadStream(retailFile).pipe(createGunzip()) })) {
    lines.push(line)
    if (lines.length === count) break
  }
  return lines
}

if (!existsSync(retailFile) && process.env.CI === 'true') throw new Error('CI needs ../shared/data/purchases')

describeOnBoth('an import of order lines', (open) => {
  let folder: ReturnType<typeof temporaryFolder>
  let store: Store
  const write = (name: string, content: string | Buffer) => writeFileSync(join(folder.path, name), content)
  const read = (name: string) => readFileSync(join(folder.path, name), 'utf8')
  const run = (args: string[], signal?: AbortSignal) =>
    runOn(store, ['import', 'orders', ...args], '', folder.path, signal)
  const counts = async () => {
    const { rows } = await sql<Record<string, number>>`select
      (select count(*) from orders) as orders, (select count(*) from order_lines) as lines,
      (select count(*) from order_numbers) as numbers,
      (select count(*) from orders where status = 'returned') as returned,
      (select count(*) from identifiers where kind = 'user_id') as users`.execute(store.db)
    return rows[0]
  }
  const found = async (number: string) => {
    const order = await findOrderByNumber(store.db, number)
    if (!order) throw new Error(`there is no order ${number}`)
    return order
  }
  beforeAll(async () => {
    folder = temporaryFolder()
    store = await open()
  })
  afterAll(async () => {
    await store.close()
    folder.remove()
  })

  test.skipIf(!existsSync(retailFile))(
    'of the Online Retail file, stopped halfway and begun again, has every order once and whole',
    async () => {
      const lines = await firstLines(LINES)
      const rows = lines.map((line) => line.split('\t'))
      const numbers = new Set(rows.map(([invoice]) => invoice))
      const runs = rows.filter(([invoice], i) => invoice !== rows[i - 1]?.[0]).length
      expect(runs).toBeGreaterThan(numbers.size) // some orders' lines stand apart
      write('retail.tsv.gz', gzipSync(lines.join('\n')))

      const abort = new AbortController()
      const stopping = run(['retail.tsv.gz', ...named], abort.signal)
      while (((await counts())?.orders ?? 0) < 500) await new Promise((resolve) => setTimeout(resolve, 5))
      abort.abort()
      expect(await stopping).toMatchObject({ code: 130, err: 'stopped\n' })
      const half = await counts()
      expect(half?.orders).toBeGreaterThan(0)
      expect(half?.orders).toBeLessThan(numbers.size)

      const second = await run(['retail.tsv.gz', ...named, '--json'])
      expect(second).toMatchObject({ code: 0, err: '' })
      expect(second.json()).toEqual({
        read: LINES,
        created: numbers.size - (half?.orders ?? 0),
        updated: 0,
        unchanged: half?.orders,
        bad: [],
      })
      const kept = new Set(rows.filter((row) => Number(row[3]) >= 0).map(([invoice]) => invoice))
      const credits = [...numbers].filter((invoice) => invoice?.startsWith('C') || !kept.has(invoice))
      const whole = {
        orders: numbers.size,
        numbers: numbers.size,
        lines: LINES,
        returned: credits.length,
        users: new Set(rows.map((row) => row[6]).filter(Boolean)).size,
      }
      expect(await counts()).toEqual(whole)
      const third = await run(['retail.tsv.gz', ...named, '--json'])
      expect(third.json()).toMatchObject({ created: 0, updated: 0, unchanged: numbers.size })
      expect(await counts()).toEqual(whole)

      const { rows: told } = await sql<{ lines: number }>`
        select reltuples as lines from pg_class where relname = 'order_lines'`.execute(store.db)
      expect(told[0]?.lines).toBeGreaterThan(LINES / 2) // the planner knows

      const order = await found('489434')
      expect(order).toMatchObject({
        total: { amount: 50530, currency: 'GBP' },
        status: 'delivered',
        placedAt: new Date('2009-12-01T07:45:00Z'),
        shippingAddress: { country: 'United Kingdom' },
      })
      expect(order.lines).toHaveLength(8)
      expect(order.lines[3]).toMatchObject({
        productId: '22041',
        title: 'RECORD FRAME 7" SINGLE SIZE',
        quantity: 48,
      })
      const customer = await findByIdentifier(store.db, 'user_id', '13085')
      expect(
        (await ordersOf(store.db, [customer?.customerId ?? ''], 100)).map((one) => one.orderNumber),
      ).toContain('489434')
    },
    60_000,
  )

  test('says the same whether it comes as TSV, CSV, JSON lines or a JSON list, plain or gzipped', async () => {
    const rows = [
      ['F-1', 'sku-1', 'Mug, "blue"', '2', '1259653500', '6.95', '77', 'France'],
      ['F-2', 'sku-2', 'Line\nbreak', '1', '1259653560', '0.5', '', 'Spain'],
      ['F-1', 'sku-3', 'Plate', '1', '1259653500', '1', '77', 'France'],
    ]
    const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`
    const objects = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])))
    const table = (delimiter: string, ending: string) =>
      [columns, ...rows].map((row) => row.map(quoted).join(delimiter) + ending).join('')
    write('same.tsv', table('\t', '\n'))
    const first = await run(['same.tsv', '--currency', 'EUR', '--json'])
    expect(first.json()).toMatchObject({ read: 3, created: 2, bad: [] })
    expect(await found('F-1')).toMatchObject({ total: { amount: 1490 }, lines: [{}, { title: 'Plate' }] })
    write('same.csv', `\uFEFF${table(';', '\r\n')}`)
    write('packed.csv', gzipSync(table(',', '\n')))
    write('wide.txt', Buffer.from(`\uFEFF${table('\t', '\r\n')}`, 'utf16le'))
    write('same.jsonl', objects.map((one) => JSON.stringify(one)).join('\n'))
    write('same.json', JSON.stringify(objects, null, 2))
    for (const name of ['same.csv', 'packed.csv', 'wide.txt', 'same.jsonl', 'same.json']) {
      const again = await run([name, '--currency', 'EUR', '--json'])
      expect([name, again.err, again.json()]).toEqual([
        name,
        '',
        { read: 3, created: 0, updated: 0, unchanged: 2, bad: [] },
      ])
    }
  })

  test('leaves out an order with a bad line as a whole, says why by line and column, and keeps the lines', async () => {
    write(
      'bad.csv',
      [
        'Order;Date;SKU;Name;Qty;Unit price;State;Mail',
        'B-1;2026-01-05;a;Lamp;1;12,50;completed;ada@example.org',
        'B-2;2026-01-05;a;Lamp;one;12,50;completed;ada@example.org',
        'B-2;2026-01-05;b;Rug;1;9,00;completed;ada@example.org',
        'B-3;soon;a;Lamp;1;12,50;completed;ada@example.org',
        ';2026-01-05;a;Lamp;1;12,50;completed;ada@example.org',
        'B-4;2026-01-05;a;Lamp;1;12,50;lost;ada@example.org',
        'B-5;2026-01-05;a;Lamp;1;12,50;completed',
        'B-5;2026-01-05;b;Rug;1;9,00;completed;ada@example.org',
        'B-6;2026-01-05;a;Lamp;200000;12,50;completed;ada@example.org',
      ].join('\n'),
    )
    const style = ['--decimal', ',', '--currency', 'EUR', '--map', 'status=State', '--map', 'email=8']
    const result = await run(['bad.csv', ...style, '--rejected', 'left.csv', '--json'])
    expect(result.code).toBe(2)
    expect(result.json()).toMatchObject({ read: 9, created: 1 })
    expect(result.err.trim().split('\n').sort()).toEqual([
      'bad.csv:10 Qty Too big: expected number to be <=100000',
      'bad.csv:3 Qty is not a whole number',
      'bad.csv:4 line is of the same order as line 3, which is bad',
      'bad.csv:5 Date is not a time that can be read; --time says how',
      'bad.csv:6 Order is missing',
      'bad.csv:7 State "lost" is no status we know',
      'bad.csv:8 line has 7 fields where 8 are named',
      'bad.csv:9 line is of the same order as line 8, which is bad',
    ])
    expect(await found('B-1')).toMatchObject({ total: { amount: 1250 }, email: 'ada@example.org' })
    expect(await findOrderByNumber(store.db, 'B-2')).toBeNull()
    expect(await findOrderByNumber(store.db, 'B-5')).toBeNull()
    expect(read('left.csv.reasons').trim().split('\n')).toHaveLength(8)
    const kept = read('left.csv')
    expect(kept).toContain('B-2;2026-01-05;b;Rug;1;9,00;completed;ada@example.org\n')
    write('mended.csv', kept.replace(';one;', ';1;').replace(/^(?!Order|B-2).*\n/gm, ''))
    const mended = await run(['mended.csv', ...style, '--json'])
    expect(mended.json()).toMatchObject({ read: 2, created: 1, bad: [] })
    expect((await found('B-2')).lines).toHaveLength(2)
  })

  test('understands the exports of Shopify and WooCommerce without a map', async () => {
    write(
      'shopify.csv',
      [
        'Name,Email,Financial Status,Fulfillment Status,Currency,Subtotal,Shipping,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Shipping Street,Shipping City,Shipping Zip,Shipping Country,Cancelled at,Refunded Amount,Id',
        "#1001,eva@example.org,paid,fulfilled,EUR,30.00,5.00,35.00,2026-01-05 10:12:33 +0100,2,Mug - Blue,10.00,MUG-B,Eva Lind,1 Road,Oslo,'0150,NO,,0.00,5123",
        '#1001,eva@example.org,,,,,,,2026-01-05 10:12:33 +0100,1,Plate,10.00,PLATE,,,,,,,,',
        '#1002,,refunded,unfulfilled,EUR,10.00,0.00,10.00,2026-01-06 10:00:00 +0100,1,Mug - Blue,10.00,MUG-B,,,,,,,10.00,5124',
        '#1003,,pending,,EUR,10.00,0.00,10.00,2026-01-06 10:00:00 +0100,1,Mug - Blue,10.00,MUG-B,,,,,,2026-01-07 10:00:00 +0100,0.00,5125',
      ].join('\r\n'),
    )
    expect((await run(['shopify.csv', '--json'])).json()).toMatchObject({ read: 4, created: 3, bad: [] })
    expect(await found('1001')).toMatchObject({
      orderNumber: '#1001',
      status: 'shipped',
      total: { amount: 3500, currency: 'EUR' },
      email: 'eva@example.org',
      postcode: '0150',
      placedAt: new Date('2026-01-05T09:12:33Z'),
      lines: [{ variantId: 'MUG-B', quantity: 2, unitPrice: { amount: 1000 } }, { title: 'Plate' }],
    })
    expect(await found('1002')).toMatchObject({
      status: 'refunded',
      payments: [{ kind: 'refund', amount: 1000 }],
    })
    expect((await found('1003')).status).toBe('cancelled')
    write(
      'woo.csv',
      [
        'Order Number,Order Status,Order Date,First Name (Billing),Last Name (Billing),Email (Billing),Country Code (Billing),Order Total Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost',
        '77,wc-completed,2026-01-05 10:12,Bo,Ek,bo@example.org,SE,20.00,W-1,1,Rug,1,20.00',
      ].join('\n'),
    )
    expect((await run(['woo.csv', '--currency', 'SEK', '--json'])).json()).toMatchObject({
      created: 1,
      bad: [],
    })
    const order = await found('77')
    expect(order).toMatchObject({ status: 'delivered', total: { amount: 2000, currency: 'SEK' } })
    expect(await findByIdentifier(store.db, 'email', 'bo@example.org')).toMatchObject({ name: 'Bo Ek' })
  })

  test('brings back nobody who was erased, and says what it would do without doing it', async () => {
    const order = (price: string) =>
      `order,date,sku,quantity,price,email\nE-1,2026-01-05,a,1,${price},gone@example.org\n`
    write('erased.csv', order('5'))
    const before = await counts()
    const dry = await run(['erased.csv', '--dry-run', '--currency', 'EUR'])
    expect(dry).toMatchObject({ code: 0, err: '' })
    expect(dry.out).toBe(
      'order -> orderNumber\ndate -> placedAt\nsku -> line.sku\nquantity -> line.quantity\nprice -> line.unitPrice\nemail -> email\n1 records read: 1 orders could be loaded, 0 records left out; nothing was written\n',
    )
    expect(await counts()).toEqual(before)
    await run(['erased.csv', '--currency', 'EUR'])
    const { customerId } = await found('E-1')
    await erasePerson(store.db, [customerId], new Date('2026-02-03T09:00:00Z'))
    write('erased.csv', order('6'))
    expect((await run(['erased.csv', '--currency', 'EUR', '--json'])).json()).toMatchObject({ unchanged: 1 })
    expect(await found('E-1')).toMatchObject({ email: null, total: { amount: 500 } })
  })

  test('says in one line, with exit code 2, what is wrong with its words or with a whole file', async () => {
    write('plain.csv', 'number,when,thing\n1,2,3\n')
    write('empty.csv', '\n')
    write('latin.csv', Buffer.from('order,date,sku,quantity,price\n1,2026-01-01,caf\xe9,1,2\n', 'latin1'))
    write('cut.csv.gz', gzipSync('order,date,sku,quantity,price\n1,2026-01-01,a,1,2\n').subarray(0, 40))
    write('map.json', '["no"]')
    write('good.csv', 'order,date,sku,quantity,price\n')
    const cases: [string[], RegExp][] = [
      [
        ['plain.csv'],
        /^plain\.csv: no column is known as orderNumber; name it with --map orderNumber=COLUMN; the columns are number, when, thing\n$/,
      ],
      [
        ['good.csv', '--map', 'email=mail'],
        /^good\.csv: there is no column "mail" for email; the columns are order, /,
      ],
      [['good.csv', '--map', 'mail=order'], /^--map: there is no field "mail"; the fields are orderNumber, /],
      [['good.csv', '--map', 'email'], /^--map is field=column, not "email"\n$/],
      [['good.csv', '--map-file', 'map.json'], /^map\.json: a map is one JSON object/],
      [['good.csv', '--columns', 'a,b,a'], /^--columns names "a" twice\n$/],
      [['good.csv', '--time', 'soon'], /^--time is unix/],
      [['good.csv', '--decimal', ';'], /^--decimal is/],
      [['good.csv', '--delimiter', 'ab'], /^--delimiter is one character/],
      [['good.csv', '--encoding', 'martian'], /^--encoding: there is no encoding "martian"/],
      [['good.csv', '--currency', 'pounds'], /^--currency is an ISO 4217 code/],
      [['good.csv', 'plain.csv', '--rejected', 'r.csv'], /^--rejected goes with one file at a time\n$/],
      [['empty.csv'], /^empty\.csv: the file is empty\n$/],
      [['latin.csv'], /^latin\.csv: the text is not utf-8; name its encoding with --encoding/],
      [['cut.csv.gz'], /^cut\.csv\.gz: the gzip file is damaged or cut short\n$/],
    ]
    for (const [args, message] of cases) {
      const { code, out, err } = await run(args)
      expect([args, code, out, err]).toEqual([args, 2, '', expect.stringMatching(message)])
    }
    expect((await run(['latin.csv', '--encoding', 'windows-1252', '--currency', 'EUR'])).code).toBe(0)
    expect(await found('1')).toMatchObject({ lines: [{ productId: 'café' }] })
  })
})
