import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openHandoff } from '../../domain/handoff/index.ts'
import { createChatModel } from '../../models/index.ts'
import type { Store } from '../../store/index.ts'
import { openTestStore } from '../support/database.ts'
import {
  type AskedOf,
  type ModelServer,
  type ModelTurn,
  startModelServer,
  toolResultsIn,
} from '../support/model-server.ts'
import { openSmallShop, type SmallShop } from '../support/small-shop.ts'

type Script = (asked: AskedOf, call: number) => ModelTurn

let store: Store
let server: ModelServer
let shop: SmallShop
let script: Script = () => ({ kind: 'text', text: 'Hello.' })
let calls = 0

const search = (text: string) => ({ name: 'search_catalog', args: JSON.stringify({ text }) })

beforeAll(async () => {
  store = await openTestStore('pglite')
  server = await startModelServer((asked) => script(asked, calls++))
})

afterAll(async () => {
  await server.close()
  await store.close()
})

/** A shop of its own per test, so that one test's resting provider is not another's. */
async function reopen(): Promise<void> {
  await shop?.close()
  const model = await createChatModel({
    apiKey: 'test',
    baseUrl: server.url,
    model: 'scripted',
    timeoutMs: 5000,
  })
  shop = await openSmallShop(store.db, { model, timeouts: { firstByteMs: 300, turnMs: 1500 } })
}

beforeEach(reopen)
afterAll(() => shop.close())

async function ask(text: string, given: Script) {
  script = given
  calls = 0
  const visit = await shop.visit()
  const said = await visit.say(text)
  return { visit, said, agent: said.filter((message) => message.sender === 'agent') }
}

/** What every fault must end in: one complete answer, stored, that says something, or a handoff. */
async function expectAnswer({ visit, agent }: Awaited<ReturnType<typeof ask>>): Promise<string> {
  const handoff = await openHandoff(store.db, visit.conversation())
  expect(agent.length > 0 || handoff !== null).toBe(true)
  for (const message of agent) {
    expect(message.status).toBe('complete')
    expect(message.text.trim()).not.toBe('')
    expect(message.text).not.toMatch(/Error|at \w+ \(|undefined|null|\{"/)
  }
  expect(shop.inbound.load()).toEqual({ running: 0, waiting: 0 })
  return agent.map((message) => message.text).join(' ')
}

describe('a provider that works', () => {
  test('searches by a streamed tool call and answers with the typed price', async () => {
    const result = await ask('do you have a rain jacket?', (asked) =>
      toolResultsIn(asked) === 0
        ? { kind: 'tools', calls: [search('rain jacket')] }
        : { kind: 'text', text: 'Yes, the Heron Rain Jacket is $129.00. It is in stock.', chunk: 3 },
    )
    expect(await expectAnswer(result)).toBe('Yes, the Heron Rain Jacket is $129.00. It is in stock.')
    expect(result.agent[0]?.parts[0]?.type).toBe('products')
  })

  test('is heard sentence by sentence, never in half words', async () => {
    const result = await ask('tell me about yourself, please do', () => ({
      kind: 'text',
      text: 'I know the goods of this shop. Ask me about tents or jackets. I like both.',
      chunk: 2,
    }))
    await expectAnswer(result)
    const texts = shop.events.flatMap((event) =>
      event.type === 'message' && event.message.sender === 'agent' ? [event.message.text] : [],
    )
    expect(texts.length).toBeGreaterThan(0)
    for (const text of texts) expect(text.trim()).toMatch(/[.!?]$/)
  })

  test('a false price is left out and the rest stays', async () => {
    const result = await ask('do you have a rain jacket?', (asked) =>
      toolResultsIn(asked) === 0
        ? { kind: 'tools', calls: [search('rain jacket')] }
        : { kind: 'text', text: 'Yes, we do. The Heron Rain Jacket is now only $1. It keeps you dry.' },
    )
    expect(await expectAnswer(result)).toBe('Yes, we do. It keeps you dry.')
  })
})

const faults: [string, Script][] = [
  ['401', () => ({ kind: 'status', status: 401 })],
  ['429 with a long Retry-After', () => ({ kind: 'status', status: 429, headers: { 'retry-after': '120' } })],
  ['500', () => ({ kind: 'status', status: 500 })],
  ['400', () => ({ kind: 'status', status: 400 })],
  ['a hang before the first byte', () => ({ kind: 'hang' })],
  ['a hang in the middle of a word', () => ({ kind: 'hang', after: 'We have a lovely one. It is cal' })],
  ['a stream that is cut', () => ({ kind: 'cut', after: 'We have a lovely one. It is cal' })],
  [
    'a stream that just ends',
    () => ({ kind: 'cut', after: 'We have a lovely one. It is cal', politely: true }),
  ],
  ['an answer that is not JSON', () => ({ kind: 'garbage' })],
  ['an empty answer', () => ({ kind: 'text', text: '' })],
  [
    'an answer of which nothing may be said',
    () => ({ kind: 'text', text: 'All jackets are $1 today. I have cancelled your order.' }),
  ],
  [
    'tool arguments that are not JSON, for ever',
    () => ({ kind: 'tools', calls: [{ name: 'search_catalog', args: '{"text": rain' }] }),
  ],
  [
    'a tool that does not exist, for ever',
    () => ({ kind: 'tools', calls: [{ name: 'set_price', args: '{"price":1}' }] }),
  ],
  [
    '50 tool calls in one message',
    (asked) =>
      toolResultsIn(asked) === 0
        ? { kind: 'tools', calls: Array.from({ length: 50 }, (_, at) => search(`jacket ${at}`)) }
        : { kind: 'tools', calls: [search('again')] },
  ],
  ['50 tool calls in a row', (_asked, call) => ({ kind: 'tools', calls: [search(`jacket ${call}`)] })],
]

describe('a provider that fails still gives the shopper an answer', () => {
  test.each(faults)('%s', async (_title, given) => {
    const result = await ask('do you have a waterproof jacket under 150?', given)
    const text = await expectAnswer(result)
    expect(text).toContain('jacket')
    expect(text).not.toContain('lovely')
    const cards = result.agent
      .flatMap((message) => message.parts)
      .flatMap((part) => (part.type === 'products' ? part.products : []))
    expect(cards.map((card) => card.productId)).toContain('heron')
  })

  test('a half message is replaced, not left standing', async () => {
    await ask('do you have a waterproof jacket under 150?', () => ({
      kind: 'cut',
      after: 'Here is something lovely. And then ',
    }))
    const kinds = shop.events
      .filter((event) => 'message' in event && event.message.sender === 'agent')
      .map((event) => event.type)
    expect(kinds).toContain('message.replaced')
  })

  test('a short Retry-After is waited for, and the provider answers', async () => {
    const result = await ask('what do you like?', (_asked, call) =>
      call === 0
        ? { kind: 'status', status: 429, headers: { 'retry-after': '0' } }
        : { kind: 'text', text: 'Tents, mostly.' },
    )
    expect(await expectAnswer(result)).toBe('Tents, mostly.')
  })

  test('after repeated failures the provider is left alone', async () => {
    let asked = 0
    for (let turn = 0; turn < 6; turn++) {
      await ask('do you have a tent?', () => {
        asked++
        return { kind: 'status', status: 500 }
      })
    }
    expect(asked).toBe(3)
  })

  test('a shopper who asks for a person gets one without the provider', async () => {
    const result = await ask('can I talk to a person?', () => ({ kind: 'status', status: 500 }))
    await expectAnswer(result)
    expect(calls).toBe(0)
    expect(await openHandoff(store.db, result.visit.conversation())).toMatchObject({
      reason: 'asked_for_person',
    })
  })

  test('an argument that was not JSON can be mended by the model', async () => {
    const result = await ask('do you have a tent?', (asked) => {
      const results = toolResultsIn(asked)
      if (results === 0) return { kind: 'tools', calls: [{ name: 'search_catalog', args: '{"text": ' }] }
      if (results === 1) return { kind: 'tools', calls: [search('tent')] }
      return { kind: 'text', text: 'The Tarn Two-Person Tent is $299.00.' }
    })
    expect(await expectAnswer(result)).toBe('The Tarn Two-Person Tent is $299.00.')
  })
})
