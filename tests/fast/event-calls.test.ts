import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type CallSituation,
  checkCall,
  eventDictionary,
  eventPurposes,
  nearestName,
} from '#domain/events/index.ts'
import { projectRoot } from '#store/index.ts'
import { eventDocs } from '../../scripts/event-docs.ts'

const receivedAt = new Date('2026-03-02T10:00:00Z')
const secret: CallSituation = { trust: 'secret', receivedAt, source: 'till', declared: new Set(['Key Cut']) }
const page: CallSituation = { ...secret, trust: 'public', source: 'Website' }
const YEAR_MS = 365 * 86_400_000

const track = (event: string, properties = {}, rest = {}) => ({
  type: 'track',
  event,
  userId: 'u1',
  properties,
  ...rest,
})
const browse = { type: 'track', event: 'Products Searched', properties: { query: 'tent' } }

function refusal(raw: unknown, situation = secret) {
  const answer = checkCall(raw, situation)
  return answer.ok ? 'taken' : `${answer.refusal.code} ${answer.refusal.field}`.trim()
}

function taken(raw: unknown, situation = secret) {
  const answer = checkCall(raw, situation)
  if (!answer.ok) throw new Error(answer.refusal.message)
  return answer.event
}

/** Segment's ecommerce spec, as every shop has it installed. */
const ecommerce =
  `Products Searched, Product List Viewed, Product List Filtered, Promotion Viewed, Promotion Clicked,
Product Clicked, Product Viewed, Product Added, Product Removed, Cart Viewed, Checkout Started, Checkout Step Viewed,
Checkout Step Completed, Payment Info Entered, Order Completed, Order Updated, Order Refunded, Order Cancelled,
Coupon Entered, Coupon Applied, Coupon Denied, Coupon Removed, Product Added to Wishlist,
Product Removed from Wishlist, Wishlist Product Added to Cart, Product Shared, Cart Shared, Product Reviewed`
    .split(',')
    .map((name) => name.trim())

describe('the dictionary', () => {
  test('has every name of Segment’s ecommerce spec, letter by letter, and each name once', () => {
    const names = eventDictionary.map(({ name }) => name)
    expect(ecommerce.filter((name) => !names.includes(name))).toEqual([])
    expect(new Set(names).size).toBe(names.length)
  })

  test('says of each event what it means and what it may serve', () => {
    for (const { name, means, purposes, fields } of eventDictionary) {
      expect([name, means.length > 3, purposes.length > 0]).toEqual([name, true, true])
      expect(purposes.every((purpose) => eventPurposes.includes(purpose))).toBe(true)
      for (const { instead } of Object.values(fields))
        for (const other of instead) expect(other in fields || other.startsWith('context.')).toBe(true)
    }
  })

  test('docs/events.md is made from it and not stale', () => {
    const written = readFileSync(join(projectRoot, 'docs', 'events.md'), 'utf8')
    expect(written).toBe(eventDocs()) // `npx tsx scripts/event-docs.ts --write`
  })
})

describe('names', () => {
  test.each([
    ['product viewed', 'Product Viewed'],
    ['Order Complete', 'Order Completed'],
    ['OrderCompleted', 'Order Completed'],
    ['Prodct Viewed', 'Product Viewed'],
    ['products_searched', 'Products Searched'],
    ['checkout started!', 'Checkout Started'],
  ])('“%s” is taken for a slip of “%s”', (given, meant) => {
    expect(nearestName(given)).toBe(meant)
    expect(refusal(track(given))).toBe('unknown_event event')
    const answer = checkCall(track(given), secret)
    expect(answer.ok ? '' : answer.refusal.message).toContain(`did you mean “${meant}”?`)
  })

  test('a name near to nothing is unknown until the shop declares it', () => {
    expect(nearestName('Grill Lit')).toBeNull()
    expect(refusal(track('Grill Lit'))).toBe('unknown_event event')
    expect(taken(track('Key Cut', { keys: 2 })).properties).toEqual({ keys: 2 })
  })

  test('a track call needs one', () => {
    expect(refusal({ type: 'track', userId: 'u1' })).toBe('missing_name event')
    expect(refusal(track(' '))).toBe('missing_name event')
    expect(refusal(track('x'.repeat(201)))).toBe('too_long event')
  })

  test('calls other than track have names of their own', () => {
    const named = (call: object) => taken({ userId: 'u1', ...call }).name
    expect(named({ type: 'page', name: 'Home' })).toBe('Page Viewed')
    expect(named({ type: 'screen' })).toBe('Screen Viewed')
    expect(named({ type: 'identify' })).toBe('Customer Identified')
    expect(named({ type: 'group', groupId: 'g' })).toBe('Group Joined')
    expect(named({ type: 'alias', previousId: 'a' })).toBe('Customer Aliased')
    expect(taken({ type: 'page', userId: 'u1', name: 'Home' }).properties).toEqual({ name: 'Home' })
    expect(refusal({ type: 'dance', userId: 'u1' })).toBe('unknown_type type')
  })
})

describe('fields', () => {
  test('what an event says nothing without is asked for, with what would do in its place', () => {
    const answer = checkCall(track('Product Viewed', { name: 'Tent' }), secret)
    expect(answer).toMatchObject({
      refusal: { code: 'missing_field', field: 'properties.product_id' },
    })
    expect(answer.ok ? '' : answer.refusal.message).toContain('or sku, variant_id')
    expect(refusal(track('Product Viewed', { sku: 's1' }))).toBe('taken')
    expect(refusal(track('Order Completed', { total: 5 }))).toBe('missing_field properties.order_id')
  })

  test('numbers written as text are read as numbers, and words are not', () => {
    const event = taken(
      track('Product Added', { product_id: 'p', price: '19.90', quantity: '2', gift: 'yes' }),
    )
    expect(event.properties).toEqual({ product_id: 'p', price: 19.9, quantity: 2, gift: 'yes' })
    expect(refusal(track('Product Added', { product_id: 'p', price: 'free' }))).toBe(
      'wrong_type properties.price',
    )
    const listed = track('Order Completed', { order_id: 'o', products: [{ product_id: 'p', quantity: 'x' }] })
    expect(refusal(listed)).toBe('wrong_type properties.products.0.quantity')
  })
})

describe('the clock', () => {
  const at = (timestamp: string, sentAt?: string) =>
    taken(track('Cart Viewed', {}, { timestamp, sentAt })).occurredAt.toISOString()

  test('is corrected by what the sender’s clock showed when it sent, as Segment does', () => {
    // ten minutes fast; the event lay 90 seconds before the sending
    expect(at('2026-03-02T10:08:30Z', '2026-03-02T10:10:00Z')).toBe('2026-03-02T09:58:30.000Z')
    // ten years fast, and sent at once
    expect(at('2036-03-02T10:00:00Z', '2036-03-02T10:00:00Z')).toBe('2026-03-02T10:00:00.000Z')
    expect(at('2026-03-01T08:00:00Z')).toBe('2026-03-01T08:00:00.000Z')
  })

  test('a little ahead becomes the arrival; ten years ahead is refused', () => {
    expect(at('2026-03-02T10:04:00Z')).toBe('2026-03-02T10:00:00.000Z')
    const ahead = new Date(receivedAt.getTime() + 10 * YEAR_MS).toISOString()
    expect(refusal(track('Cart Viewed', {}, { timestamp: ahead }))).toBe('clock_ahead timestamp')
  })

  test('a time without a zone is UTC, and what is no time is refused', () => {
    expect(at('2026-03-01T08:00:00')).toBe('2026-03-01T08:00:00.000Z')
    for (const timestamp of ['yesterday', '2026-13-40', '0001-01-01', {}, '9'.repeat(500), 1e300])
      expect(refusal(track('Cart Viewed', {}, { timestamp }))).toBe('bad_timestamp timestamp')
  })

  test('a sentAt that is no time leaves the timestamp as it is', () => {
    expect(at('2026-03-01T08:00:00Z', 'now')).toBe('2026-03-01T08:00:00.000Z')
  })
})

describe('whom a call names', () => {
  const names = (raw: object, situation = secret) =>
    taken(raw, situation).identifiers.map(({ kind, value }) => `${kind} ${value}`)

  test('user id, contacts, anonymous id, in this order', () => {
    const identify = {
      type: 'identify',
      userId: 7,
      anonymousId: 'a1',
      traits: { email: 'Ada@Example.com', phone: '+49 30 1234567', loyaltyNumber: 'L 1', whatsappId: 'wa.1' },
    }
    expect(names(identify)).toEqual([
      'user_id 7',
      'email Ada@Example.com',
      'phone +49 30 1234567',
      'loyalty_number L 1',
      'whatsapp_id wa.1',
      'anonymous_id a1',
    ])
  })

  test('a guest’s order by its e-mail; a shared cart’s friend is nobody', () => {
    const guest = { type: 'track', event: 'Order Completed', anonymousId: 'a1' }
    expect(names({ ...guest, properties: { order_id: '1', email: 'g@example.com' } })).toEqual([
      'email g@example.com',
      'anonymous_id a1',
    ])
    const shared = { type: 'track', event: 'Cart Shared', anonymousId: 'a1' }
    expect(names({ ...shared, properties: { email: 'friend@example.com' } })).toEqual(['anonymous_id a1'])
  })

  test('the traits of a group are not the person’s', () => {
    const event = taken({
      type: 'group',
      userId: 'u1',
      groupId: 'club',
      traits: { email: 'club@example.com' },
    })
    expect(event.identifiers).toEqual([{ kind: 'user_id', value: 'u1' }])
    expect(event.traits).toEqual({})
    expect(event.properties).toEqual({ email: 'club@example.com', group_id: 'club' })
  })

  test('an alias is an anonymous id of the same person', () => {
    expect(names({ type: 'alias', userId: 'u1', previousId: 'a9' })).toEqual([
      'user_id u1',
      'anonymous_id a9',
    ])
    expect(refusal({ type: 'alias', userId: 'u1' })).toBe('missing_field previousId')
  })

  test('nobody, too long, or with characters that are none', () => {
    expect(refusal(browse)).toBe('missing_identifier userId')
    expect(refusal({ ...browse, userId: 'x'.repeat(10_240) })).toBe('too_long userId')
    expect(refusal({ ...browse, anonymousId: 'y'.repeat(10_240) })).toBe('too_long anonymousId')
    expect(refusal({ ...browse, userId: 'ada\0' })).toBe('bad_identifier userId')
    expect(refusal({ ...browse, userId: { $ne: null } })).toBe('bad_identifier userId')
    const long = `${'z'.repeat(10_240)}@example.com`
    expect(refusal({ type: 'identify', userId: 'u1', traits: { email: long } })).toBe('too_long traits.email')
  })
})

describe('a browser', () => {
  const visitor = { ...browse, anonymousId: 'a1' }
  const proof = { userId: 'u1', email: 'ada@example.com' }

  test('speaks for an anonymous visitor', () => {
    expect(taken(visitor, page).identifiers).toEqual([{ kind: 'anonymous_id', value: 'a1' }])
  })

  test('says nothing of a person without an identity token', () => {
    const said: [object, string][] = [
      [{ userId: 'u1' }, 'not_proved userId'],
      [{ traits: { shoeSize: 42 } }, 'not_proved traits'],
      [{ traits: { email: 'ada@example.com' } }, 'not_proved traits.email'],
      [{ context: { traits: { phone: '+4930123456' } } }, 'not_proved context.traits.phone'],
      [{ context: { traits: { name: 'Ada' } } }, 'not_proved context.traits'],
      [{ type: 'identify' }, 'not_proved type'],
      [{ type: 'group', groupId: 'g' }, 'secret_only type'],
      [{ type: 'alias', previousId: 'a0' }, 'secret_only type'],
      [
        { event: 'Order Completed', properties: { order_id: '1', email: 'g@example.com' } },
        'not_proved properties.email',
      ],
      [{ event: 'Loyalty Points Earned', properties: { points: 1e6 } }, 'secret_only event'],
    ]
    for (const [more, why] of said) expect(refusal({ ...visitor, ...more }, page)).toBe(why)
  })

  test('with a token speaks for whom it names, and joins no address to them', () => {
    const identify = {
      type: 'identify',
      anonymousId: 'a1',
      userId: 'u1',
      traits: { email: 'ada@example.com' },
    }
    expect(taken(identify, { ...page, proof }).identifiers).toEqual([
      { kind: 'user_id', value: 'u1' },
      { kind: 'anonymous_id', value: 'a1' },
    ])
    expect(refusal({ ...identify, userId: 'u2' }, { ...page, proof })).toBe('not_proved userId')
    const other = { ...identify, traits: { email: 'boss@example.com' } }
    expect(refusal(other, { ...page, proof })).toBe('not_proved traits.email')
    const phone = { ...identify, traits: { phone: '+4930123456' } }
    expect(refusal(phone, { ...page, proof })).toBe('not_proved traits.phone')
  })
})

describe('what is sent', () => {
  test('an event may have 32 KB and a depth of twenty', () => {
    expect(refusal(track('Cart Viewed', { note: 'x'.repeat(31_000) }))).toBe('taken')
    expect(refusal(track('Cart Viewed', { note: 'x'.repeat(33_000) }))).toBe('too_large')
    expect(refusal(track('Cart Viewed', { note: '€'.repeat(11_500) }))).toBe('too_large')
    const deep: unknown = JSON.parse(`${'['.repeat(5000)}${']'.repeat(5000)}`)
    expect(refusal(track('Cart Viewed', { deep }))).toBe('too_deep')
  })

  test.each([[null], [7], ['text'], [[]], [true]])('%j is no event', (raw) => {
    expect(refusal(raw)).toBe('malformed')
  })

  test('NUL and halves of characters are taken out of what is kept, keys too', () => {
    const event = taken(track('Key Cut', { 'a\0b': 'c\0d', half: '\ud800' }))
    expect(event.properties).toEqual({ ab: 'cd', half: '\ufffd' })
  })

  test('a key named like a part of every object stays a key', () => {
    const raw: unknown = JSON.parse('{"__proto__": {"admin": true}, "constructor": "x"}')
    const { properties } = taken(track('Key Cut', Object(raw)))
    expect(Object.keys(properties)).toEqual(['__proto__', 'constructor'])
    expect(Object(properties).admin).toBeUndefined()
  })

  test('of the context a few small fields are kept', () => {
    const context = {
      page: { path: '/x', secret: 'y' },
      userAgent: 'u'.repeat(2000),
      device: { id: 'd', advertisingId: 'no', token: 'no' },
      traits: { name: 'Ada' },
      library: { name: 'analytics-node', version: '3' },
      consent: { categoryPreferences: { ads: false, note: 'x' } },
    }
    expect(taken(track('Cart Viewed', {}, { context })).context).toEqual({
      page: { path: '/x' },
      device: { id: 'd' },
      library: { name: 'analytics-node', version: '3' },
      consent: { categoryPreferences: { ads: false } },
    })
  })

  test('a message id is kept; without one, the same call at the same time is the same message', () => {
    const call = track('Cart Viewed', {}, { timestamp: '2026-03-01T08:00:00Z' })
    expect(taken({ ...call, messageId: 'm1' }).messageId).toBe('m1')
    expect(taken(call).messageId).toBe(taken({ ...call, sentAt: '2026-03-01T08:00:00Z' }).messageId)
    expect(taken(call).messageId).not.toBe(taken({ ...call, userId: 'u2' }).messageId)
    expect(taken(track('Cart Viewed')).messageId).not.toBe(taken(track('Cart Viewed')).messageId)
    expect(refusal({ ...call, messageId: 'm'.repeat(300) })).toBe('too_long messageId')
  })
})
