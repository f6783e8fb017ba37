import type { MessagePart } from '#contract/message.ts'
import type { HandoffReason } from '#contract/staff-api.ts'
import {
  appendMessage,
  type Conversation,
  finishTurn,
  openConversation,
  recordToolCall,
  releaseAgentText,
  takeTurn,
} from '#domain/conversations/index.ts'
import { applyHandoff } from '#domain/handoff/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { orderInput, ordersOf, toOrderCard, upsertOrders } from '#domain/orders/index.ts'
import { findProducts, importProducts, productInput, toProductCard } from '#knowledge/catalog/index.ts'
import { importDocument } from '#knowledge/documents/index.ts'
import type { Db } from '#store/index.ts'
import type { Account } from './console-shop.ts'

const minute = 60_000
const ago = (now: Date, minutes: number) => new Date(now.getTime() - minutes * minute)

/** A few goods and one policy: enough for cards and sources in a transcript. */
export async function fillShelves(db: Db, now: Date): Promise<void> {
  const options = { source: 'test', now }
  const goods = [
    ['shell', 'Heron rain shell', 13_900, 16_900, 4],
    ['anorak', 'Tarn waterproof anorak', 11_500, null, 2],
    ['mug', 'Enamel camp mug', 1_800, null, 40],
  ] as const
  const products = goods.map(([productId, title, amount, list, stockOnline]) => ({
    productId,
    title,
    description: `${title}, made to last.`,
    url: `/products/${productId}`,
    categories: ['Outdoor'],
    variants: [
      {
        variantId: `${productId}-1`,
        options: [{ name: 'Colour', value: 'Navy' }],
        price: { amount, currency: 'USD' },
        listPrice: list === null ? null : { amount: list, currency: 'USD' },
        stockOnline,
      },
    ],
  }))
  await importProducts(
    db,
    products.map((product) => productInput.parse(product)),
    options,
  )
  await importDocument(
    db,
    {
      slug: 'returns',
      title: 'Returns',
      format: 'markdown',
      text: '# Returns\n\n## Within 30 days\n\nUnworn goods come back free of charge within 30 days.',
    },
    'test',
    now,
  )
}

/** A customer who wrote some time ago, with what the agent did about it. */
export async function writeStory(
  db: Db,
  now: Date,
  story: {
    name: string | null
    email?: string
    minutesAgo: number
    says: string
    agentSays: string
    tool?: { tool: string; arguments: unknown; result: unknown; ok?: boolean }
    parts?: MessagePart[]
    handoff?: { reason: HandoffReason; summary: string; minutesAgo: number }
  },
): Promise<Conversation> {
  const at = ago(now, story.minutesAgo)
  const customer = await createCustomer(
    db,
    {
      ...(story.name !== null && { name: story.name }),
      ...(story.email && { identifiers: [{ kind: 'email' as const, value: story.email }] }),
      source: 'test',
    },
    at,
  )
  const conversation = await openConversation(db, customer.customerId, 'web', at)
  const asked = await appendMessage(db, conversation, { sender: 'customer', text: story.says }, at)
  if (story.tool) {
    await recordToolCall(db, conversation, {
      toolCallId: `tcl_${customer.customerId}`,
      turnId: 'trn_story',
      messageSeq: asked.message.seq,
      tool: story.tool.tool,
      arguments: story.tool.arguments,
      result: story.tool.result,
      ok: story.tool.ok ?? true,
      error: story.tool.ok === false ? 'no answer in time' : null,
      trust: 'session',
      startedAt: at,
      milliseconds: 4,
    })
  }
  const turn = await takeTurn(db, conversation, minute, at)
  if (!turn) throw new Error('the story’s conversation has nothing to answer')
  const answer = { text: story.agentSays, parts: story.parts ?? [], complete: true }
  await releaseAgentText(db, conversation, turn.turnId, answer, at)
  await finishTurn(db, conversation, turn.turnId, turn.upToSeq, at)
  if (story.handoff) {
    const { reason, summary, minutesAgo } = story.handoff
    await applyHandoff(db, conversation, { type: 'request', reason, summary }, ago(now, minutesAgo))
  }
  return asked.conversation
}

/** Cards of the goods on the shelves, as the agent shows them. */
export async function productCards(db: Db, ids: string[]): Promise<MessagePart> {
  return {
    type: 'products',
    products: (await findProducts(db, ids)).map((product) => toProductCard(product)),
  }
}

/** One shipped order of a customer, as a part of a message. */
export async function shippedOrder(
  db: Db,
  now: Date,
  email: string,
  customerId: string,
): Promise<MessagePart> {
  const order = {
    orderNumber: 'RP-10234',
    status: 'shipped',
    customer: { email, name: 'Anna Berg' },
    email,
    postcode: '10115',
    currency: 'USD',
    total: 15_700,
    lines: [
      {
        productId: 'shell',
        variantId: 'shell-1',
        title: 'Heron rain shell',
        options: 'Navy, M',
        quantity: 1,
        unitPrice: 13_900,
      },
      { productId: 'mug', variantId: 'mug-1', title: 'Enamel camp mug', quantity: 1, unitPrice: 1_800 },
    ],
    fulfilments: [{ carrier: 'Parcel', tracking: '00340434161094', url: null, lineNumbers: [1, 2] }],
    placedAt: ago(now, 4 * 24 * 60).toISOString(),
  }
  await upsertOrders(db, [orderInput.parse(order)], 'test', now)
  const [found] = await ordersOf(db, [customerId], 1)
  if (!found) throw new Error('the order of the story was not stored for its customer')
  return { type: 'order', order: toOrderCard(found) }
}

/** A desk on an ordinary morning: three wait, one is Mia's, one is with the agent. */
export async function ordinaryMorning(
  db: Db,
  now: Date,
  mia: Account,
): Promise<Record<'anna' | 'ben' | 'visitor' | 'mias' | 'agents', Conversation>> {
  await fillShelves(db, now)
  const anna = await writeStory(db, now, {
    name: 'Anna Berg',
    email: 'anna@example.com',
    minutesAgo: 26,
    says: 'The zip of my rain shell broke on the second day. I would like a new one before Friday.',
    agentSays:
      'I am sorry about the zip. Your order **RP-10234** is still within its warranty, and these are in stock:',
    tool: {
      tool: 'get_order',
      arguments: { order_number: 'RP-10234' },
      result: { status: 'shipped', lines: 2 },
    },
    parts: [await productCards(db, ['shell', 'anorak'])],
    handoff: {
      reason: 'complex_request',
      summary:
        'Zip of a Heron rain shell (order RP-10234) broke after two days. Wants a replacement before Friday.',
      minutesAgo: 24,
    },
  })
  await appendMessage(
    db,
    anna,
    {
      sender: 'customer',
      text: 'Friday morning I leave for the hut, so please hurry.',
    },
    ago(now, 23),
  )
  const ben = await writeStory(db, now, {
    name: 'Ben Okafor',
    email: 'ben@example.com',
    minutesAgo: 5,
    says: 'This is the third time I ask. Can I talk to a person?',
    agentSays: 'Of course. I am calling somebody from our team.',
    handoff: {
      reason: 'asked_for_person',
      summary: 'Asked three times about the delivery date of RP-10311.',
      minutesAgo: 4,
    },
  })
  const visitor = await writeStory(db, now, {
    name: null,
    minutesAgo: 1,
    says: 'Do you take trade orders for 200 mugs with our logo?',
    agentSays: 'That is one for our team. I am asking them to join.',
    tool: { tool: 'search_catalog', arguments: { query: 'mug', limit: 3 }, result: { total: 1 } },
    handoff: { reason: 'high_value', summary: '200 enamel mugs with a logo.', minutesAgo: 0.5 },
  })
  const mias = await writeStory(db, now, {
    name: 'Clara Nowak',
    email: 'clara@example.com',
    minutesAgo: 90,
    says: 'Can I send the anorak back if I wore it once?',
    agentSays:
      'Unworn goods come back free of charge within 30 days. For worn goods a colleague has to decide.',
    tool: {
      tool: 'answer_from_documents',
      arguments: { question: 'return worn anorak' },
      result: { confident: true },
    },
    parts: [
      {
        type: 'source',
        documentId: 'doc_returns',
        title: 'Returns',
        section: 'Within 30 days',
        url: null,
        updatedAt: now.toISOString(),
      },
    ],
    handoff: {
      reason: 'low_confidence',
      summary: 'Wants to return an anorak that was worn once.',
      minutesAgo: 88,
    },
  })
  const staff = { staffId: mia.staff.staffId, staffName: mia.staff.name }
  await applyHandoff(db, mias, { type: 'take', ...staff }, ago(now, 85))
  await appendMessage(
    db,
    mias,
    { sender: 'support', ...staff, text: 'Hello Clara, Mia here. Was it worn outdoors?' },
    ago(now, 84),
  )
  await appendMessage(db, mias, { sender: 'customer', text: 'Only in the flat, to try it on.' }, ago(now, 3))
  const agents = await writeStory(db, now, {
    name: 'David Laurent',
    email: 'david@example.com',
    minutesAgo: 12,
    says: 'Which jackets are waterproof and under 150?',
    agentSays: 'Two that are in stock:',
    tool: {
      tool: 'search_catalog',
      arguments: { query: 'waterproof jacket', price_max: 150 },
      result: { total: 2 },
    },
    parts: [
      await productCards(db, ['shell', 'anorak']),
      {
        type: 'choices',
        choices: [
          { label: 'Only in navy', text: 'Only in navy' },
          { label: 'Show sizes', text: 'Show sizes' },
        ],
      },
    ],
  })
  return { anna, ben, visitor, mias, agents }
}
