import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CheckoutInput } from '#contract/demo-shop.ts'
import {
  accountPage,
  claimsOf,
  createShelf,
  demoCustomers,
  departmentPage,
  isDemo,
  placeOrder,
  productPage,
  quote,
  removeDemo,
  seedDemo,
  shopView,
  signInAs,
} from '#demo/index.ts'
import {
  customerInput,
  findByIdentifier,
  findDuplicates,
  listDuplicates,
  upsertCustomers,
} from '#domain/identity/index.ts'
import { findOrderByNumber, ordersOf } from '#domain/orders/index.ts'
import { profileOf } from '#domain/profile/index.ts'
import { defaultSettings, readSettings, writeSettings } from '#domain/settings/index.ts'
import { findProduct, findVariants, importProducts, listStores, setStock } from '#knowledge/catalog/index.ts'
import { importDocument, listDocuments } from '#knowledge/documents/index.ts'
import type { Db, Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-04T18:00:00Z')
const later = new Date('2026-03-09T18:00:00Z')
const DAY = 86_400_000

async function rows(db: Db, text: string): Promise<number> {
  const answer = await sql.raw<{ count: number }>(`select count(*) as count from ${text}`).execute(db)
  return answer.rows[0]?.count ?? -1
}

const guest: Omit<CheckoutInput, 'lines'> = {
  name: 'Ada Lund',
  email: 'ada@example.com',
  line1: '4 Kiln Street',
  city: 'Bend',
  region: 'OR',
  postcode: '97701',
}

describeOnBoth('the demo shop', (open) => {
  let store: Store
  let db: Db
  beforeAll(async () => {
    store = await open()
    db = store.db
    await seedDemo(db, now)
  })
  afterAll(() => store.close())

  test('fills every room', async () => {
    expect(await isDemo(db)).toBe(true)
    expect(await rows(db, 'products')).toBe(400)
    expect(await listDocuments(db, now)).toHaveLength(23)
    // a customer row per identifier, linked to one per person; three have a second account of other spelling
    expect((await rows(db, 'customers')) - (await rows(db, 'customer_links'))).toBe(503)
    const orders = await rows(db, 'orders')
    expect(orders).toBeGreaterThan(2000)
    expect(orders).toBeLessThan(3200)
    const places = await listStores(db)
    expect(places).toHaveLength(3)
    expect(new Set(places.map(({ city }) => city)).size).toBeGreaterThan(1)
    expect(await rows(db, 'store_stock where quantity > 0')).toBeGreaterThan(1000)
    expect((await readSettings(db)).shopName).toBe('Tarnwick')
  })

  test('three people have a second account, which the search for duplicates finds', async () => {
    await findDuplicates(db, now)
    const { pairs } = await listDuplicates(db, { limit: 50 })
    expect(pairs).toHaveLength(3)
    for (const { evidence } of pairs)
      expect(evidence.map(({ field, agreement }) => `${field} ${agreement}`)).toContain('postcode exact')
  })

  test('knows of the people one can sign in as what they said, their points and what follows from their orders', async () => {
    const nora = await findByIdentifier(db, 'user_id', 'tw-0001')
    const profile = await profileOf(db, nora?.customerId ?? '', { purpose: 'service', now })
    expect(profile.traits.map(({ name, value }) => [name, value])).toEqual([
      ['colour', ['green', 'navy']],
      ['dislikes', ['down']],
      ['size', 'M'],
    ])
    expect(profile.loyalty).toMatchObject({ member: true, tier: { by: 'points' } })
    expect(profile.loyalty?.balance).toBeGreaterThan(0)
    expect(profile.subscriptions).toMatchObject([{ status: 'active', items: [{ quantity: 2 }] }])
    expect(profile.facts.value[0]?.lifetimeValue.amount).toBeGreaterThan(0)
    expect(profile.facts.buying?.orders).toBe(5)
  })

  test('sells only what it has: every order line is a real variant at a sane price', async () => {
    expect(
      await rows(
        db,
        `order_lines l left join variants v on v.variant_id = l.variant_id and v.product_id = l.product_id
         where v.variant_id is null or l.quantity < 1
            or l.unit_price_amount not in (v.price_amount, coalesce(v.list_price_amount, v.price_amount))`,
      ),
    ).toBe(0)
    const { rows: wrong } = await sql`
      select o.order_number from orders o join order_lines l using (customer_id, order_id)
      group by o.order_number, o.total_amount
      having o.total_amount <> sum(l.quantity * l.unit_price_amount)
        + case when sum(l.quantity * l.unit_price_amount) >= 7500 then 0 else 600 end`.execute(db)
    expect(wrong).toEqual([])
  })

  test('has two years of orders whose state fits their age', async () => {
    const day = (days: number) => `'${new Date(now.getTime() - days * DAY).toISOString()}'`
    expect(await rows(db, `orders where placed_at > '${now.toISOString()}'`)).toBe(0)
    expect(await rows(db, `orders where placed_at < ${day(733)}`)).toBe(0)
    expect(await rows(db, `orders where placed_at < ${day(600)}`)).toBeGreaterThan(100)
    expect(await rows(db, `orders where status in ('pending', 'processed') and placed_at < ${day(3)}`)).toBe(
      0,
    )
    expect(await rows(db, `orders where status = 'shipped' and fulfilments = '[]'`)).toBe(0)
    for (const status of [
      'pending',
      'processed',
      'shipped',
      'delivered',
      'cancelled',
      'returned',
      'refunded',
    ])
      expect(await rows(db, `orders where status = '${status}'`), status).toBeGreaterThan(0)
  })

  test('seeding again, on another day too, changes nothing', async () => {
    const state = async () => [
      await rows(db, 'products where rev > 0'),
      await rows(db, 'orders'),
      await sql`select max(rev) as rev from products`.execute(db).then((answer) => answer.rows),
      await sql`select max(updated_at) as at from orders`.execute(db).then((answer) => answer.rows),
    ]
    const before = await state()
    await seedDemo(db, later)
    expect(await state()).toEqual(before)
  })

  test('a seeding that was cut short is done again without doubles', async () => {
    await sql`delete from settings`.execute(db) // settings and note come last, together
    const before = [await rows(db, 'orders'), await rows(db, 'customers'), await rows(db, 'order_lines')]
    expect(await isDemo(db)).toBe(false)
    await seedDemo(db, now)
    expect([await rows(db, 'orders'), await rows(db, 'customers'), await rows(db, 'order_lines')]).toEqual(
      before,
    )
    expect(await isDemo(db)).toBe(true)
  })

  test('its pages show products without what they cost the shop', async () => {
    const shelf = createShelf(db, () => now)
    const shop = await shopView(db, shelf, now)
    expect(shop.departments).toHaveLength(12)
    const page = await departmentPage(shelf, 'jackets', now)
    expect(page.products).toHaveLength(44)
    const one = await productPage(db, shelf, 'heron-rain-shell-womens', now)
    expect(one.variants.some(({ inStores }) => inStores.length > 0)).toBe(true)
    expect(JSON.stringify([shop, page, one])).not.toMatch(/"cost"|barcode/)
    await expect(departmentPage(shelf, 'nothing', now)).rejects.toMatchObject({ kind: 'not-found' })
    await expect(productPage(db, shelf, 'nothing', now)).rejects.toMatchObject({ kind: 'not-found' })
  })

  test('a checkout is a real order, at the catalog’s price, and takes the goods off the shelf', async () => {
    const variantId = 'quarry-stoneware-mug-oat'
    const stock = async () => (await findVariants(db, [variantId])).get(variantId)?.variant.stockOnline ?? 0
    const before = await stock()
    const placed = await placeOrder(db, { ...guest, lines: [{ variantId, quantity: 2 }] }, {}, later)
    expect(placed.total).toEqual({ amount: 2 * 2200 + 600, currency: 'USD' })
    expect(await stock()).toBe(before - 2)
    const order = await findOrderByNumber(db, placed.orderNumber)
    expect(order).toMatchObject({ status: 'pending', email: 'ada@example.com', postcode: '97701' })
    expect(order?.lines).toMatchObject([{ variantId, quantity: 2, unitPrice: { amount: 2200 } }])
  })

  test('a checkout of too many, of nothing known or of what is sold out is refused and changes nothing', async () => {
    const orders = await rows(db, 'orders')
    const mug = 'quarry-stoneware-mug-oat'
    const gone = 'fernside-anorak-rust-m'
    for (const lines of [
      [{ variantId: mug, quantity: 99 }],
      [{ variantId: 'no-such-thing', quantity: 1 }],
      [
        { variantId: mug, quantity: 1 },
        { variantId: gone, quantity: 1 },
      ],
    ]) {
      expect((await quote(db, { lines }, later)).faults).toHaveLength(1)
      await expect(placeOrder(db, { ...guest, lines }, {}, later)).rejects.toMatchObject({ kind: 'conflict' })
    }
    expect(await rows(db, 'orders')).toBe(orders)
  })

  test('eight who want the last three at once: three get one, nobody gets what is not there', async () => {
    const variantId = 'quarry-stoneware-mug-terracotta'
    await setStock(db, [{ variantId, quantity: 3 }], later)
    const tries = Array.from({ length: 8 }, () =>
      placeOrder(db, { ...guest, lines: [{ variantId, quantity: 1 }] }, {}, later),
    )
    const outcomes = await Promise.allSettled(tries)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    expect((await findVariants(db, [variantId])).get(variantId)?.variant.stockOnline).toBe(0)
  })

  test('the same thing twice in one checkout counts together', async () => {
    const variantId = 'quarry-stoneware-mug-slate-blue'
    const lines = [
      { variantId, quantity: 60 },
      { variantId, quantity: 60 },
    ]
    expect((await quote(db, { lines }, later)).faults).toHaveLength(1)
  })

  test('signing in gives a token for that customer, whose orders the account shows', async () => {
    const secret = 'a secret of the shop'
    for (const { userId } of demoCustomers) {
      const { token } = await signInAs(secret, userId, later)
      const claims = await claimsOf(secret, `Bearer ${token}`, later)
      expect(claims?.sub).toBe(userId)
      const page = claims && (await accountPage(db, claims))
      expect(page?.orders.length).toBeGreaterThan(2)
      const customer = await findByIdentifier(db, 'user_id', userId)
      const own = await ordersOf(db, [customer?.customerId ?? ''], 50)
      expect(page?.orders.map(({ orderNumber }) => orderNumber)).toEqual(
        own.map((order) => order.orderNumber),
      )
    }
    await expect(signInAs(secret, 'tw-0400', later)).rejects.toMatchObject({ kind: 'not-found' })
    const { token } = await signInAs('another secret', 'tw-0001', later)
    await expect(claimsOf(secret, token, later)).rejects.toMatchObject({ kind: 'unauthenticated' })
    expect(await claimsOf(secret, undefined, later)).toBeNull()
  })

  test('an order of a signed-in customer lands in that account', async () => {
    const input = {
      ...guest,
      email: 'theo@example.com',
      lines: [{ variantId: 'quarry-stoneware-mug-sage-green', quantity: 1 }],
    }
    const placed = await placeOrder(db, input, { userId: 'tw-0002' }, later)
    const { token } = await signInAs('secret', 'tw-0002', later)
    const claims = await claimsOf('secret', token, later)
    const page = claims && (await accountPage(db, claims))
    expect(page?.orders[0]?.orderNumber).toBe(placed.orderNumber)
  })

  test('removing it takes all it brought, orders placed in it included, and nothing else', async () => {
    const own = {
      productId: 'own',
      title: 'Own mug',
      variants: [{ variantId: 'own-1', price: { amount: 900, currency: 'USD' } }],
    }
    await importProducts(db, [own], { source: 'import', now })
    await importDocument(
      db,
      { slug: 'own', format: 'markdown', text: '# Ours\n\nA page of our own.' },
      'import',
      now,
    )
    await upsertCustomers(db, [customerInput.parse({ email: 'own@example.org', name: 'Own' })], 'import', now)
    await writeSettings(db, { greeting: 'Changed by the team.' }, null, now)
    await removeDemo(db, later)
    expect(await isDemo(db)).toBe(false)
    const { rows: sources } = await sql<{ table_name: string }>`
      select table_name from information_schema.columns
      where column_name = 'source' and table_schema = current_schema()`.execute(db)
    expect(sources.length).toBeGreaterThanOrEqual(6)
    for (const { table_name } of sources)
      expect(await rows(db, `${table_name} where source = 'demo'`), table_name).toBe(0)
    expect(await rows(db, 'order_lines')).toBe(0)
    expect(await rows(db, 'message_templates')).toBe(0)
    expect(await rows(db, 'store_stock')).toBe(0)
    expect(await rows(db, 'variants')).toBe(1)
    expect((await findProduct(db, 'own'))?.title).toBe('Own mug')
    expect(await listDocuments(db, now)).toHaveLength(1)
    expect(await findByIdentifier(db, 'email', 'own@example.org')).not.toBeNull()
    const settings = await readSettings(db)
    expect(settings.greeting).toBe('Changed by the team.')
    expect(settings.shopName).toBe(defaultSettings.shopName)
    expect(settings.checkoutUrlTemplate).toBe(defaultSettings.checkoutUrlTemplate)
    await removeDemo(db, later)
  })
})
