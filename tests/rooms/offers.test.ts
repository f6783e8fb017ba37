import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OfferInput } from '#contract/offers.ts'
import { createCustomer, linkCustomer, unmergeCustomers } from '#domain/identity/index.ts'
import {
  basketOf,
  expireDue,
  findOffer,
  type Issued,
  issuedByKeys,
  issuedOf,
  issueOffers,
  judgeOffers,
  nextExpiry,
  offerBudgets,
  offerChanges,
  offersFor,
  redeemCode,
  refusalsOf,
  releaseIssued,
  saveOffer,
  setOfferStatus,
} from '#domain/offers/index.ts'
import { applyEvents, loyaltyAndSubscriptionsOf } from '#domain/profile/index.ts'
import { writeSettings } from '#domain/settings/index.ts'
import { importEvents } from '#inbound/index.ts'
import { importProducts } from '#knowledge/catalog/index.ts'
import { type Db, inTransaction, type Store } from '#store/index.ts'
import { describeOnBoth } from '../support/database.ts'

const now = new Date('2026-03-02T06:30:00Z') // still the first of March in Denver
const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const by = { by: 'stf_1' }

describeOnBoth('offers', (open) => {
  let store: Store
  let db: Db
  let count = 0

  beforeAll(async () => {
    store = await open()
    db = store.db
    await writeSettings(db, { timeZone: 'America/Denver' }, null, now)
    const price = { amount: 4000, currency: 'USD' }
    const cost = { amount: 1500, currency: 'USD' }
    const mug = {
      productId: 'mug',
      title: 'Mug',
      brand: 'Oskby',
      variants: [{ variantId: 'mug-1', price, cost }],
    }
    await importProducts(db, [mug], { source: 'test', now })
  })
  afterAll(() => store.close())

  async function live(more: Partial<OfferInput> = {}) {
    const input: OfferInput = {
      name: `offer-${++count}`,
      title: 'Five off',
      kind: 'amount',
      value: 500,
      currency: 'USD',
      marginFloor: 20,
      validDays: 10,
      ...more,
    }
    const { offerId } = await saveOffer(db, input, by, now)
    return setOfferStatus(db, offerId, 'live', 'stf_1', now)
  }
  const person = async () =>
    (
      await createCustomer(
        db,
        { identifiers: [{ kind: 'user_id', value: `u${++count}` }], source: 'test' },
        now,
      )
    ).customerId
  const ask = (offerId: string, customerId: string, key = `key ${++count}`) => ({
    key,
    offerId,
    customerId,
    channel: 'email',
    messageCost: { amount: 0.4, currency: 'USD' },
  })
  const issue = async (asked: ReturnType<typeof ask>[], at = now): Promise<Issued[]> => [
    ...(await inTransaction(db, (tx) => issueOffers(tx, asked, at))).values(),
  ]
  const issued = async (offerId: string, customerId: string, at = now) => {
    const [answer] = await issue([ask(offerId, customerId)], at)
    return answer?.ok ? answer.issued : expect.fail(answer?.answer.reason ?? 'nothing')
  }
  const reasons = (answers: readonly Issued[]) => answers.map((one) => (one.ok ? null : one.answer.reason))
  const budget = async (offerId: string, at = now) => {
    const offer = await findOffer(db, offerId)
    const [found] = await offerBudgets(db, offer ? [offer] : [], at)
    return found ?? expect.fail('no such offer')
  }

  test('is a draft first, keeps who changed what, and goes live only for somebody', async () => {
    const input: OfferInput = { ...baseInput(), name: 'draft-1' }
    const draft = await saveOffer(db, input, by, now)
    expect(draft).toMatchObject({ status: 'draft', rev: 1, title: 'Five off' })
    expect(reasons(await issue([ask('draft-1', await person())]))).toEqual(['not_live'])
    const changed = await saveOffer(
      db,
      { ...input, value: 600 },
      { ...by, offerId: draft.offerId, rev: 1 },
      now,
    )
    expect(changed).toMatchObject({ rev: 2, value: 600 })
    await expect(saveOffer(db, input, { ...by, offerId: draft.offerId, rev: 1 }, now)).rejects.toMatchObject({
      kind: 'conflict',
    })
    await expect(saveOffer(db, input, by, now)).rejects.toMatchObject({ kind: 'conflict' })
    const nobody = { type: 'points', op: 'at_least', value: 1e9 } as const
    const forNobody = await saveOffer(db, { ...input, name: 'for-nobody', eligibility: nobody }, by, now)
    await expect(setOfferStatus(db, forNobody.offerId, 'live', null, now)).rejects.toMatchObject({
      errors: [{ path: 'eligibility', message: 'fits nobody at the moment' }],
    })
    const gone = { type: 'segment', segmentId: 'seg_gone' } as const
    await expect(saveOffer(db, { ...input, name: 'gone', eligibility: gone }, by, now)).rejects.toMatchObject(
      {
        errors: [{ path: 'eligibility' }],
      },
    )
    await setOfferStatus(db, draft.offerId, 'live', 'stf_2', now)
    await setOfferStatus(db, draft.offerId, 'ended', 'stf_2', now)
    await expect(setOfferStatus(db, draft.offerId, 'live', null, now)).rejects.toMatchObject({
      kind: 'conflict',
    })
    expect(
      (await offerChanges(db, draft.offerId, 10)).map(({ change, after, changedBy }) => [
        change,
        changedBy,
        after === 'live',
      ]),
    ).toEqual([
      ['status', 'stf_2', false],
      ['status', 'stf_2', true],
      ['changed', 'stf_1', false],
      ['added', 'stf_1', false],
    ])
  })

  test('the same key is the same issue; released, it is free again and the code is void', async () => {
    const { offerId } = await live({ budgets: { total: 1000 } })
    const asked = ask(offerId, await person())
    const [first] = await issue([asked, asked])
    const [again] = await issue([asked])
    if (!first?.ok || !again?.ok) return expect.fail('nothing was given')
    expect(again.issued).toEqual(first.issued)
    expect(first.feed).toMatchObject({
      title: 'Five off',
      kind: 'amount',
      value: 500,
      code: first.issued.code,
    })
    expect(first.issued).toMatchObject({ reserved: 500, messageCost: 1, state: 'open' })
    expect((await budget(offerId)).money).toEqual({ limit: 1000, spent: 0, reserved: 500, left: 500 })
    const release = () => inTransaction(db, (tx) => releaseIssued(tx, [asked.key, 'unknown'], now))
    expect(await release()).toBe(1)
    expect(await release()).toBe(0)
    expect((await budget(offerId)).money.left).toBe(1000)
    const order = { orderId: 'R-1', customerId: null, basket: null, at: now }
    const code = first.issued.code ?? ''
    expect(await redeemCode(db, { code, ...order }, now)).toMatchObject({ ok: false, reason: 'unknown_code' })
    const [third] = await issue([asked])
    expect(third?.ok && third.issued.code).not.toBe(code)
  })

  test('earlier ones of a group count against later ones, to the last cent of the budget', async () => {
    const { offerId, name } = await live({ budgets: { total: 1400 } })
    const people = [await person(), await person(), await person()]
    const answers = await issue(people.map((id, at) => ask(at === 1 ? name : offerId, id)))
    expect(reasons(answers)).toEqual([null, null, 'budget_spent'])
    expect(await refusalsOf(db, offerId, '2026-03-01')).toEqual([{ reason: 'budget_spent', refusals: 1 }])
    expect(reasons(await issue([ask('no-such-offer', people[0] ?? '')]))).toEqual(['unknown_offer'])
  })

  test('a person is all their members, for as long as they are joined', async () => {
    const { offerId } = await live({ counts: { perCustomer: 1 } })
    const [a, b] = [await person(), await person()]
    await linkCustomer(db, b, a, 'test', now)
    expect(reasons(await issue([ask(offerId, a), ask(offerId, b)]))).toEqual([null, 'already_has_it'])
    const [open] = await issuedOf(db, [a, b])
    await redeemCode(
      db,
      { code: open?.code ?? '', orderId: 'M-1', customerId: b, basket: null, at: now },
      now,
    )
    expect(reasons(await issue([ask(offerId, b)]))).toEqual(['customer_budget_spent'])
    await unmergeCustomers(db, { customerId: a, apart: [b], staffId: 'stf_1', reason: 'two people' }, now)
    expect(reasons(await issue([ask(offerId, b)]))).toEqual([null])
  })

  test('a day is the shop’s own', async () => {
    const { offerId } = await live({ counts: { perDay: 1 } })
    expect(reasons(await issue([ask(offerId, await person())]))).toEqual([null])
    expect(reasons(await issue([ask(offerId, await person())], later(0.4)))).toEqual(['day_budget_spent'])
    expect(reasons(await issue([ask(offerId, await person())], later(0.6)))).toEqual([null])
    expect((await budget(offerId, later(1))).days.map(({ day, issued: number }) => [day, number])).toEqual([
      ['2026-03-01', 1],
      ['2026-03-02', 1],
    ])
  })

  test('what nobody used is given back after its last hour, and only then', async () => {
    const { offerId } = await live({ budgets: { total: 500 }, cooldownDays: 0 })
    const given = await issued(offerId, await person())
    expect(await nextExpiry(db)).not.toBeNull()
    await expireDue(db, later(240.5)) // it ran out half an hour ago
    expect((await budget(offerId)).money.left).toBe(0)
    await expireDue(db, later(241.5))
    expect((await budget(offerId)).money).toMatchObject({ left: 500, reserved: 0 })
    const use = { code: given.code ?? '', orderId: 'L-1', customerId: null, basket: null }
    expect(await redeemCode(db, { ...use, at: later(1) }, later(242))).toMatchObject({
      reason: 'code_expired',
    })
    // an order that was placed in time is a fact, however late it is heard of
    const fact = { ...use, at: later(1), ordered: { discount: 450 } }
    expect(await redeemCode(db, fact, later(242))).toMatchObject({ ok: true, cost: 450 })
    expect((await budget(offerId)).money).toMatchObject({ spent: 450, reserved: 0 })
  })

  test('a code is good for one order, and its budget pays what it did cost', async () => {
    const { offerId } = await live({ kind: 'percent', value: 10, maxDiscount: 900, budgets: { total: 2000 } })
    const [owner, other] = [await person(), await person()]
    const { code } = await issued(offerId, owner)
    const basket = await basketOf(db, 'USD', [{ productId: 'mug', variantId: 'mug-1', quantity: 2 }])
    const order = { code: code ?? '', orderId: 'O-1', customerId: other, basket, at: now }
    expect(await redeemCode(db, order, now)).toMatchObject({ ok: true, repeated: false, cost: 800 })
    expect(await redeemCode(db, { ...order, orderId: '#o-1' }, now)).toMatchObject({
      repeated: true,
      cost: 800,
    })
    expect(await redeemCode(db, { ...order, orderId: 'O-2' }, now)).toMatchObject({ reason: 'code_used' })
    expect((await budget(offerId)).money).toEqual({ limit: 2000, spent: 800, reserved: 0, left: 1200 })
    const { rows } = await sql`select by_other from issued_offers where offer_id = ${offerId}`.execute(db)
    expect(rows).toEqual([{ by_other: true }])
  })

  test('a code that gives nothing on a basket is not used up', async () => {
    const { offerId } = await live({ minSubtotal: 5000 })
    const { code } = await issued(offerId, await person())
    const use = async (quantity: number) => {
      const basket = await basketOf(db, 'USD', [{ productId: 'mug', variantId: 'mug-1', quantity }])
      return redeemCode(db, { code: code ?? '', orderId: 'N-1', customerId: null, basket, at: now }, now)
    }
    expect(await use(1)).toMatchObject({ ok: false, reason: 'min_subtotal' })
    expect(await use(2)).toMatchObject({ ok: true, cost: 500 })
  })

  test('a reward costs points once, and gives them back where it was never used', async () => {
    const { offerId } = await live({ loyaltyCost: 300, cooldownDays: 0 })
    const id = await person()
    await points(db, id, 500)
    const balance = async () => (await loyaltyAndSubscriptionsOf(db, [id], later(400))).loyalty?.balance
    const asked = ask(offerId, id)
    expect(reasons(await issue([asked]))).toEqual([null])
    expect(await balance()).toBe(200)
    expect(reasons(await issue([asked]))).toEqual([null]) // the same key
    expect(await balance()).toBe(200)
    await inTransaction(db, (tx) => releaseIssued(tx, [asked.key], now))
    expect(await balance()).toBe(500)
    await issued(offerId, id, later(1))
    await expireDue(db, later(242))
    expect(await balance()).toBe(500)
    await issued(offerId, id, later(250))
    const poor = await person()
    await points(db, poor, 299)
    expect(reasons(await issue([ask(offerId, poor)]))).toEqual(['not_enough_points'])
  })

  test('tiers decide who may have it and how much of it', async () => {
    const { offerId } = await live({ tiers: ['Silver', 'Gold'], tierBoosts: { Gold: 250 } })
    const [gold, silver, none] = [await person(), await person(), await person()]
    await tier(db, gold, 'gold')
    await tier(db, silver, 'Silver')
    const answers = await issue([ask(offerId, gold), ask(offerId, silver), ask(offerId, none)])
    expect(answers.map((one) => (one.ok ? one.issued.terms.value : one.answer.reason))).toEqual([
      750,
      500,
      'tier_too_low',
    ])
  })

  test('rules over the profile are asked of this very moment', async () => {
    const rule = { type: 'event', name: 'Product Viewed', withinDays: 7 } as const
    const id = await person()
    await view(db, id)
    const { offerId } = await live({ eligibility: rule })
    const stranger = await person()
    const judged = await judgeOffers(db, [ask(offerId, id, 'a'), ask(offerId, stranger, 'b')], now)
    expect([...judged.values()].map(({ reason }) => reason)).toEqual([null, 'not_eligible'])
    expect(judged.get('a')?.feed?.code).toBe('CCCCC-CCCCC')
    const all = await offersFor(db, { customerId: id, channel: 'chat', messageCost: null }, now)
    expect(all.find((one) => one.offerId === offerId)?.allowed).toBe(true)
    expect(all.every(({ explanation }) => explanation.length === 16)).toBe(true)
    // nothing was given by judging
    expect(await issuedOf(db, [id])).toEqual([])
  })

  test('what needs no code counts with the next order of the person, where it gives something', async () => {
    const { offerId } = await live({ kind: 'free_shipping', value: 495, codes: 'none', minSubtotal: 5000 })
    const id = await person()
    const given = await issued(offerId, id)
    expect(given.code).toBeNull()
    const { rows } = await sql<{
      value: string
    }>`select value from identifiers where customer_id = ${id}`.execute(db)
    const order = (orderId: string, quantity: number) => ({
      type: 'track',
      event: 'Order Completed',
      userId: rows[0]?.value,
      messageId: `m ${orderId}`,
      timestamp: later(1).toISOString(),
      properties: {
        order_id: orderId,
        currency: 'USD',
        total: quantity * 40,
        products: [{ product_id: 'mug', quantity, price: 40 }],
      },
    })
    const send = (call: object) =>
      importEvents(db, [call], { source: 'shop', trust: 'secret', receivedAt: later(1) }, later(1))
    await send(order('F-1', 1))
    expect((await issuedByKeys(db, [given.key])).get(given.key)?.state).toBe('open')
    await send(order('F-2', 2))
    await send(order('F-3', 2))
    expect((await issuedByKeys(db, [given.key])).get(given.key)).toMatchObject({
      state: 'redeemed',
      order_id: 'F-2',
      cost_amount: 495,
    })
  })

  test('a discount that no order can have is no figure: the order counts, and the code costs what it says', async () => {
    const { offerId } = await live({ budgets: { total: 5000 } })
    for (const [at, discount] of [1e307, 9.3e16].entries()) {
      const id = await person()
      const { code, key } = await issued(offerId, id)
      const { rows } = await sql<{
        value: string
      }>`select value from identifiers where customer_id = ${id}`.execute(db)
      const call = {
        type: 'track',
        event: 'Order Completed',
        userId: rows[0]?.value,
        messageId: `huge ${at}`,
        timestamp: later(1).toISOString(),
        properties: {
          order_id: `H-${at}`,
          currency: 'USD',
          total: 75,
          discount,
          coupon: code,
          products: [{ product_id: 'mug', quantity: 2, price: 40 }],
        },
      }
      await importEvents(db, [call], { source: 'shop', trust: 'secret', receivedAt: later(1) }, later(1))
      expect((await issuedByKeys(db, [key])).get(key)).toMatchObject({
        order_id: `H-${at}`,
        cost_amount: 500,
      })
    }
    expect((await budget(offerId)).money).toMatchObject({ spent: 1000, reserved: 0 })
  })

  test('points that were given back are paid once more where the reward was used in time after all', async () => {
    const { offerId } = await live({ loyaltyCost: 300 })
    const id = await person()
    await points(db, id, 500)
    const balance = async () => (await loyaltyAndSubscriptionsOf(db, [id], later(400))).loyalty?.balance
    const { code } = await issued(offerId, id)
    await expireDue(db, later(242))
    expect(await balance()).toBe(500)
    const order = { code: code ?? '', orderId: 'P-1', customerId: id, basket: null, at: later(1) }
    const fact = { ...order, ordered: { discount: 500 } }
    expect(await redeemCode(db, fact, later(243))).toMatchObject({ ok: true })
    expect(await redeemCode(db, fact, later(244))).toMatchObject({ ok: true, repeated: true })
    expect(await balance()).toBe(200)
  })
})

function baseInput(): OfferInput {
  return {
    name: 'base',
    title: 'Five off',
    kind: 'amount',
    value: 500,
    currency: 'USD',
    marginFloor: 20,
    validDays: 10,
  }
}

function happened(customerId: string, name: string, properties: Record<string, unknown>) {
  const event = {
    messageId: `${name} ${customerId} ${JSON.stringify(properties)}`,
    type: 'track' as const,
    name,
    occurredAt: now,
    receivedAt: now,
    identifiers: [],
    properties,
    traits: {},
    context: {},
    source: 'till',
    trust: 'secret' as const,
  }
  return { customerId, event }
}

const points = (db: Db, id: string, many: number) =>
  applyEvents(db, [happened(id, 'Loyalty Points Earned', { points: many })], now)
const tier = (db: Db, id: string, name: string) =>
  applyEvents(db, [happened(id, 'Loyalty Tier Changed', { tier: name })], now)

async function view(db: Db, customerId: string): Promise<void> {
  const { rows } = await sql<{
    value: string
  }>`select value from identifiers where customer_id = ${customerId}`.execute(db)
  const call = {
    type: 'track',
    event: 'Product Viewed',
    userId: rows[0]?.value,
    messageId: `v ${customerId}`,
  }
  await importEvents(
    db,
    [{ ...call, timestamp: now.toISOString(), properties: { product_id: 'mug' } }],
    { source: 'shop', trust: 'secret', receivedAt: now },
    now,
  )
}
