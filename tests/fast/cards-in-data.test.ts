import { expect, test } from 'vitest'
import { checkCall } from '#domain/events/index.ts'
import { withoutCardsIn } from '#domain/identity/index.ts'

const card = '4242 4242 4242 4242'
const now = new Date('2026-03-02T10:00:00Z')
const situation = {
  trust: 'secret',
  receivedAt: now,
  sentAt: null,
  source: 'till',
  declared: new Set<string>(),
  proof: null,
} as const

test.each([
  [{ note: `pay with ${card}` }, { note: 'pay with [card]' }],
  [{ answers: [{ text: `${card}, 12/27` }] }, { answers: [{ text: '[card], 12/27' }] }],
  [{ card_number: '4242424242424242' }, { card_number: '[card]' }],
  [{ cardNumber: 4242424242424242 }, { cardNumber: '[card]' }],
])('a card number is taken out wherever it stands: %j', (given, kept) => {
  expect(withoutCardsIn(given)).toEqual(kept)
})

test.each([
  { order_id: '4242424242424242', userId: '4242424242424242', sku: '4242424242424242' },
  { url: `https://shop.example/o/4242424242424242`, orderNumber: '4242-4242-4242-4242' },
  { total: 4242424242424242, at: '2026-03-02T10:00:00.000Z', sizes: [38, 39, 40, 41, 42, 43, 44] },
  { name: 'Set of 24, 4242 pieces', phone: '+49 170 1234567' },
])('ids, amounts, times and numbers of phones stay: %j', (given) => {
  expect(withoutCardsIn(given)).toEqual(given)
})

test('an event is kept without the card, and its ids and its caller whole', () => {
  const id = '4242424242424242'
  const properties = { order_id: id, total: 20, currency: 'EUR', note: card, products: [] }
  const answer = checkCall({ type: 'track', event: 'Order Completed', userId: id, properties }, situation)
  expect(answer).toMatchObject({
    ok: true,
    event: { properties: { order_id: id, note: '[card]' }, identifiers: [{ kind: 'user_id', value: id }] },
  })
})

test('what lies too deep to be looked at is left out, and can be written down', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(50_000)}"${card}"${']'.repeat(50_000)}`)
  const kept = JSON.stringify(withoutCardsIn({ a: deep, b: card }))
  expect(kept).toContain('"b":"[card]"')
  expect(kept).not.toContain('4242')
})
