import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Cart, checkoutUrl, type SellableVariant, viewCart } from '#domain/carts/index.ts'
import { joinReleased } from '#domain/conversations/index.ts'
import { normaliseIdentifier } from '#domain/identity/index.ts'
import { canCancel, normaliseOrderNumber, orderStatuses } from '#domain/orders/index.ts'
import { defaultSettings, isOpenNow } from '#domain/settings/index.ts'

const now = new Date('2026-03-02T10:00:00Z') // a Monday

describe('opening hours', () => {
  const hours = [
    { open: '09:00', close: '18:00' },
    null,
    { open: '22:00', close: '02:00' },
    null,
    { open: '00:00', close: '24:00' },
    null,
    { open: '22:00', close: '04:00' },
  ]
  const open = (time: string, timeZone = 'UTC') =>
    isOpenNow({ ...defaultSettings, hours, timeZone }, new Date(time))
  test('are open from the opening time to just before closing', () => {
    expect(['08:59', '09:00', '17:59', '18:00'].map((at) => open(`2026-03-02T${at}:00Z`))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
  test('may go on past midnight, from Sunday into Monday too', () => {
    expect(open('2026-03-04T23:00:00Z')).toBe(true)
    expect(open('2026-03-05T01:59:00Z')).toBe(true)
    expect(open('2026-03-05T02:00:00Z')).toBe(false)
    expect(open('2026-03-02T03:59:00Z')).toBe(true)
  })
  test('may be the whole day', () => {
    expect([
      open('2026-03-06T00:00:00Z'),
      open('2026-03-06T23:59:59Z'),
      open('2026-03-07T00:00:00Z'),
    ]).toEqual([true, true, false])
  })
  test('are the shop’s own, summer time included', () => {
    expect(open('2026-03-02T14:00:00Z', 'America/New_York')).toBe(true)
    expect(open('2026-03-02T13:59:00Z', 'America/New_York')).toBe(false)
    expect(open('2026-03-09T13:00:00Z', 'America/New_York')).toBe(true)
  })
})

describe('an order', () => {
  test('can be cancelled while nothing has left', () => {
    const verdicts = orderStatuses.map((status) => canCancel({ status, fulfilments: [] }))
    const parcel = { carrier: null, tracking: 'T', url: null, lineNumbers: [1] }
    expect(orderStatuses.filter((_, i) => verdicts[i]?.allowed)).toEqual(['pending', 'processed'])
    expect(canCancel({ status: 'processed', fulfilments: [parcel] })).toEqual({
      allowed: false,
      reason: 'already_shipped',
    })
  })
  test('has one number, however it is written', () => {
    for (const text of ['#W123', ' w 123', 'Ｗ１２３', '# w123\n'])
      expect(normaliseOrderNumber(text)).toBe('W123')
  })
})

describe('an identifier', () => {
  test.each([
    ['email', ' A@B.Example ', 'a@b.example'],
    ['email', 'a b@c.de', null],
    ['email', 'a@b', null],
    ['phone', '+49 (0)', null],
    ['phone', '0049 151 123-456', '+49151123456'],
    ['phone', '0151 123456', null],
    ['loyalty_number', 'ab 12', 'AB12'],
    ['user_id', 'Case Sensitive', 'Case Sensitive'],
    ['user_id', ' ', null],
    ['anonymous_id', 'x'.repeat(255), null],
  ] as const)('%s %j is kept as %j', (kind, value, normal) => {
    expect(normaliseIdentifier(kind, value)).toBe(normal)
  })
  test('in its normal form stays as it is', () => {
    const kinds = fc.constantFrom('email', 'phone', 'loyalty_number', 'user_id', 'anonymous_id' as const)
    fc.assert(
      fc.property(kinds, fc.oneof(fc.string({ unit: 'grapheme' }), fc.emailAddress()), (kind, value) => {
        const normal = normaliseIdentifier(kind, value)
        if (normal !== null) expect(normaliseIdentifier(kind, normal)).toBe(normal)
      }),
    )
  })
})

describe('a checkout', () => {
  const lines = [
    { productId: 'p', variantId: 'a b', quantity: 2 },
    { productId: 'p', variantId: 'gid://shopify/ProductVariant/42', quantity: 1 },
  ]
  test('is filled by the shop’s template', () => {
    expect(checkoutUrl('https://shop.example/c?l={lines}', lines)).toBe(
      'https://shop.example/c?l=a%20b:2,gid%3A%2F%2Fshopify%2FProductVariant%2F42:1',
    )
    const items = new URL(checkoutUrl('https://shop.example/c?i={items}', lines) ?? '').searchParams.get('i')
    expect(JSON.parse(items ?? '')).toEqual(lines)
    expect(checkoutUrl('/checkout', lines)).toBe('/checkout')
  })
  test('of Shopify is a permalink, where every variant has its number', () => {
    expect(checkoutUrl('shopify:heron.myshopify.com', lines.slice(1))).toBe(
      'https://heron.myshopify.com/cart/42:1',
    )
    expect(checkoutUrl('shopify:heron.myshopify.com', lines)).toBeNull()
  })
  test('that leads nowhere, or nothing to buy, is none', () => {
    for (const template of ['', 'javascript:alert(1)', '//evil.example', 'shop.example/{lines}', 'shopify:'])
      expect(checkoutUrl(template, lines)).toBeNull()
    expect(checkoutUrl('/checkout', [])).toBeNull()
  })
  test('keeps whatever a variant is called inside its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (variantId) => {
        const url = checkoutUrl('https://shop.example/c?l={lines}&end=1', [
          { productId: 'p', variantId, quantity: 3 },
        ])
        const query = new URL(url ?? '').searchParams
        expect([query.get('l'), query.get('end')]).toEqual([`${variantId}:3`, '1'])
      }),
    )
  })
})

describe('a cart', () => {
  const variant = (
    variantId: string,
    amount: number,
    more: Partial<SellableVariant['variant']> = {},
  ): [string, SellableVariant] => [
    variantId,
    {
      product: { productId: 'p', title: 'Mug', url: '/mug', media: [{ url: '/mug.svg', alt: 'Mug' }] },
      variant: {
        variantId,
        url: null,
        options: [{ name: 'Colour', value: 'Blue' }],
        price: { amount, currency: 'USD' },
        available: true,
        stockOnline: null,
        media: [],
        ...more,
      },
    },
  ]
  const cart = (...items: [string, number][]): Cart => ({
    cartId: 'car_1',
    customerId: 'cus_1',
    lines: items.map(([variantId, quantity]) => ({ productId: 'p', variantId, quantity, addedAt: now })),
  })

  test('is shown at today’s prices', () => {
    const view = viewCart(
      cart(['a', 2], ['b', 1]),
      new Map([variant('a', 250), variant('b', 100)]),
      '/c?{lines}',
      'USD',
    )
    expect(view).toMatchObject({
      subtotal: { amount: 600, currency: 'USD' },
      checkoutUrl: '/c?a:2,b:1',
      lines: [
        {
          title: 'Mug',
          options: 'Blue',
          lineTotal: { amount: 500 },
          url: '/mug',
          image: { url: '/mug.svg' },
        },
        {},
      ],
    })
  })
  test('leaves out what is gone or in another currency, and neither sums nor checks out what is sold out', () => {
    const variants = new Map([
      variant('a', 250, { stockOnline: 0 }),
      variant('b', 100),
      variant('c', 100, { price: { amount: 1, currency: 'EUR' } }),
    ])
    const view = viewCart(cart(['a', 2], ['b', 1], ['c', 1], ['gone', 1]), variants, '/c?{lines}', 'USD')
    expect(view.lines.map((line) => [line.variantId, line.availability])).toEqual([
      ['a', 'out_of_stock'],
      ['b', 'in_stock'],
    ])
    expect(view).toMatchObject({ checkoutUrl: '/c?b:1', subtotal: { amount: 100 } })
  })
  test('that is empty costs nothing and leads to no checkout', () => {
    expect(viewCart(cart(), new Map(), '/c', 'JPY')).toEqual({
      cartId: 'car_1',
      lines: [],
      subtotal: { amount: 0, currency: 'JPY' },
      checkoutUrl: null,
    })
  })
})

test('released pieces are joined by one space, unless one brings its own', () => {
  expect(joinReleased('One.', 'Two.')).toBe('One. Two.')
  expect(joinReleased('One.', '\n\nTwo.')).toBe('One.\n\nTwo.')
  expect(joinReleased('One. ', 'Two.')).toBe('One. Two.')
  expect([joinReleased('', 'Two.'), joinReleased('One.', '')]).toEqual(['Two.', 'One.'])
})
