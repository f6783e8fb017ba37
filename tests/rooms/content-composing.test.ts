import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContentModule } from '#contract/content-templates.ts'
import type { ContentRef, MessageContent } from '#contract/outbound.ts'
import { changeCart } from '#domain/carts/index.ts'
import { listCreatives, saveCreative, withdrawContent } from '#domain/content/index.ts'
import { testCounts } from '#domain/experiments/index.ts'
import { inTransaction, type Store } from '#store/index.ts'
import { type ContentWorld, now, openContentWorld, putGoods } from '../support/content-world.ts'
import { describeOnBoth, openTestStore } from '../support/database.ts'

const text = (key: string, en: string): ContentModule => ({ type: 'text', key, text: { en } })
const products = (
  key: string,
  source: Extract<ContentModule, { type: 'products' }>['source'],
  more: Partial<Extract<ContentModule, { type: 'products' }>> = {},
): ContentModule => ({ type: 'products', key, source, limit: 3, otherwise: 'refuse', ...more })

describeOnBoth('a message is drawn from what is true when it leaves', (open) => {
  let store: Store
  let world: ContentWorld
  let anna: string
  const draw = async (...given: Parameters<ContentWorld['asked']>) => {
    const asked = world.asked(...given)
    const answers = await inTransaction(store.db, (tx) => world.composer.resolve(tx, [asked], now))
    const answer = answers.get(asked.key)
    if (!answer) throw new Error('no answer')
    return answer
  }

  beforeAll(async () => {
    store = await open()
    await putGoods(store.db, [
      { id: 'coat', price: 12900, listPrice: 15900 },
      { id: 'hat', price: 2500, category: 'Clothing > Hats' },
      { id: 'scarf', price: 3000, category: 'Clothing > Hats' },
      { id: 'gone', stock: 0 },
      { id: 'early', releaseAt: '2026-12-01T00:00:00Z' },
    ])
    world = await openContentWorld(store.db)
    anna = await world.somebody('Anna Smith')
  })
  afterAll(() => store.close())

  test('each channel says the same message in its own way', async () => {
    const design = await world.live({
      subject: { en: '{{product.title}} is back' },
      short: { en: '{{first_name}}, {{product.title}} is back for {{product.price}}. {{opt_out}}' },
      pushTitle: { en: 'Back in stock' },
      target: { to: 'product' },
      modules: [
        text('hello', 'Hello {{first_name|there}}, here it is.'),
        products('it', { from: 'trigger_product' }),
        { type: 'button', key: 'go', label: { en: 'See it' }, target: { to: 'product' } },
      ],
    })
    const about = { ...design, productIds: ['coat'] }
    const mail = await draw(anna, 'email', about, { final: true })
    expect(mail).toMatchObject({
      ok: true,
      content: {
        subject: 'The coat is back',
        locale: 'en-US',
        design: { variant: null, language: 'en' },
        blocks: [
          { type: 'text', text: 'Hello Anna, here it is.' },
          { type: 'products', products: [{ productId: 'coat', price: { amount: 12900 } }] },
          { type: 'button', label: 'See it' },
        ],
      },
    })
    const sms = await draw(anna, 'sms', about, { final: true })
    expect(sms.ok && sms.content.text).toMatch(
      /^Anna, The coat is back for \$129\.00\. Reply STOP to unsubscribe https:\/\/talk\.shop\.example\/l\/\w{10}$/,
    )
    const push = await draw(anna, 'push', about, { final: true })
    expect(push.ok && push.content).toMatchObject({
      subject: 'Back in stock',
      link: expect.stringContaining('/l/'),
    })
    const chat = await draw(anna, 'whatsapp', about, { windowOpen: true, final: true })
    expect(chat.ok && chat.content.parts).toMatchObject([
      { type: 'products', products: [{ productId: 'coat' }] },
    ])
  })

  test('what is sold out, recalled, dearer or not yet sold is refused with its reason', async () => {
    const design = await world.live({
      modules: [text('hello', 'Look:'), products('it', { from: 'trigger_product' })],
    })
    const reasonOf = async (more: Partial<ContentRef>) => {
      const answer = await draw(anna, 'email', { ...design, ...more })
      return answer.ok ? 'sent' : answer.reason
    }
    expect(await reasonOf({ productIds: ['coat'] })).toBe('sent')
    expect(await reasonOf({ productIds: ['gone'] })).toBe('sold_out')
    expect(await reasonOf({ productIds: ['never-was'] })).toBe('withdrawn')
    expect(await reasonOf({ productIds: ['early'] })).toBe('not_released')
    const claim = (amount: number) => [{ productId: 'coat', priceAtMost: { amount, currency: 'USD' } }]
    expect(await reasonOf({ productIds: ['coat'], claims: claim(12900) })).toBe('sent')
    expect(await reasonOf({ productIds: ['coat'], claims: claim(12899) })).toBe('no_longer_true')
    expect(await reasonOf({ productIds: [] })).toBe('nothing_to_show')
    expect(await reasonOf({ productIds: ['coat'], version: 99 })).toBe('unknown_version')
  })

  test('a withdrawn message is sent to nobody, although it was read before', async () => {
    const design = await world.live({ modules: [text('hello', 'Hello')] })
    expect(await draw(anna, 'email', design)).toMatchObject({ ok: true })
    await withdrawContent(store.db, design, now)
    expect(await draw(anna, 'email', design)).toMatchObject({ ok: false, reason: 'not_approved' })
  })

  test('a row chooses again, a cart is the cart of now, and an empty one falls back', async () => {
    const design = await world.live({
      modules: [
        text('hello', 'You left {{cart.count|something}} behind'),
        products('cart', { from: 'cart' }, { otherwise: { text: { en: 'Your cart is empty' } } }),
        products('more', { from: 'row', row: 'popular_here', about: 'cart' }, { limit: 2 }),
      ],
    })
    const empty = await draw(anna, 'email', design)
    expect(empty.ok && empty.content.blocks?.[1]).toMatchObject({ type: 'text', text: 'Your cart is empty' })
    await changeCart(store.db, anna, { productId: 'hat', variantId: 'hat-1', quantity: 2, mode: 'set' }, now)
    const filled = await draw(anna, 'email', design)
    expect(filled.ok && filled.content.blocks).toMatchObject([
      { text: 'You left 2 behind' },
      { type: 'products', products: [{ productId: 'hat' }] },
      {
        type: 'products',
        products: expect.not.arrayContaining([expect.objectContaining({ productId: 'hat' })]),
      },
    ])
  })

  test('an offer is shown as it was issued; without one its fallback is, or the message stays', async () => {
    const design = await world.live({
      modules: [
        text('hello', 'Hello'),
        {
          type: 'offer',
          key: 'gift',
          text: { en: '{{offer.value}} off with {{offer.code}} until {{offer.until}}' },
          otherwise: { text: { en: 'See what is new' } },
        },
      ],
    })
    const offer = {
      offerId: 'ofr_1',
      title: 'Welcome back',
      kind: 'percent' as const,
      value: 15,
      currency: 'USD',
      code: 'BACK-7Q2X',
      until: new Date('2026-12-24T12:00:00Z'),
    }
    const shown = await draw(anna, 'email', design, { offer })
    expect(shown.ok && shown.content.blocks?.[1]).toMatchObject({
      type: 'offer',
      text: '15% off with BACK-7Q2X until December 24',
      code: 'BACK-7Q2X',
    })
    const without = await draw(anna, 'email', design)
    expect(without.ok && without.content.blocks?.[1]).toMatchObject({ text: 'See what is new' })
    const needed = { ...design, offer: { offerId: 'ofr_1', required: true } }
    expect(await draw(anna, 'email', needed)).toMatchObject({ ok: false, reason: 'offer_gone' })
  })

  test('everybody is asked of at once: as many statements for forty as for one', async () => {
    const design = await world.live({
      modules: [
        text('hello', 'Hello {{first_name|there}}, {{points|no}} points'),
        products('for', { from: 'row', row: 'for_you' }),
        products('cart', { from: 'cart' }, { otherwise: 'leave_out' }),
      ],
    })
    const people = await Promise.all(Array.from({ length: 40 }, (_, at) => world.somebody(`Nr ${at}`)))
    const statementsFor = async (ids: string[]) => {
      let statements = 0
      await inTransaction(store.db, async (tx) => {
        const counted = tx.withPlugin({
          transformQuery: ({ node }) => {
            statements++
            return node
          },
          transformResult: async ({ result }) => result,
        })
        const asked = ids.map((id) => world.asked(id, 'email', design, { final: true }))
        const answers = await world.composer.resolve(counted, asked, now)
        expect([...answers.values()].every(({ ok }) => ok)).toBe(true)
      })
      return statements
    }
    await statementsFor(people.slice(0, 1)) // what was approved is read once and kept
    const forOne = await statementsFor(people.slice(0, 1))
    expect(await statementsFor(people)).toBe(forOne)
    expect(forOne).toBeLessThan(20)
  })

  test('a picture under test is noted once, when it really goes', async () => {
    const place = { productId: 'hat', place: 'email', testKey: 'hats', alt: 'A hat', rule: {} } as const
    for (const name of ['a', 'b'])
      await saveCreative(
        store.db,
        { ...place, imageUrl: `https://shop.example/${name}.jpg` },
        { staffId: null },
        now,
      )
    const design = await world.live({
      modules: [{ type: 'picture', key: 'it', source: { from: 'creative' }, alt: { en: 'A hat' } }],
    })
    const ben = await world.somebody('Ben')
    const about = { ...design, productIds: ['hat'] }
    await draw(ben, 'email', about)
    expect(await testCounts(store.db, 'creative:hats')).toEqual([])
    const { content } = (await draw(ben, 'email', about, { final: true })) as { content: MessageContent }
    await draw(ben, 'email', about, { final: true })
    const [shown, ...others] = await testCounts(store.db, 'creative:hats')
    expect([shown?.people, others]).toEqual([1, []])
    const creative = (await listCreatives(store.db)).find(({ creativeId }) => creativeId === shown?.arm)
    expect(content.blocks).toMatchObject([{ type: 'picture', url: creative?.imageUrl }])
  })

  test('a locale that is none stops nobody', async () => {
    const design = await world.live({ modules: [text('hello', 'Hello {{points|no}} points {{closes_on}}')] })
    for (const locale of ['en_US.UTF-8', 'en-', 'en!!', 'x'])
      expect(
        await draw(await world.somebody('Eve', locale), 'email', {
          ...design,
          values: { closes_on: '2026-11-26' },
        }),
      ).toMatchObject({ ok: true, content: { text: 'Hello no points November 26' } })
  })

  test('a name that is code, a place or a megabyte is nobody’s name', async () => {
    const design = await world.live({
      modules: [text('hello', 'Hello {{first_name|there}}, season {{season|now}}')],
    })
    for (const name of [
      '<b>{{first_name}}',
      '{{offer.code}}',
      'x'.repeat(1_000_000),
      '**Bold**',
      'https://evil.example',
    ])
      expect(
        await draw(await world.somebody(name), 'email', {
          ...design,
          values: { season: 'y'.repeat(1_000_000) },
        }),
      ).toMatchObject({
        ok: true,
        content: { blocks: [{ text: 'Hello there, season now' }] },
      })
  })
})

describe('between planning and sending', () => {
  let store: Store
  beforeAll(async () => {
    store = await openTestStore()
  })
  afterAll(() => store.close())

  test('200 times something sells out, changes its price or is recalled: nothing wrong is drawn', {
    timeout: 60_000,
  }, async () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']
    await putGoods(
      store.db,
      ids.map((id) => ({ id })),
    )
    const world = await openContentWorld(store.db)
    const anna = await world.somebody('Anna')
    const modules = [
      text('hello', '{{product.title}} costs {{product.price}}'),
      products('it', { from: 'given' }),
      products('row', { from: 'row', row: 'popular_here' }, { otherwise: 'leave_out' }),
    ]
    const design = await world.live({
      modules,
      short: { en: '{{product.title}}: {{product.price}} {{opt_out}}' },
    })
    const change = fc.record({
      id: fc.constantFrom(...ids),
      price: fc.integer({ min: 100, max: 20_000 }),
      stock: fc.integer({ min: 0, max: 4 }),
      recalled: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
    })
    const planned = fc.uniqueArray(fc.constantFrom(...ids), { minLength: 1, maxLength: 3 })
    const truth = new Map(ids.map((id) => [id, { price: 5000, stock: 5, recalled: false }]))
    let round = 0
    await fc.assert(
      fc.asyncProperty(
        planned,
        fc.array(change, { minLength: 1, maxLength: 4 }),
        async (productIds, changes) => {
          const claims = productIds.slice(0, 1).map((productId) => ({
            productId,
            priceAtMost: { amount: truth.get(productId)?.price ?? 0, currency: 'USD' },
          }))
          // planned; now the world goes on, and only sometimes does this process hear of it
          for (const { id, ...then } of changes) truth.set(id, then)
          await putGoods(store.db, changes)
          if (round++ % 2 === 0) await world.follow()
          const asked = (['email', 'sms'] as const).map((channel) =>
            world.asked(anna, channel, { ...design, productIds, claims }),
          )
          const answers = await inTransaction(store.db, (tx) => world.composer.resolve(tx, asked, now))
          for (const { key, channel } of asked) {
            const answer = answers.get(key)
            const isOpen = (id: string) => (truth.get(id)?.stock ?? 0) > 0 && !truth.get(id)?.recalled
            const claim = claims[0]
            const stillTrue =
              claim !== undefined &&
              isOpen(claim.productId) &&
              (truth.get(claim.productId)?.price ?? 0) <= claim.priceAtMost.amount
            expect(answer?.ok).toBe(stillTrue)
            if (!answer?.ok) continue
            const drawn = (answer.content.blocks ?? []).flatMap((block) =>
              block.type === 'products' ? block.products : [],
            )
            for (const card of drawn) {
              expect(isOpen(card.productId)).toBe(true)
              expect(card.price.amount).toBe(truth.get(card.productId)?.price)
            }
            const said = channel === 'sms' ? answer.content.text : JSON.stringify(answer.content.blocks?.[0])
            const price = ((truth.get(productIds.find(isOpen) ?? '')?.price ?? 0) / 100).toFixed(2)
            expect(said.replaceAll(',', '')).toContain(`$${price}`)
          }
        },
      ),
      { numRuns: 200 },
    )
  })
})
