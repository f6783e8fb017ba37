import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { NextBestAction } from '#orchestrator/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'
import { openSmallShop, type SmallShop } from '../support/small-shop.ts'

const account = { userId: 'ada', email: 'ada@example.com' }

/** A journey would speak of the lantern. */
const lantern = {
  best: {
    action: { source: 'journey', title: 'Back in stock' },
    content: { text: '', parts: [{ type: 'products', products: [{ productId: 'glow' }] }] },
    offer: null,
  },
  losers: [],
  barred: null,
} as unknown as NextBestAction

describe('what the shop would like to say next', () => {
  let store: Store
  let shop: SmallShop
  let asked: string[][] = []
  let answer: () => Promise<NextBestAction>
  beforeEach(async () => {
    asked = []
    answer = async () => lantern
    store = await openTestStore('pglite')
    shop = await openSmallShop(store.db, {
      nextBest: async ({ customerIds }) => {
        asked.push([...customerIds])
        return new Map([[customerIds[0] ?? '', await answer()]])
      },
    })
  })
  afterEach(async () => {
    await shop.close()
    await store.close()
  })
  const choices = async (visit: Awaited<ReturnType<SmallShop['visit']>>, text: string) => {
    const said = await visit.say(text)
    return said.flatMap(({ parts }) =>
      parts.flatMap((part) => (part.type === 'choices' ? part.choices.map((each) => each.label) : [])),
    )
  }

  test('stands beside a greeting of who is signed in, and in the way of no request', async () => {
    const visit = await shop.visit(account)
    expect(await choices(visit, 'hello')).toEqual(['Glow Camp Lantern'])
    const other = await visit.say('what is your return policy?')
    expect(JSON.stringify(other)).not.toContain('Glow')
    expect(asked.flat()).not.toContain(visit.customerId)
  })
  test('is asked for nobody but an account', async () => {
    expect(await choices(await shop.visit(), 'hello')).toEqual([])
    expect(asked).toEqual([])
  })
  test('stops no answer where it cannot be found', async () => {
    answer = () => Promise.reject(new Error('the database is slow'))
    const [said] = await (await shop.visit(account)).say('hello')
    expect(said?.text).toContain('?')
  })
})
