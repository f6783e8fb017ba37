import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toCents, toOrder } from '../../scripts/retail-store/convert.ts'
import type { RetailOrder, RetailStore } from '../../scripts/retail-store/database.ts'

test('dollars become cents exactly, whatever the float looks like', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (cents) => {
      expect(toCents(cents / 100)).toBe(cents)
    }),
  )
})

test('a parcel names the lines it holds, also where one variant was ordered twice', () => {
  const address = { address1: '1 A St', address2: '', city: 'B', country: 'USA', state: 'CO', zip: '80279' }
  const item = (id: string, price: number) => ({
    name: 'Lamp',
    product_id: 'p',
    item_id: id,
    price,
    options: { color: 'red' },
  })
  const order: RetailOrder = {
    order_id: '#W1',
    user_id: 'u',
    address,
    items: [item('v1', 10.1), item('v2', 20.2), item('v1', 10.1)],
    status: 'delivered',
    fulfillments: [{ tracking_id: ['T1'], item_ids: ['v1'] }],
    payment_history: [{ transaction_type: 'payment', amount: 40.4, payment_method_id: 'card_1' }],
  }
  const store: RetailStore = {
    products: {},
    orders: {},
    users: {
      u: {
        user_id: 'u',
        name: { first_name: 'A', last_name: 'B' },
        address,
        email: 'a@example.com',
        payment_methods: { card_1: { source: 'credit_card' } },
      },
    },
  }
  expect(toOrder(order, store, new Date('2024-05-01T00:00:00Z'))).toMatchObject({
    orderNumber: '#W1',
    email: 'a@example.com',
    postcode: '80279',
    total: 4040,
    fulfilments: [{ tracking: 'T1', lineNumbers: [1, 3] }],
    payments: [{ kind: 'payment', amount: 4040, method: 'credit_card' }],
    placedAt: '2024-05-01T00:00:00.000Z',
  })
})
