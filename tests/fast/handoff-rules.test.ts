import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversationStatuses, type Message, type MessagePart } from '#contract/message.ts'
import { type HandoffEvent, handoffTexts, summarise, transition } from '#domain/handoff/index.ts'

const events: HandoffEvent[] = [
  { type: 'request', reason: 'asked_for_person', summary: '' },
  { type: 'take', staffId: 'stf_1', staffName: 'Mia' },
  { type: 'release' },
  { type: 'resolve' },
  { type: 'customer_end' },
  { type: 'requeue' },
  { type: 'close' },
  { type: 'reopen' },
]

describe('the handoff’s state machine', () => {
  test('leads where it says, and nowhere else', () => {
    const table = conversationStatuses.flatMap((status) =>
      events.map((event) => {
        const next = transition(status, event)
        return `${status} ${event.type} ${next.allowed ? next.status : `no: ${next.reason}`}`
      }),
    )
    expect(table).toEqual([
      'agent request queued',
      'agent take with_staff',
      'agent release no: not_handed_over',
      'agent resolve no: not_handed_over',
      'agent customer_end no: not_handed_over',
      'agent requeue no: not_with_staff',
      'agent close closed',
      'agent reopen no: open',
      'queued request no: already_queued',
      'queued take with_staff',
      'queued release agent',
      'queued resolve agent',
      'queued customer_end agent',
      'queued requeue no: not_with_staff',
      'queued close closed',
      'queued reopen no: open',
      'with_staff request no: with_staff',
      'with_staff take no: with_staff',
      'with_staff release agent',
      'with_staff resolve agent',
      'with_staff customer_end agent',
      'with_staff requeue queued',
      'with_staff close closed',
      'with_staff reopen no: open',
      'closed request no: closed',
      'closed take no: closed',
      'closed release no: closed',
      'closed resolve no: closed',
      'closed customer_end no: closed',
      'closed requeue no: closed',
      'closed close no: closed',
      'closed reopen agent',
    ])
  })

  test('gives the customer a way back to the agent from every open state', () => {
    for (const status of conversationStatuses) {
      const back = transition(status, { type: 'customer_end' })
      const ways = [back.allowed && back.status === 'agent', status === 'agent', status === 'closed']
      expect(ways.some((way) => way)).toBe(true)
    }
  })
})

let seq = 0
const message = (sender: Message['sender'], text: string, parts: MessagePart[] = []): Message => ({
  messageId: `msg_${++seq}`,
  conversationId: 'con_1',
  seq,
  rev: seq,
  sender,
  staffName: null,
  text,
  parts,
  status: 'complete',
  clientMessageId: null,
  createdAt: '2026-03-02T10:00:00Z',
})
const money = { amount: 100, currency: 'USD' }
const product = (title: string) => ({
  productId: title,
  variantId: title,
  title,
  url: null,
  image: null,
  price: money,
  listPrice: null,
  availability: 'in_stock' as const,
  options: '',
  choices: [],
})
const order = {
  orderId: 'ord_1',
  orderNumber: 'RP-1',
  status: 'pending',
  placedAt: '',
  total: money,
  lines: [],
  tracking: [],
  deliveryDate: null,
}

describe('a summary', () => {
  test('tells the first wish, the things spoken of and the last word', () => {
    const text = summarise([
      message('customer', 'Hi there!'),
      message('agent', 'Hello'),
      message('customer', 'do you have a\nwarm   jacket?'),
      message('agent', 'Here', [
        {
          type: 'products',
          products: [product('Parka'), product('Shell'), product('Vest'), product('Coat')],
        },
      ]),
      message('agent', 'Your order', [{ type: 'order', order }]),
      message('customer', 'let me talk to somebody'),
    ])
    expect(text).toBe(
      'First asked: “do you have a warm jacket?”\nProducts: Coat, Vest, Shell\nOrders: RP-1\nLast said: “let me talk to somebody”',
    )
  })

  test('of little is short, and of nothing says so', () => {
    expect(summarise([message('customer', 'Hello')])).toBe('First asked: “Hello”')
    expect(summarise([])).toBe('Nothing was said yet.')
  })

  test('stays short whatever was said, and changes nothing it reads', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2000 })), (texts) => {
        const messages = texts.map((text) => message('customer', text))
        const before = JSON.stringify(messages)
        expect(summarise(messages).length).toBeLessThan(500)
        expect(JSON.stringify(messages)).toBe(before)
      }),
    )
  })
})

test('what the customer reads is calm: no exclamation marks, no capitals, ends as a sentence', () => {
  const texts = Object.values(handoffTexts).flatMap((text) =>
    typeof text === 'function' ? [text('Mia')] : text === null ? [] : [text],
  )
  expect(texts.length).toBeGreaterThan(6)
  for (const text of texts) expect(text).toMatch(/^[A-Z][^!]*\.$/)
})
