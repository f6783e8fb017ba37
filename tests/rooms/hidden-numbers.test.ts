import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { toolCallsOf } from '#domain/conversations/index.ts'
import { openHandoff } from '#domain/handoff/index.ts'
import { createChatModel } from '#models/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { type AskedOf, type ModelServer, type ModelTurn, startModelServer } from '../support/model-server.ts'
import { openSmallShop, type SmallShop, smallOrder } from '../support/small-shop.ts'

type Script = (asked: AskedOf) => ModelTurn

let store: Store
let provider: ModelServer
let shop: SmallShop
let script: Script = () => ({ kind: 'text', text: 'Hello.' })

beforeAll(async () => {
  store = await openTestStore('pglite')
  provider = await startModelServer((asked) => script(asked))
  const model = await createChatModel({ apiKey: 't', baseUrl: provider.url, model: 's', timeoutMs: 5000 })
  const orders = [smallOrder({ orderNumber: '4021234567', email: 'a@b.example' })]
  shop = await openSmallShop(store.db, { model, orders })
})
afterAll(async () => {
  await shop.close()
  await provider.close()
  await store.close()
})

const sent = () => JSON.stringify(provider.asked.map(({ messages }) => messages))
const lastAsked = (asked: AskedOf) =>
  String(asked.messages.findLast(({ role }) => role === 'user')?.content ?? '')

test('a provider sees labels, the same for the same number; the shop keeps the phone, and nobody the card', async () => {
  const visit = await shop.visit()
  script = () => ({ kind: 'text', text: 'Thank you, I have noted [phone 1].' })
  const said = await visit.say('I am on 0171 123 45 67, or +44 20 7946 0958; my card is 4111 1111 1111 1111')
  await visit.say('again: 0171/1234567')
  expect(sent()).not.toMatch(/1234567|123 45 67|7946|4111/)
  expect(lastAsked(provider.asked[0] ?? { messages: [] })).toContain(
    'I am on [phone 1], or [phone 2]; my card is [card 1]',
  )
  expect(lastAsked(provider.asked.at(-1) ?? { messages: [] })).toContain('again: [phone 1]')
  // the shopper reads the number, not the label
  expect(said.find(({ sender }) => sender === 'agent')?.text).toBe('Thank you, I have noted 0171 123 45 67.')
  const kept = await sql<{ text: string }>`select text from messages where text like '%0171 123%'`.execute(
    store.db,
  )
  expect(kept.rows[0]?.text).toContain('my card is [card]')
  for (const table of ['messages', 'tool_calls', 'conversations', 'handoffs'])
    expect(await holds(table, '4111')).toBe(false)
})

test('a tool gets the number itself, where a model names its label', async () => {
  const visit = await shop.visit()
  const label = /\[phone \d\]/
  script = (asked) => {
    const results = asked.messages.filter(({ role }) => role === 'tool')
    const named = label.exec(lastAsked(asked))?.[0] ?? 'none'
    if (results.length > 0) return { kind: 'text', text: 'I could not find that order.' }
    const args = JSON.stringify({ orderNumber: named, email: 'a@b.example' })
    return { kind: 'tools', calls: [{ name: 'get_order', args }] }
  }
  await visit.say('it is 4021234567 and a@b.example')
  const [call] = await toolCallsOf(store.db, visit.conversation())
  expect(call?.arguments).toMatchObject({ orderNumber: '[phone 1]' })
  expect(call?.ok).toBe(true)
  expect(sent()).not.toContain('4021234567')
})

test('whoever takes over reads the numbers', async () => {
  const visit = await shop.visit()
  script = () => ({ kind: 'text', text: 'A colleague will help.' })
  await visit.say('I want to talk to a person, call me on 0171 555 12 34')
  const handoff = await openHandoff(store.db, visit.conversation())
  expect(handoff?.summary).toContain('0171 555 12 34')
  expect(handoff?.summary).not.toContain('[phone')
})

async function holds(table: string, text: string): Promise<boolean> {
  const { rows } =
    await sql`select 1 from ${sql.table(table)} t where t::text like ${`%${text}%`} limit 1`.execute(store.db)
  return rows.length > 0
}

test('a number in the title of the page reaches no provider', async () => {
  const visit = await shop.visit()
  script = () => ({ kind: 'text', text: 'Hello.' })
  await visit.say('hello', { title: 'My account, +49 151 7654321' })
  expect(lastAsked(provider.asked.at(-1) ?? { messages: [] }) + sent()).toContain('My account, [phone]')
  expect(sent()).not.toContain('7654321')
})
