import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { rowNames } from '#contract/recommendation.ts'
import { type OrderInput, orderInput, upsertOrders } from '#domain/orders/index.ts'
import { openRecommender, type RecommendAsk, type Recommender } from '#domain/recommendation/index.ts'
import {
  importProducts,
  openShelf,
  type ProductInput,
  productInput,
  setStock,
} from '#knowledge/catalog/index.ts'
import type { Store } from '#store/index.ts'
import { openTestStore } from '../support/database.ts'

/**
 * The whole way, database included: goods sell out and come back, people buy, and between any two such moments
 * every row is asked for. What may be shown is judged from a ledger that the test keeps by itself.
 */
const scale = Number(process.env.PROOF_SCALE ?? 0.05)
const ASKED = Math.ceil(10_000 * scale)
const PRODUCTS = 150
const PEOPLE = 40
const DAY_MS = 86_400_000
const start = new Date('2026-11-01T09:00:00Z')
const kinds = ['Clothing > Jackets', 'Clothing > Trousers', 'Home > Lamps', 'Home > Rugs', 'Pantry > Coffee']

let seed = 20_261_120
const random = () => {
  seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296
  return seed / 4_294_967_296
}
const upTo = (most: number) => Math.floor(random() * most)
const oneOf = <T>(list: readonly T[]): T => {
  const found = list[upTo(list.length)]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}

let store: Store
let recommender: Recommender
/** The test's own ledger. */
const stock = new Map<string, number>()
const bought = new Map<string, Set<string>>()
const products = Array.from({ length: PRODUCTS }, (_, index) => product(index))

beforeAll(async () => {
  store = await openTestStore()
  await importProducts(store.db, products, { source: 'feed', now: start })
  recommender = await openRecommender(store.db, { shelf: await openShelf(store.db) })
})
afterAll(() => store?.close())

test(`${ASKED} rows while goods sell out, come back and are bought: nothing wrong, nothing missing`, async () => {
  const wrong: string[] = []
  let now = start
  let shown = 0
  for (let asked = 0; asked < ASKED; asked++) {
    if (asked % 10 === 0) {
      now = new Date(now.getTime() + DAY_MS / 24)
      await changeStock(now)
      await buySomething(now)
      await recommender.follow()
    }
    const person = oneOf([null, ...people()])
    const facts = person === null ? null : await recommender.factsOf(await membersOf(person), now)
    const ask = someAsk()
    const answer = recommender.recommend(ask, facts, now)
    const may = new Set(
      products.filter((each) => mayBeShown(each, ask, person)).map((each) => each.productId),
    )
    const ids = answer.items.map(({ productId }) => productId)
    shown += ids.length
    const told = `${ask.row} for ${person} at ${asked}`
    for (const id of ids) if (!may.has(id)) wrong.push(`${told}: ${id}, ${whyNot(id, person)}`)
    if (ids.length === 0 && may.size > 0) wrong.push(`${told}: nothing of ${may.size}`)
    if (new Set(ids).size < ids.length || ids.length > ask.limit) wrong.push(`${told}: twice, or too many`)
    for (const { card } of answer.items)
      if ((stock.get(card.variantId) ?? 0) === 0) wrong.push(`${told}: a card of ${card.variantId}`)
  }
  expect(wrong).toEqual([])
  expect(shown).toBeGreaterThan(ASKED)
})

function product(index: number): ProductInput {
  const kind = kinds[index % kinds.length] ?? ''
  const productId = `p${index}`
  const sizes = kind.startsWith('Clothing') ? ['S', 'M', 'L'] : ['One']
  for (const size of sizes) stock.set(`${productId}-${size}`, 5)
  return productInput.parse({
    productId,
    title: `${kind.split(' > ')[1]} number ${index}`,
    brand: `Brand ${index % 7}`,
    categories: [kind],
    attributes: isUsedUp(productId) ? { replenish_days: '30' } : {},
    variants: sizes.map((size) => ({
      variantId: `${productId}-${size}`,
      options: sizes.length > 1 ? [{ name: 'Size', value: size }] : [],
      price: { amount: 1000 + ((index * 137) % 90) * 100, currency: 'EUR' },
      stockOnline: 5,
    })),
  })
}

function isUsedUp(productId: string): boolean {
  return Number(productId.slice(1)) % kinds.length === 4
}

const people = () => Array.from({ length: PEOPLE }, (_, index) => `user-${index}`)

/** A third of the shop at most changes; now and then nearly all of it is gone. */
async function changeStock(now: Date): Promise<void> {
  const nearlyAll = random() < 0.1
  const entries = [...stock.keys()]
    .filter(() => random() < (nearlyAll ? 0.97 : 0.15))
    .map((variantId) => ({ variantId, quantity: nearlyAll || random() < 0.4 ? 0 : 1 + upTo(9) }))
  await setStock(store.db, entries, now)
  for (const { variantId, quantity } of entries) stock.set(variantId, quantity)
}

let orders = 0
async function buySomething(now: Date): Promise<void> {
  const person = oneOf(people())
  const had = bought.get(person) ?? new Set()
  const chosen = products
    .filter(({ productId }) => isUsedUp(productId) || !had.has(productId))
    .slice(upTo(100))
  const lines = chosen.slice(0, 1 + upTo(3))
  if (lines.length === 0) return
  const order: OrderInput = orderInput.parse({
    orderNumber: `N-${++orders}`,
    status: 'delivered',
    customer: { userId: person },
    currency: 'EUR',
    total: 100,
    lines: lines.map(({ productId, variants }) => ({
      productId,
      variantId: variants[0]?.variantId,
      title: productId,
      quantity: 1,
      unitPrice: 100,
    })),
    placedAt: now.toISOString(),
  })
  await upsertOrders(store.db, [order], 'till', now)
  bought.set(person, new Set([...had, ...lines.map(({ productId }) => productId)]))
}

async function membersOf(person: string): Promise<string[]> {
  const { rows } = await sql<{ customer_id: string }>`
    select distinct customer_id from identifiers where kind = 'user_id' and value = ${person}`.execute(
    store.db,
  )
  return rows.map((row) => row.customer_id)
}

function someAsk(): RecommendAsk {
  const ask: RecommendAsk = { row: oneOf(rowNames), limit: 1 + upTo(24) }
  if (random() < 0.6) ask.productIds = [oneOf(products).productId]
  if (random() < 0.2) ask.viewed = [oneOf(products).productId, oneOf(products).productId]
  if (random() < 0.2) ask.cart = [oneOf(products).productId]
  if (random() < 0.2) ask.category = oneOf(['Clothing', 'Home', ...kinds])
  if (random() < 0.3)
    ask.filters = { priceMax: 2000 + upTo(8000), brands: [`brand ${upTo(7)}`, `Brand ${upTo(7)}`] }
  return ask
}

function mayBeShown(each: ProductInput, ask: RecommendAsk, person: string | null): boolean {
  if (whyNot(each.productId, person) !== 'by the question') return false
  const away = [...(ask.productIds ?? []), ...(ask.cart ?? [])]
  if (away.includes(each.productId)) return false
  const kind = each.categories?.[0] ?? ''
  if (ask.category && kind !== ask.category && !kind.startsWith(`${ask.category} > `)) return false
  const { priceMax = Number.POSITIVE_INFINITY, brands } = ask.filters ?? {}
  if ((each.variants[0]?.price.amount ?? 0) > priceMax) return false
  return !brands || brands.some((brand) => brand.toLowerCase() === each.brand?.toLowerCase())
}

function whyNot(productId: string, person: string | null): string {
  const each = products.find((one) => one.productId === productId)
  if (!each) return 'unknown'
  if (!each.variants.some(({ variantId }) => (stock.get(variantId) ?? 0) > 0)) return 'out of stock'
  if (person !== null && bought.get(person)?.has(productId) && !isUsedUp(productId)) return 'bought already'
  return 'by the question'
}
