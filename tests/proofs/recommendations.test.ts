import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CurationEntry,
  curationOf,
  type Models,
  noModels,
  type PersonFacts,
  type RecommendAnswer,
  type RecommendAsk,
  recommend,
} from '#domain/recommendation/index.ts'
import {
  shelfNow as now,
  type RawProduct,
  rawShop,
  shelfOf,
  someAsk,
  someCuration,
  someFacts,
  someModels,
} from '../support/made-up-shelf.ts'

const scale = Number(process.env.PROOF_SCALE ?? 0.05)
const numRuns = Math.ceil(10_000 * scale)

interface Case {
  shop: RawProduct[]
  models: Models | null
  facts: PersonFacts | null
  ask: RecommendAsk
  curation: CurationEntry[]
}

const aCase: fc.Arbitrary<Case> = fc.record({
  shop: rawShop,
  models: someModels,
  facts: someFacts,
  ask: someAsk,
  curation: someCuration,
})

test('no request is answered with what must not be shown, or with nothing where something may be', () => {
  let answered = 0
  let empty = 0
  fc.assert(
    fc.property(aCase, (given) => {
      const answer = answerOf(given)
      const may = new Set(given.shop.filter((product) => mayBeShown(product, given)).map((p) => p.productId))
      const ids = answer.items.map(({ productId }) => productId)
      expect(ids.filter((id) => !may.has(id))).toEqual([])
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeLessThanOrEqual(given.ask.limit)
      if (may.size > 0) expect(ids.length).toBeGreaterThan(0)
      if (ids.length === 0) empty++
      else answered++
      for (const { card, reason } of answer.items) {
        expect(card.availability).not.toBe('out_of_stock')
        expect(reason.text).not.toBe('')
      }
    }),
    { numRuns },
  )
  // the cases are worth something: most shops have something to show, some have nothing
  expect(answered).toBeGreaterThan(numRuns / 2)
  expect(empty).toBeGreaterThan(0)
})

test('a reason that speaks of other people rests on five of them at least', () => {
  fc.assert(
    fc.property(aCase, (given) => {
      for (const { reason } of answerOf(given).items)
        if (/^popular|^trending|^bought_together|^viewed_also/.test(reason.code))
          expect(Number(/(\d+) people/.exec(reason.detail)?.[1] ?? 0)).toBeGreaterThanOrEqual(5)
    }),
    { numRuns: Math.ceil(numRuns / 4) },
  )
})

test('a bundle costs what its products cost, and all of them are there', () => {
  fc.assert(
    fc.property(aCase, (given) => {
      const ask = { ...given.ask, row: 'bundle' as const }
      const { bundle, items } = answerOf({ ...given, ask })
      if (!bundle) return
      const [first, ...beside] = bundle.items
      expect(ask.productIds).toContain(first?.productId)
      expect(beside.length).toBeGreaterThan(0)
      const shown = items.map(({ productId }) => productId)
      for (const card of beside) expect(shown).toContain(card.productId)
      for (const card of bundle.items) expect(card.availability).not.toBe('out_of_stock')
      expect(bundle.total.amount).toBe(bundle.items.reduce((sum, card) => sum + card.price.amount, 0))
    }),
    { numRuns: Math.ceil(numRuns / 4) },
  )
})

test('no more than seven in ten for somebody are of the most popular, while anything else may be shown', () => {
  fc.assert(
    fc.property(aCase, (given) => {
      const ask = { ...given.ask, row: 'for_you' as const }
      const whole = { ...given, ask, curation: given.curation.filter(({ kind }) => kind !== 'pin') }
      const { items } = answerOf(whole)
      const isHead = (id: string) => (given.models?.popularity(id) ?? 0) >= 0.5
      const most = ask.limit - Math.ceil(ask.limit * 0.3)
      if (items.filter(({ productId }) => isHead(productId)).length <= most) return
      // then the row has everything else that there is: of each model one, and nothing of a model at hand
      const atHand = [...(ask.productIds ?? []), ...(ask.cart ?? []), ...(given.facts?.bought.keys() ?? [])]
      const models = new Set(
        [...items.map(({ productId }) => productId), ...atHand].map((id) => modelOf(id, whole)),
      )
      const left = given.shop.filter(
        (product) =>
          mayBeShown(product, whole) &&
          !isHead(product.productId) &&
          !models.has(modelOf(product.productId, whole)),
      )
      expect(left.map(({ productId }) => productId)).toEqual([])
    }),
    { numRuns: Math.ceil(numRuns / 4) },
  )
})

function answerOf({ shop, models, facts, ask, curation }: Case): RecommendAnswer {
  const world = {
    shelf: shelfOf(shop),
    models: models ?? noModels,
    curation: curationOf(curation),
    similar: null,
  }
  return recommend(world, ask, facts, now)
}

/** The rules once more, in other words and on the raw shop. */
function mayBeShown(product: RawProduct, { ask, facts, curation, models }: Case): boolean {
  const { productId } = product
  const inStock = product.variants.filter((v) => v.available && (v.stockOnline === null || v.stockOnline > 0))
  if (inStock.length === 0) return false
  const away = [...(ask.productIds ?? []), ...(ask.cart ?? []), ...(ask.filters?.exclude ?? [])]
  if (away.includes(productId)) return false
  const usedUp =
    product.lasts !== null ||
    facts?.due.some((due) => due.productId === productId) ||
    (models?.repeatsAfterDays(productId) ?? null) !== null
  if (facts?.bought.has(productId) && !usedUp) return false
  const price = Math.min(...inStock.map((variant) => variant.price))
  const { priceMin, priceMax, categories, brands, inStoreId } = ask.filters ?? {}
  if (priceMin !== undefined && price < priceMin) return false
  if (priceMax !== undefined && price > priceMax) return false
  if (ask.category !== undefined && !lies(product, ask.category)) return false
  if (categories && !categories.some((path) => lies(product, path))) return false
  if (brands && !brands.some((brand) => brand.toLowerCase() === product.brand?.toLowerCase())) return false
  if (inStoreId && !product.variants.some((variant) => (variant.inStores[inStoreId] ?? 0) > 0)) return false
  return !curation.some(
    (entry) =>
      entry.kind === 'exclude' &&
      (entry.row === null || entry.row === ask.row) &&
      (entry.contextProductId === null || ask.productIds?.includes(entry.contextProductId)) &&
      (entry.startsAt === null || entry.startsAt <= now) &&
      (entry.endsAt === null || entry.endsAt > now) &&
      (entry.productId === productId ||
        (entry.brand !== null && entry.brand.toLowerCase() === product.brand?.toLowerCase()) ||
        (entry.category !== null && lies(product, entry.category))),
  )
}

function lies(product: RawProduct, path: string): boolean {
  const wanted = path.toLowerCase()
  return product.categories.some((category) => `${category.toLowerCase()} > `.startsWith(`${wanted} > `))
}

function modelOf(productId: string, { shop }: Case): string {
  const product = shop.find((one) => one.productId === productId)
  return `${product?.brand} ${product?.title.replace(/Women’s |Kids | \(Men\)/, '')}`
}
