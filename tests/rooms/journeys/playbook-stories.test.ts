import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { saveCalendarEntry } from '#orchestrator/index.ts'
import { openTestStore } from '../../support/database.ts'
import { DAY, openPlaybookWorld, type PlaybookWorld, type Shopper } from '../../support/playbook-world.ts'

type Tuple<N extends number, T extends Shopper[] = []> = T['length'] extends N ? T : Tuple<N, [...T, Shopper]>

/** As the house makes them. */
const code = /\b[A-Z0-9]{5}-[A-Z0-9]{5}\b/
/** Ten in the morning in Denver. */
const monday = new Date('2026-03-02T17:00:00Z')

describe('the twelve, each from what happened to the phone and on to the purchase that ends it', () => {
  let world: PlaybookWorld
  beforeAll(async () => {
    world = await openPlaybookWorld(await openTestStore(), monday)
  })
  afterAll(() => world.house.close())
  beforeEach(() => world.morning())

  async function people<N extends number>(count: N): Promise<Tuple<N>> {
    const all: Shopper[] = []
    for (let n = 0; n < count; n++) all.push(await world.somebody())
    return all as Tuple<N>
  }

  test('replenishment: in the window of one’s own rhythm, and never by a false one', async () => {
    const [regular, irregular, twice, subscriber] = await Promise.all(
      [1, 2, 3, 4].map(() => world.somebody()),
    )
    if (!regular || !irregular || !twice || !subscriber) throw new Error('nobody')
    for (const days of [88.5, 58.5, 28.5]) {
      await world.buys(regular, ['candle-1'], { hoursAgo: days * DAY })
      await world.buys(subscriber, ['candle-1'], { hoursAgo: days * DAY })
    }
    for (const days of [88.5, 80, 28.5]) await world.buys(irregular, ['candle-1'], { hoursAgo: days * DAY })
    for (const days of [58.5, 28.5]) await world.buys(twice, ['candle-1'], { hoursAgo: days * DAY })
    await world.tell(subscriber, 'Subscription Started', {
      subscription_id: 'sub-1',
      items: [{ product_id: 'candle-1', quantity: 1 }],
    })
    await world.only('replenishment')
    await world.hours(DAY)
    expect(await world.heard(regular)).toEqual([])
    await world.hours(2.5 * DAY)
    expect(await world.heard(regular)).toMatchObject([{ text: expect.stringContaining('Candle 1') }])
    for (const other of [irregular, twice, subscriber]) {
      expect(await world.heard(other)).toEqual([])
      expect(await world.way(other, 'replenishment')).toEqual([])
    }
    await world.buys(regular, ['candle-1'])
    await world.hours(3)
    expect(await world.way(regular, 'replenishment')).toMatchObject([{ state: 'ended', reason: 'bought' }])
    expect(await world.report('replenishment')).toMatchObject({ entered: 1, converted: 1 })
  })

  test('a second purchase: after the first has arrived, with a thank-you; a second order ends it', async () => {
    const [first, again, back] = await people(3)
    await world.only('second-purchase')
    await world.buys(again, ['stove-1'], { hoursAgo: 50 * DAY })
    for (const who of [first, again, back])
      await world.buys(who, ['tent-1'], { hoursAgo: 60, delivered: true })
    await world.hours(3)
    await world.tell(back, 'Return Requested', { order_id: 'x', reason: 'too big' })
    await world.hours(6.5 * DAY)
    const [message] = await world.heard(first)
    expect(message?.text).toMatch(/go(es)? well with/)
    expect(message?.text).toMatch(code)
    expect(await world.heard(again)).toEqual([])
    expect(await world.heard(back)).toEqual([])
    expect(await world.way(back, 'second-purchase')).toMatchObject([{ reason: 'event' }])
    await world.buys(first, ['jacket-1'])
    await world.hours(3)
    expect(await world.way(first, 'second-purchase')).toMatchObject([{ state: 'ended', reason: 'bought' }])
  })

  test('category bridge: after a first purchase in a category, with goods of others', async () => {
    const [fresh, old] = await people(2)
    await world.buys(old, ['tent-2'], { hoursAgo: 50 * DAY })
    await world.only('category-bridge')
    for (const who of [fresh, old]) await world.buys(who, ['tent-1'])
    await world.hours(11.5 * DAY)
    const [message] = await world.heard(fresh)
    expect(message?.text).toMatch(/other departments|next door|new to Tents/)
    expect(message?.text).not.toMatch(/Tent \d/)
    expect(await world.heard(old)).toEqual([])
    await world.buys(fresh, ['candle-2'])
    await world.hours(3)
    expect(await world.way(fresh, 'category-bridge')).toMatchObject([
      { object: 'Home > Candles', state: 'left_out' },
      { object: 'Outdoor > Tents', reason: 'bought' },
    ])
  })

  test('back in stock: at once, to those who still wait; who bought it hears no more', async () => {
    const [waiting, wishing, fickle, late] = await people(4)
    await world.only('back-in-stock')
    await world.tell(waiting, 'Back In Stock Requested', { product_id: 'stove-2' })
    for (const who of [wishing, fickle, late])
      await world.tell(
        who,
        'Product Added to Wishlist',
        { product_id: 'stove-2', variant_id: 'stove-2-a' },
        2,
      )
    await world.tell(fickle, 'Product Removed from Wishlist', { product_id: 'stove-2' }, 1)
    await world.buys(late, ['stove-2'], { hoursAgo: 1 })
    await world.change('stove-2', { stock: 0 })
    await world.hours(2)
    await world.change('stove-2', { stock: 5 })
    await world.hours(2)
    for (const who of [waiting, wishing])
      expect(await world.heard(who)).toMatchObject([
        { text: expect.stringContaining('Stove 2 is back in stock') },
      ])
    for (const who of [fickle, late]) expect(await world.heard(who)).toEqual([])
    await world.buys(waiting, ['stove-2'])
    await world.hours(2)
    expect(await world.way(waiting, 'back-in-stock')).toMatchObject([{ reason: 'bought' }])
  })

  test('price drop: below every price of thirty days, with an offer; a price that was only raised before is none', async () => {
    const [wishing, misled, hardly] = await people(3)
    await world.only('price-drop')
    await world.tell(wishing, 'Product Added to Wishlist', { product_id: 'jacket-2' }, 1)
    await world.tell(misled, 'Product Added to Wishlist', { product_id: 'jacket-3' }, 1)
    await world.tell(hardly, 'Product Added to Wishlist', { product_id: 'tent-3' }, 1)
    await world.change('jacket-3', { price: 9900 })
    await world.hours(1)
    await world.change('jacket-3', { price: 8000 })
    await world.change('tent-3', { price: 7900 })
    await world.change('jacket-2', { price: 6000 })
    await world.hours(2)
    const [note] = await world.heard(wishing)
    expect(note).toMatchObject({ channel: 'email' })
    expect(note?.text).toContain('Jacket 2 now costs $60.00')
    expect(note?.text).toMatch(code)
    for (const who of [misled, hardly]) expect(await world.heard(who)).toEqual([])
    await world.buys(wishing, ['jacket-2'])
    await world.hours(2)
    expect(await world.way(wishing, 'price-drop')).toMatchObject([{ reason: 'bought' }])
  })

  test('early access: the top tier first, as long as it is theirs alone', async () => {
    const [top, low] = await people(2)
    for (const [who, points] of [
      [top, 800],
      [low, 10],
    ] as const) {
      await world.tell(who, 'Loyalty Joined', {}, 3)
      await world.tell(who, 'Loyalty Points Earned', { points, entry_id: `${who.userId} 1` }, 2)
    }
    await world.only('early-access')
    const releaseAt = new Date(world.now().getTime() + 9 * DAY * 3_600_000)
    await world.change('candle-4', { releaseAt, tiers: ['Summit'] })
    await world.hours(DAY)
    const [message] = await world.heard(top)
    expect(message?.text).toContain('Candle 4')
    expect(await world.heard(low)).toEqual([])
    await world.buys(top, ['candle-4'])
    await world.hours(2)
    expect(await world.way(top, 'early-access')).toMatchObject([{ reason: 'bought' }])
  })

  test('a store visit: the next day, in the name of who served, once for all that happened that day', async () => {
    const [visitor, unnamed] = await people(2)
    await world.only('store-visit')
    const visit = { store_id: 'denver', associate_id: 'mara@quarry.example' }
    await world.tell(visitor, 'Store Visited', { ...visit, seconds: 900 }, 2)
    await world.tell(visitor, 'Client Book Note Added', visit, 1)
    await world.tell(unnamed, 'Store Visited', { store_id: 'denver', associate_id: 'x9' }, 1)
    await world.hours(2.2 * DAY)
    const heard = await world.heard(visitor)
    expect(heard).toHaveLength(1)
    expect(heard[0]?.text).toContain('Write back any time. Mara, Quarry Denver')
    expect((await world.heard(unnamed))[0]?.text).toContain('Your team, Quarry Denver')
    await world.buys(visitor, ['tent-2'])
    await world.hours(2)
    expect(await world.way(visitor, 'store-visit')).toMatchObject([{ reason: 'bought' }])
  })

  test('abandonment: only the deepest speaks; emptying the cart, or an order, ends it', async () => {
    const [looking, filling, paying, emptied, bought] = await people(5)
    await world.only('abandonment')
    for (const who of [looking, filling, paying])
      for (const minutes of [30, 20])
        await world.tell(who, 'Product Viewed', { product_id: 'tent-4' }, minutes / 60)
    for (const who of [filling, paying, emptied, bought])
      await world.tell(who, 'Product Added', { product_id: 'tent-4', quantity: 1 }, 0.2)
    await world.tell(paying, 'Checkout Started', { value: 90, products: [] }, 0.1)
    await world.tell(emptied, 'Product Removed', { product_id: 'tent-4', quantity: 1 })
    await world.hours(0.5)
    await world.buys(bought, ['tent-4'])
    await world.hours(5.5)
    expect(await world.heard(looking)).toMatchObject([{ text: expect.stringMatching(/ou looked at Tent 4/) }])
    expect(await world.heard(filling)).toMatchObject([
      { text: expect.stringContaining('still in your cart') },
    ])
    expect(await world.heard(paying)).toMatchObject([{ text: expect.stringContaining('not finished') }])
    for (const who of [emptied, bought]) expect(await world.heard(who)).toEqual([])
    await world.tell(filling, 'Product Removed', { product_id: 'tent-4', quantity: 1 })
    await world.hours(3 * DAY)
    expect(await world.way(filling, 'abandonment')).toMatchObject([{ reason: 'no_longer_true' }])
    expect(await world.heard(filling)).toHaveLength(1)
    expect((await world.heard(paying))[1]?.text).toMatch(code)
    await world.buys(paying, ['tent-4'])
    await world.hours(2)
    expect(await world.way(paying, 'abandonment')).toMatchObject([{ reason: 'bought' }])
  })

  test('care after a purchase: how it lasts, and nothing to who sends it back', async () => {
    const [keeping, returning] = await people(2)
    await world.only('post-purchase-care')
    for (const who of [keeping, returning])
      await world.buys(who, ['jacket-1'], { hoursAgo: 60, delivered: true })
    await world.hours(DAY)
    await world.tell(returning, 'Return Requested', { order_id: 'x' })
    await world.hours(2.5 * DAY)
    const [message] = await world.heard(keeping)
    expect(message?.text).toMatch(/jacket-1|Jacket 1/)
    expect(await world.heard(returning)).toEqual([])
    expect(await world.way(returning, 'post-purchase-care')).toMatchObject([{ reason: 'event' }])
  })

  test('subscriptions: before a renewal, and where one rests; a renewal ends it', async () => {
    const [renewing, resting, gone] = await people(3)
    await world.only('subscription-save')
    const inDays = (days: number) => new Date(world.now().getTime() + days * DAY * 3_600_000).toISOString()
    const items = [{ product_id: 'candle-2', name: 'Candles, monthly', quantity: 1 }]
    for (const who of [renewing, resting, gone])
      await world.tell(
        who,
        'Subscription Started',
        { subscription_id: `sub-${who.userId}`, items, renewal_date: inDays(who === resting ? 40 : 7.2) },
        DAY,
      )
    await world.tell(resting, 'Subscription Paused', { subscription_id: `sub-${resting.userId}` })
    await world.tell(gone, 'Subscription Cancelled', { subscription_id: `sub-${gone.userId}` })
    await world.hours(2 * DAY)
    expect((await world.heard(renewing))[0]?.text).toMatch(/Candles, monthly renews on \w+ \d+/)
    expect((await world.heard(resting))[0]?.text).toContain('is on hold')
    expect(await world.heard(gone)).toEqual([])
    await world.tell(renewing, 'Subscription Renewed', {
      subscription_id: `sub-${renewing.userId}`,
      renewal_date: inDays(37),
    })
    await world.hours(2)
    expect((await world.way(renewing, 'subscription-save'))[0]?.reason).toMatch(/event|no_longer_true/)
  })

  test('seasonal: where the season is, with what it features', async () => {
    const [here, there] = [await world.somebody(), await world.somebody({ country: 'AU', region: undefined })]
    for (const who of [here, there]) await world.buys(who, ['candle-1'], { hoursAgo: 20 * DAY })
    const day = (days: number) =>
      new Date(world.now().getTime() + days * DAY * 3_600_000).toISOString().slice(0, 10)
    await saveCalendarEntry(
      world.house.db,
      {
        name: 'camping-week',
        title: { en: 'Camping week' },
        regions: ['north'],
        days: { type: 'dated', from: day(1), until: day(8) },
        categories: ['Outdoor > Tents'],
      },
      { rev: null, staffId: null },
      world.now(),
    )
    await world.only('seasonal')
    await world.hours(2.5 * DAY)
    const [message] = await world.heard(here)
    expect(message).toMatchObject({ channel: 'email' })
    expect(message?.text).toContain('Camping week')
    expect(message?.text).toMatch(/Tent \d/)
    expect(await world.heard(there)).toEqual([])
    await world.buys(here, ['tent-1'])
    await world.hours(2)
    expect(await world.way(here, 'seasonal')).toMatchObject([{ reason: 'bought' }])
  })

  test('win-back: after a silence of one’s own measure, first a word, then an offer; an open case waits', async () => {
    const [silent, busy, waiting] = await people(3)
    for (const who of [silent, waiting])
      for (const days of [99.5, 79.5, 59.5]) await world.buys(who, ['stove-1'], { hoursAgo: days * DAY })
    for (const days of [179.5, 119.5, 59.5]) await world.buys(busy, ['stove-1'], { hoursAgo: days * DAY })
    await world.tell(waiting, 'Service Ticket Opened', { ticket_id: 't1' }, 2)
    await world.only('win-back')
    await world.hours(2 * DAY)
    expect(await world.heard(silent)).toMatchObject([{ text: expect.stringMatching(/t has been a while/) }])
    expect(await world.heard(busy)).toEqual([])
    expect(await world.heard(waiting)).toEqual([])
    expect(await world.way(waiting, 'win-back')).toMatchObject([{ state: 'left_out', reason: 'open_case' }])
    await world.hours(9 * DAY)
    expect((await world.heard(silent))[1]?.text).toMatch(code)
    await world.buys(silent, ['tent-1'])
    await world.hours(2)
    expect(await world.way(silent, 'win-back')).toMatchObject([{ reason: 'bought' }])
    expect(await world.report('win-back')).toMatchObject({ converted: 1 })
  })
})
