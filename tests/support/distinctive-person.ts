import { setAside } from '#domain/events/index.ts'
import {
  customerInput,
  findByIdentifier,
  findDuplicates,
  membersOf,
  refreshHouseholds,
  signIdentityToken,
  upsertCustomers,
} from '#domain/identity/index.ts'
import { orderInput, upsertOrders } from '#domain/orders/index.ts'
import { setTrait } from '#domain/profile/index.ts'
import { askRequest } from '#domain/rights/index.ts'
import { addReadyMadeSegments, noteChanged, refreshAll } from '#domain/segments/index.ts'
import type { Caller } from '#inbound/index.ts'
import type { RunningServer } from '#server/index.ts'
import type { Db } from '#store/index.ts'
import { connectShopper, type Shopper } from './chat-client.ts'

/** Said in a chat, in events that are kept and set aside, and as the evidence of a trait: stored nowhere. */
export const card = '4242 4242 4242 4242'

/** Words that occur nowhere else: whoever finds one has found the person. */
export const traces = [
  'zephyrine',
  'quakenbosch',
  'zq-member-77',
  'zq.quaken@mail.example',
  '1701234567',
  'loy-zq-4711',
  'plumeria lane',
  'zq910',
  'vermilion heron',
  'anon-zq-5150',
]

export const customer = customerInput.parse({
  userId: 'ZQ-Member-77',
  email: 'ZQ.Quaken@mail.example',
  phone: '+49 170 1234567',
  loyaltyNumber: 'LOY-ZQ-4711',
  name: 'Zephyrine Quakenbosch',
  address: { line1: '77 Plumeria Lane', city: 'Leiden', postcode: 'ZQ910', country: 'NL' },
  createdAt: '2026-01-02T10:00:00Z',
})

export const order = orderInput.parse({
  orderNumber: 'RP-90001',
  status: 'delivered',
  customer: { userId: customer.userId, email: customer.email, name: customer.name },
  email: customer.email,
  currency: 'EUR',
  total: 5000,
  lines: [{ productId: 'mug', variantId: 'mug-1', title: 'Mug', quantity: 2, unitPrice: 2500 }],
  payments: [
    { kind: 'payment', amount: 5000, method: 'card of Zephyrine' },
    { kind: 'refund', amount: 500, method: 'to Zephyrine' },
  ],
  shippingAddress: { line1: '77 Plumeria Lane', postcode: 'ZQ910' },
  placedAt: '2026-02-01T00:00:00Z',
})

/** One of the household, with a record that looks like hers; stays when she goes. */
const other = customerInput.parse({
  userId: 'stays-1',
  email: 'otto@stays.example',
  name: 'Otto Staying',
  address: { line1: '9 Other Road', city: 'Leiden', postcode: '2311', country: 'NL' },
})

/**
 * Leaves a person in every room by the ways people come in: import, browser, chat with a signed token, events
 * good and bad, words of staff. Answers the root and the open chat.
 */
export async function leavePerson(server: RunningServer): Promise<{ root: string; chat: Shopper }> {
  const { db } = server.store
  const now = new Date()
  await upsertCustomers(db, [customer, other], 'customer file', now)
  await upsertOrders(db, [order], 'orders file', now)
  await sendEvents(server, now)
  const token = await signIdentityToken(server.house.secrets.identity, { sub: customer.userId ?? '' }, now)
  const chat = await connectShopper(server, { identityToken: token })
  const sent = await chat.send(
    'I am Zephyrine. I look for the vermilion heron for 77 Plumeria Lane, my card is 4242 4242 4242 4242',
  )
  if (sent.ok) await server.house.inbound.turnDone(sent.conversation.conversationId)
  await chat.send('Stop using my data for recommendations, Zephyrine')
  const handedOver = await chat.send('I want to talk to a person about the vermilion heron')
  if (handedOver.ok) await server.house.inbound.turnDone(handedOver.conversation.conversationId)
  const found = await findByIdentifier(db, 'email', customer.email ?? '')
  const root = found?.customerId ?? ''
  await setTrait(
    db,
    {
      customerId: root,
      name: 'colour',
      value: 'vermilion heron',
      source: 'chat',
      party: 'zero',
      evidence: `I love the Vermilion Heron, ${card}`,
      at: now,
    },
    now,
  )
  const asked = {
    kind: 'export',
    subject: 'Zephyrine Quakenbosch',
    reason: 'By letter from Plumeria Lane',
  } as const
  await askRequest(db, { customerId: root, ...asked, staffId: 'stf_1' }, now)
  await refreshHouseholds(db, now)
  await findDuplicates(db, now)
  await addReadyMadeSegments(db, now)
  await noteChanged(db, await membersOf(db, root), now)
  await refreshAll(db, now)
  return { root, chat }
}

async function sendEvents(server: RunningServer, now: Date): Promise<void> {
  const caller: Caller = { trust: 'secret', source: 'till', receivedAt: now, sentAt: null, proof: null }
  const who = { userId: customer.userId, anonymousId: 'anon-zq-5150' }
  const traits = { email: customer.email, phone: customer.phone, name: customer.name }
  const calls = [
    { type: 'identify', messageId: 'm-1', ...who, traits },
    {
      type: 'track',
      messageId: 'm-2',
      ...who,
      event: 'Product Viewed',
      properties: { product_id: 'mug', name: 'vermilion heron', note: card },
    },
    {
      type: 'track',
      messageId: 'm-3',
      ...who,
      event: 'Loyalty Points Earned',
      properties: { points: 5, reason: 'For Zephyrine' },
    },
    {
      type: 'track',
      messageId: 'm-4',
      ...who,
      event: 'Order Completed',
      properties: {
        order_id: 'RP-90002',
        total: 20,
        currency: 'EUR',
        email: customer.email,
        products: [{ product_id: 'mug', name: 'Mug', price: 20, quantity: 1 }],
      },
    },
    {
      type: 'track',
      messageId: 'm-5',
      ...who,
      event: 'Greeted Zephyrine',
      properties: { note: `vermilion heron, ${card}` },
    },
    { type: 'track', messageId: 'm-6', event: 'Product Viewed', properties: { email: customer.email } },
    {
      type: 'track',
      messageId: 'm-7',
      ...who,
      event: 'Consent Given',
      properties: { channel: 'email', purpose: 'marketing', evidence: 'Zephyrine ticked it' },
    },
  ]
  await server.house.events.take(calls, caller)
  const refusal = { code: 'unknown_event', field: 'event', message: 'is not an event name' } as const
  const raw = {
    type: 'track',
    event: 'Called',
    properties: { phone: '0170 / 123 45 67', said: '+49 (170) 1234-567 is Zephyrine' },
  }
  await setAside(server.store.db, [{ ...caller, raw, refusal }])
}

/** Her whole file once more, as the shop's system sends it every night. */
export async function importAgain(db: Db, now: Date): Promise<void> {
  await upsertCustomers(db, [customer, other], 'customer file', now)
  await upsertOrders(db, [order], 'orders file', now)
}
