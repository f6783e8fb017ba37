import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Store } from '#store/index.ts'
import { describeOnBoth, openTestStore } from '../support/database.ts'
import { temporaryFolder } from '../support/processes.ts'
import { runOn } from '../support/run-command.ts'

const product = (id: string, price: unknown = { amount: 1000, currency: 'USD' }) =>
  JSON.stringify({ id, title: `Lamp ${id}`, variants: [{ id: `${id}-1`, title: `Lamp ${id}`, price }] })
const order = (number: string, status = 'pending') =>
  JSON.stringify({
    orderNumber: number,
    status,
    customer: { email: 'ada@example.com' },
    email: 'ada@example.com',
    postcode: '80279',
    currency: 'USD',
    total: 1000,
    lines: [{ productId: 'a', variantId: 'a-1', title: 'Lamp', quantity: 1, unitPrice: 1000 }],
    placedAt: '2026-01-05T10:00:00Z',
  })

describeOnBoth('a command', (open) => {
  let folder: ReturnType<typeof temporaryFolder>
  let store: Store
  const file = (name: string) => join(folder.path, name)
  const write = (name: string, lines: string[]) => {
    writeFileSync(file(name), lines.map((line) => `${line}\n`).join(''))
    return file(name)
  }
  const run = (args: string[], stdin = '') => runOn(store, args, stdin, folder.path)
  beforeAll(async () => {
    folder = temporaryFolder()
    store = await open()
  })
  afterAll(async () => {
    await store.close()
    folder.remove()
  })

  test('loads a catalog, and loading it again changes nothing', async () => {
    write('catalog.jsonl', [product('a'), product('b')])
    const first = await run(['import', 'catalog', 'catalog.jsonl', '--json'])
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.json()).toEqual({ read: 2, created: 2, updated: 0, unchanged: 0, bad: [] })
    const second = await run(['import', 'catalog', 'catalog.jsonl'])
    expect(second).toMatchObject({ code: 0, out: '2 products read: 0 new, 0 changed, 2 unchanged\n' })
  })

  test('tells the formats of a catalog apart by name and content', async () => {
    const shopify = {
      products: [
        {
          id: 7,
          title: 'Mug',
          handle: 'mug',
          body_html: '<p>A mug.</p>',
          variants: [{ id: 71, title: 'Default Title', price: '12.50' }],
        },
      ],
    }
    writeFileSync(file('products.json'), JSON.stringify(shopify))
    write('google.csv', [
      'id,title,price,availability,link',
      'g1,Rug,"99.00 USD",in_stock,https://shop.example/rug',
    ])
    const result = await run([
      'import',
      'catalog',
      'products.json',
      'google.csv',
      '--currency',
      'EUR',
      '--json',
    ])
    expect(result.json()).toMatchObject({ read: 2, created: 2, bad: [] })
  })

  test('of a file with broken lines loads the good ones, and names each bad one by line and field', async () => {
    write('mixed.jsonl', [product('c'), '{"id":', product('d', 'free'), product('e')])
    const result = await run(['import', 'catalog', 'mixed.jsonl', '--json'])
    expect(result.code).toBe(2)
    expect(result.json()).toMatchObject({ read: 4, created: 2, bad: [{ line: 2 }, { line: 3 }] })
    const lines = result.err.trim().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toBe('mixed.jsonl:2 line is not JSON')
    expect(lines[1]).toMatch(/^mixed\.jsonl:3 variants\.0\.price /)
  })

  test('loads customers and orders by the same rules', async () => {
    write('customers.jsonl', ['{"userId":"u1","email":"ada@example.com","name":"Ada"}', '{"userId":5}'])
    const customers = await run(['import', 'customers', 'customers.jsonl', '--json'])
    expect(customers.code).toBe(2)
    expect(customers.json()).toMatchObject({ created: 1, bad: [{ line: 2, field: 'userId' }] })
    write('orders.jsonl', [order('#W1'), order('#W2', 'lost'), '[]'])
    const result = await run(['import', 'orders', 'orders.jsonl', '--json'])
    expect(result.code).toBe(2)
    expect(result.json()).toMatchObject({
      read: 3,
      created: 1,
      bad: [{ line: 2, field: 'status' }, { line: 3 }],
    })
  })

  test('loads documents from Markdown and HTML, and refuses other files by name', async () => {
    writeFileSync(file('returns.md'), '# Returns\n\nYou can return anything within 30 days of delivery.\n')
    writeFileSync(file('care.html'), '<h1>Care</h1><p>Wash wool cold, by hand, and dry it flat.</p>')
    writeFileSync(file('empty.md'), '\n')
    const good = await run(['import', 'documents', 'returns.md', 'care.html', '--json'])
    expect(good.json()).toMatchObject({ read: 2, bad: [] })
    expect((await run(['import', 'documents', 'empty.md'])).err).toMatch(/^empty\.md:1 text /)
    const bad = await run(['import', 'documents', 'orders.jsonl'])
    expect(bad).toMatchObject({ code: 2, out: '', err: 'orders.jsonl: a document is a .md or .html file\n' })
  })

  test('says in one line, with exit code 2, what is wrong with its words', async () => {
    const cases: [string[], RegExp][] = [
      [['import', 'catalog', 'nowhere.jsonl'], /nowhere\.jsonl: there is no such file/],
      [['import', 'catalog', folder.path], /this is a folder/],
      [['import', 'catalog', 'catalog.jsonl', '--format', 'xml'], /--format is acp, shopify, csv/],
      [['restore', 'nowhere.backup'], /there is no such file/],
      [['staff', 'disable', 'nobody@example.com'], /no account "nobody@example\.com"/],
      [['staff', 'add', 'not-an-address', '--name', 'A', '--role', 'admin'], /not an e-mail address/],
      [['staff', 'add', 'a@example.com', '--role', 'admin'], /--name is missing/],
      [['staff', 'add', 'a@example.com', '--name', 'A'], /--role is missing/],
      [['staff', 'add', 'a@example.com', '--name', 'A', '--role', 'king'], /"king" is no role/],
      [['keys', 'create', 'golden'], /public or secret/],
      [['keys', 'revoke', 'sk_unknown'], /unknown or already revoked/],
      [['convert', 'retail-store', 'catalog.jsonl', 'out'], /catalog\.jsonl:1 /],
      [['fly'], /no command "fly"/],
    ]
    for (const [args, message] of cases) {
      const result = await run([...args, '--json'])
      expect({ args, code: result.code, out: result.out }).toEqual({ args, code: 2, out: '' })
      expect(result.err).toMatch(message)
      expect(result.err.trimEnd()).not.toContain('\n')
    }
  })

  test('adds an account, lists it, gives it a password, disables and enables it', async () => {
    const added = await run([
      'staff',
      'add',
      'mia@example.com',
      '--name',
      'Mia',
      '--role',
      'support',
      '--json',
    ])
    expect(added.json()).toMatchObject({
      email: 'mia@example.com',
      roles: ['support'],
      password: expect.any(String),
    })
    expect((await run(['staff', 'add', 'MIA@example.com', '--name', 'M', '--role', 'crm'])).code).toBe(2)
    const set = await run(
      ['staff', 'set-password', 'mia@example.com', '--password-stdin', '--json'],
      'a longer password\n',
    )
    expect(set.code).toBe(0)
    expect(set.out).not.toContain('a longer password')
    expect(
      (await run(['staff', 'set-password', 'mia@example.com', '--password-stdin'], 'short\n')).code,
    ).toBe(2)
    expect((await run(['staff', 'disable', 'mia@example.com'])).code).toBe(0)
    expect((await run(['staff', 'list', '--json'])).json()).toMatchObject([{ disabled: true }])
    expect((await run(['staff', 'enable', 'mia@example.com'])).code).toBe(0)
    expect((await run(['staff', 'list'])).out).not.toContain('disabled')
  })

  test('makes keys, lists them without their secret, and revokes them once', async () => {
    const made = (await run(['keys', 'create', 'secret', '--label', 'ERP'])).out.trim()
    expect(made).toMatch(/^sk_/)
    const list = await run(['keys', 'list'])
    expect(list.out).toContain('ERP')
    expect(list.out).not.toContain(made)
    expect((await run(['keys', 'revoke', made])).code).toBe(0)
    expect((await run(['keys', 'revoke', made])).code).toBe(2)
  })

  test('writes a backup for its owner alone, and restores it only into an empty database or with --replace', async () => {
    const made = await run(['backup', 'shop.backup', '--json'])
    expect(made.json()).toMatchObject({ file: file('shop.backup'), rows: expect.any(Number) })
    expect(statSync(file('shop.backup')).mode & 0o777).toBe(0o600)
    writeFileSync(file('cut.backup'), readFileSync(file('shop.backup')).subarray(0, 2000))
    const other = await open()
    try {
      const there = (args: string[]) => runOn(other, args, '', folder.path)
      expect((await there(['restore', 'shop.backup', '--json'])).code).toBe(0)
      expect((await there(['import', 'catalog', 'catalog.jsonl'])).out).toContain('2 unchanged')
      const refused = await there(['restore', 'shop.backup'])
      expect(refused).toMatchObject({ code: 2, out: '' })
      expect(refused.err).toContain('--replace')
      expect((await there(['restore', 'cut.backup', '--replace'])).err).toBe('the backup is cut short\n')
      expect((await there(['restore', 'shop.backup', '--replace'])).code).toBe(0)
      expect((await there(['import', 'catalog', 'catalog.jsonl'])).out).toContain('2 unchanged')
    } finally {
      await other.close()
    }
  })

  test('leaves no half backup where it cannot write', async () => {
    const result = await run(['backup', join('no', 'such', 'folder', 'x.backup')])
    expect(result.code).toBe(1)
    expect(result.err.trimEnd()).not.toContain('\n')
    expect(existsSync(file('no'))).toBe(false)
  })
})

const retailStore = join(import.meta.dirname, '..', '..', '..', 'shared', 'data', 'retail-store', 'db.json')
const dataIsThere = existsSync(retailStore) || process.env.CI === 'true'
test.skipIf(!dataIsThere)('the retail store comes through whole', async () => {
  const folder = temporaryFolder()
  const store = await openTestStore('pglite')
  try {
    const converted = await runOn(store, ['convert', 'retail-store', retailStore, folder.path, '--json'])
    expect(converted.json()).toEqual({ 'catalog.jsonl': 50, 'customers.jsonl': 500, 'orders.jsonl': 1000 })
    const counts = []
    for (const what of ['catalog', 'customers', 'orders']) {
      counts.push((await runOn(store, ['import', what, join(folder.path, `${what}.jsonl`), '--json'])).json())
    }
    const all = (count: number) => ({ read: count, created: count, updated: 0, unchanged: 0, bad: [] })
    expect(counts).toEqual([all(50), all(500), all(1000)])
  } finally {
    await store.close()
    folder.remove()
  }
})
