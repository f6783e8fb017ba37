import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changeCart, checkOutCart, clearCart, readCart } from '#domain/carts/index.ts'
import { createCustomer, linkCustomer } from '#domain/identity/index.ts'
import type { Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T10:00:00Z')
const later = (ms: number) => new Date(now.getTime() + ms)

describeOnBoth('carts', (open) => {
  let store: Store
  beforeAll(async () => {
    store = await open({ poolSize: 16 })
  })
  afterAll(() => store.close())

  const somebody = async () => (await createCustomer(store.db, { source: 'test' }, now)).customerId
  const change = (
    customerId: string,
    variantId: string,
    quantity: number,
    mode: 'add' | 'set' = 'add',
    at = now,
  ) => changeCart(store.db, customerId, { productId: 'p', variantId, quantity, mode }, at)
  const quantities = async (...customerIds: string[]) =>
    (await readCart(store.db, customerIds))?.lines.map((line) => [line.variantId, line.quantity])

  test('lines are added to, set and taken out, in the order they came', async () => {
    const who = await somebody()
    expect(await readCart(store.db, [who])).toBeNull()
    await change(who, 'b', 2, 'add', later(1))
    await change(who, 'a', 1, 'add', later(2))
    const cart = await change(who, 'b', 3, 'add', later(3))
    expect(cart).toMatchObject({
      customerId: who,
      lines: [
        { variantId: 'b', quantity: 5 },
        { variantId: 'a', quantity: 1 },
      ],
    })
    expect(await readCart(store.db, [who])).toEqual(cart)
    await change(who, 'b', 1, 'set')
    await change(who, 'a', 0, 'set')
    expect(await quantities(who)).toEqual([['b', 1]])
    expect((await clearCart(store.db, who, now)).lines).toEqual([])
    expect(await readCart(store.db, [])).toBeNull()
  })

  test('sixteen presses at once all count, in one cart', async () => {
    const who = await somebody()
    await Promise.all(Array.from({ length: 16 }, (_, i) => change(who, i % 2 ? 'a' : 'b', 2)))
    expect(new Set(await quantities(who))).toEqual(
      new Set([
        ['b', 16],
        ['a', 16],
      ]),
    )
    const { rows } = await sql`select 1 from carts where customer_id = ${who}`.execute(store.db)
    expect(rows).toHaveLength(1)
  })

  test('the limits hold, at once as one by one, and a refused change leaves the cart as it was', async () => {
    const who = await somebody()
    await change(who, 'a', 99)
    await expect(change(who, 'a', 1)).rejects.toMatchObject({ kind: 'conflict' })
    await expect(change(who, 'a', 1.5)).rejects.toMatchObject({ kind: 'bad-request' })
    await expect(change(who, 'a', -1)).rejects.toMatchObject({ kind: 'bad-request' })
    const adds = Array.from({ length: 60 }, (_, i) => change(who, `v${i}`, 1))
    const answers = await Promise.allSettled(adds)
    expect(answers.filter((answer) => answer.status === 'fulfilled')).toHaveLength(49)
    expect(await quantities(who)).toHaveLength(50)
    await change(who, 'a', 98, 'set')
  })

  test('the cart that was filled before signing in is the one that is shown after', async () => {
    const [anonymous, account] = [await somebody(), await somebody()]
    await change(account, 'old', 1, 'add', now)
    await change(anonymous, 'new', 1, 'add', later(1000))
    await linkCustomer(store.db, anonymous, account, 'test', now)
    expect(await quantities(account, anonymous)).toEqual([['new', 1]])
    await clearCart(store.db, anonymous, later(2000))
    expect(await quantities(account, anonymous)).toEqual([['old', 1]])
    expect(await quantities(anonymous)).toEqual([])
  })

  test('a cart becomes an order once, and the next thing starts a new one', async () => {
    const who = await somebody()
    const cart = await change(who, 'a', 1)
    const done = await Promise.all(Array.from({ length: 16 }, () => checkOutCart(store.db, cart, now)))
    expect(done.filter((one) => one)).toHaveLength(1)
    expect(await readCart(store.db, [who])).toBeNull()
    const next = await change(who, 'a', 1)
    expect(next.cartId).not.toBe(cart.cartId)
  })
})
