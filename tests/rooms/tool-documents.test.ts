import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordConsent } from '#domain/consent/index.ts'
import { createCustomer } from '#domain/identity/index.ts'
import { importDocument } from '#knowledge/documents/index.ts'
import type { Store } from '#store/index.ts'
import { allTools, callThroughGate, type ToolContext } from '#tools/index.ts'
import { openTestStore } from '../support/database.ts'
import { openSmallShop, type SmallShop, shopNow } from '../support/small-shop.ts'
import { toolContext } from '../support/tool-context.ts'

interface Answer {
  confident: boolean
  passages: { title: string; answer: string; since: string; countries: string[] }[]
}

let store: Store
let shop: SmallShop
beforeAll(async () => {
  store = await openTestStore()
  shop = await openSmallShop(store.db, { orders: [] })
  for (const [country, days] of Object.entries({ US: 40, CH: 21 }))
    await importDocument(
      store.db,
      {
        slug: `gift-${country}`,
        key: 'gift-returns',
        country,
        validFrom: '2026-03-01',
        title: `Returning gifts, ${country}`,
        format: 'markdown',
        text: `# Returning gifts\n\nWe like to see people happy. A gift may come back within ${days} days of the day it was given. Keep the ribbon for the next one.`,
      },
      'test',
      shopNow,
    )
  await shop.search.refresh()
})
afterAll(() => store.close())

const swiss = { city: 'Chur', region: null, country: 'CH', why: 'by the address' }

async function ask(question: string, known: Partial<ToolContext> = {}, customerId?: string) {
  const asking = customerId ?? (await createCustomer(store.db, { source: 'test' }, shopNow)).customerId
  const ctx = await toolContext(shop, asking, known)
  const call = { name: 'answer_from_documents', args: { question } }
  const result = await callThroughGate(allTools, ctx, new Map(), call)
  const data: Answer = JSON.parse(JSON.stringify(result.data))
  return { ...result, data }
}

const question = 'How many days do I have to bring back a gift?'

test('the sentence that answers is quoted, with its page, its country and its day', async () => {
  const { data, parts, facts } = await ask(question)
  expect(data.confident).toBe(true)
  expect(data.passages[0]).toMatchObject({
    title: 'Returning gifts, US',
    answer: expect.stringContaining('A gift may come back within 40 days of the day it was given.'),
    since: '2026-03-01',
    countries: ['US'],
  })
  expect(data.passages[0]?.answer).not.toContain('ribbon')
  expect(parts?.[0]).toMatchObject({ type: 'source', updatedAt: '2026-03-01T00:00:00.000Z' })
  expect(facts).toContainEqual(
    expect.objectContaining({ kind: 'date', of: 'valid_from', date: '2026-03-01' }),
  )
})

test('where the shopper seems to be decides, unless they said no to that; what they say goes before', async () => {
  const days = async (...asked: Parameters<typeof ask>) => (await ask(...asked)).data.passages[0]?.answer
  expect(await days(question, { place: swiss })).toContain('21 days')
  expect(await days('Bring back a gift from the US: within how many days?', { place: swiss })).toContain(
    '40 days',
  )
  const { customerId } = await createCustomer(store.db, { source: 'test' }, shopNow)
  await recordConsent(
    store.db,
    {
      customerId,
      channel: 'web',
      purpose: 'personalisation',
      state: 'denied',
      source: 'preference_center',
      evidence: 'test',
    },
    shopNow,
  )
  expect(await days(question, { place: swiss }, customerId)).toContain('40 days')
})

test('what the pages do not say is not answered by what is near it', async () => {
  for (const near of [
    'Do you engrave gifts?',
    'Can a gift be delivered on a Sunday evening?',
    'How many days does a gift from Brazil take?',
    'What is the ribbon made of?',
  ]) {
    const { data, parts } = await ask(near)
    expect(data.confident, near).toBe(false)
    expect(parts).toEqual([])
  }
})
