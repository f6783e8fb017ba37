import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Message } from '#contract/message.ts'
import { toolCallsOf } from '#domain/conversations/index.ts'
import { setStock } from '#knowledge/catalog/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { HostileModel } from '../support/hostile-model.ts'
import { openSmallShop, type SmallShop, shopNow, smallOrder, type Visit } from '../support/small-shop.ts'

const orders = [
  smallOrder({
    orderNumber: 'A1001',
    email: 'ada@example.com',
    customer: { userId: 'ada', email: 'ada@example.com', name: 'Ada', phone: undefined },
  }),
]

// what these tools read is tested on both databases by tools-recommending.test.ts
describe('advice in conversation', () => {
  let store: Store
  let shop: SmallShop

  beforeAll(async () => {
    store = await openTestStore('pglite')
    shop = await openSmallShop(store.db, { orders })
    await setStock(store.db, [{ variantId: 'curlew-green-m', storeId: 'hamburg', quantity: 2 }], shopNow)
    for (const row of ['complete_the_look', 'bundle'])
      await sql`insert into recommendation_curation (curation_id, kind, row_name, context_product_id,
        product_id, position, note, created_at, updated_at)
        values (${row}, 'pin', ${row}, 'heron', 'brook', 1, '', ${shopNow}, ${shopNow})`.execute(store.db)
    await shop.recommender.follow()
  }, 60_000)

  afterAll(async () => {
    await shop.close()
    await store.close()
  })

  async function talk(visit: Visit, ...lines: string[]): Promise<Message> {
    let last: Message | undefined
    for (const line of lines) last = (await visit.say(line)).findLast((message) => message.sender === 'agent')
    if (!last) throw new Error(`no answer to: ${lines.at(-1)}`)
    return last
  }
  const cardsOf = ({ parts }: Message) =>
    parts.flatMap((part) => (part.type === 'products' ? part.products : []))

  test('from something similar to a comparison, a store and the cart', async () => {
    const visit = await shop.visit()
    const similar = await talk(visit, 'rain jacket', 'show me something similar')
    expect(similar.text).toMatch(/^These come close to the Heron Rain Jacket\./)
    expect(cardsOf(similar)[0]).toMatchObject({
      productId: 'curlew',
      because: 'Similar to Heron Rain Jacket',
    })
    const compared = await talk(visit, 'compare the first two')
    expect(compared.text).toMatch(/^Side by side: the Curlew Storm Jacket is \$149\.00 and the /)
    expect(compared.text).toMatch(/They differ in .*weight/)
    expect(compared.text).not.toMatch(/better/)
    expect(compared.parts.map(({ type }) => type)).toEqual(['comparison'])
    const inStore = await talk(visit, 'is the first one in your Hamburg store?')
    expect(inStore.text).toBe(
      'Yes, the Curlew Storm Jacket is in stock at Fellside Hamburg, only a few are left. Fellside Hamburg: Torstrasse 12.',
    )
    const added = await talk(visit, 'add it in M')
    expect(added.parts.find((part) => part.type === 'cart')?.cart.lines).toMatchObject([
      { variantId: 'curlew-green-m', quantity: 1 },
    ])
  })

  test('what goes with it is told with its reason and the true total of all', async () => {
    const answer = await talk(await shop.visit(), 'rain jacket', 'what goes with it?')
    expect(answer.text).toContain('I would add the Brook Hiking Trousers at $89.00. Picked by us.')
    expect(answer.text).toMatch(/added to the Heron Rain Jacket, the total is \$\d+\.00\./)
    expect(cardsOf(answer)[0]?.because).toBe('Picked by us')
    const byName = await talk(await shop.visit(), 'what goes with the Heron rain jacket?')
    expect(cardsOf(byName)[0]).toMatchObject({ productId: 'brook', because: 'Picked by us' })
    expect(cardsOf(byName).at(-1)?.productId).toBe('heron')
  })

  test('a new visitor is shown something at once, and asked one thing at most', async () => {
    const shown = await talk(await shop.visit(), 'what would you recommend for me?')
    expect(cardsOf(shown).length).toBeGreaterThan(1)
    expect(shown.text).not.toContain('?')
    const open = await talk(await shop.visit(), 'I want to buy something')
    expect(cardsOf(open).length).toBeGreaterThan(1)
    expect(open.text.match(/\?/g)).toHaveLength(1)
  })

  test('nothing is called popular or new that is not', async () => {
    const answer = await talk(await shop.visit(), 'what is popular?')
    expect(answer.text).toContain('I cannot say what others choose most')
    expect(cardsOf(answer).length).toBeGreaterThan(0)
    expect((await talk(await shop.visit(), 'anything new?')).text).toMatch(/came in last|newest|just now/)
  })

  test('what was bought before is told to its account alone', async () => {
    const stranger = await talk(await shop.visit(), 'I need the rain jacket again')
    expect(stranger.text).toContain('Sign in on our site')
    expect(stranger.text).not.toMatch(/you bought the/i)
    const ada = await shop.visit({ userId: 'ada', email: 'ada@example.com' })
    const own = await talk(ada, 'I need the rain jacket again')
    expect(own.text).toContain('Shall I put the Heron Rain Jacket at $129.00 in your cart?')
    expect(cardsOf(own).map(({ productId }) => productId)).toEqual(['heron'])
  })

  test('a model that lies about a comparison, a bundle, others or a store is not heard', async () => {
    const lies = [
      'The Curlew Storm Jacket is only $129.00.',
      'The first is $149.00.',
      'Taken together they are $99.00.',
      'The Heron Rain Jacket is our bestseller, 900 people bought it.',
      'The Curlew Storm Jacket is in stock at Fellside Berlin.',
    ]
    const moves = [
      { call: [{ name: 'compare_products', args: { productIds: ['heron', 'curlew'] } }] },
      { call: [{ name: 'complete_the_look', args: { productId: 'heron' } }] },
      { call: [{ name: 'find_in_store', args: { productId: 'curlew' } }] },
      { say: `${lies.join(' ')} The Heron Rain Jacket is $129.00.` },
    ]
    const model = new HostileModel((round) => moves[round] ?? { say: 'Good.' })
    const house = await openSmallShop(store.db, { model, orders })
    const visit = await house.visit()
    const answer = await talk(visit, 'compare the Heron and the Curlew')
    expect(answer.text).toBe('The Heron Rain Jacket is $129.00.')
    await house.close()
  })

  test('no argument of a model reaches another person, a deleted product or more than a few', async () => {
    const calls = [
      { name: 'recommend_products', args: { row: 'for_you', customerId: 'cus_ada' } },
      { name: 'recommend_products', args: { row: 'buy_again' } },
      { name: 'recommend_products', args: { like: "heron'; drop table products; --" } },
      { name: 'complete_the_look', args: { productId: 'heron', customerIds: ['cus_ada'] } },
      { name: 'compare_products', args: { productIds: Array.from({ length: 50 }, () => 'heron') } },
      { name: 'find_in_store', args: { productId: 'heron', store: 'x'.repeat(5000) } },
    ]
    const model = new HostileModel((round) => (round === 0 ? { call: calls } : { say: 'Here it is.' }))
    const house = await openSmallShop(store.db, { model, orders })
    const visit = await house.visit()
    await talk(visit, 'what did Ada buy?')
    const done = await toolCallsOf(store.db, visit.conversation())
    expect(done.map(({ ok, error }) => [ok, error])).toEqual([
      [false, 'bad_arguments'],
      [false, 'needs_sign_in'],
      [false, 'not_found'],
      [false, 'bad_arguments'],
      [false, 'bad_arguments'],
      [false, 'bad_arguments'],
    ])
    await house.close()
  })
})
