import { z } from 'zod'
import { minorDigits } from '#contract/money.ts'
import type { RecommendationsAnswer } from '#contract/recommendation.ts'
import type { PersonFacts, RecommendAnswer, RecommendAsk } from '#domain/recommendation/index.ts'
import { shopCurrency } from '#tools/index.ts'
import { type Call, operation } from '../operation.ts'
import {
  type RecommendationParameters,
  recommendationParameters,
  recommendationsAnswer,
} from '../schemas/recommendation.ts'
import { accessOfCaller } from '../search/profile.ts'
import { proofOf } from '../track/admit.ts'

const USUAL_LENGTH = 8

async function recommendations(query: RecommendationParameters, call: Call): Promise<RecommendationsAnswer> {
  const { house, now } = call
  const currency = query.priceMin || query.priceMax ? await shopCurrency(house) : ''
  const facts = await factsOfCaller(call)
  const ask = { ...askOf(query, currency), access: await accessOfCaller(call) }
  return viewOf(house.recommender.recommend(ask, facts, now), facts !== null)
}

/**
 * What may be used of the caller: only with the shop's identity token and their consent to personalisation,
 * and never against the browser's own word (Global Privacy Control). Else null: popularity and context answer.
 */
async function factsOfCaller({ house, req }: Call): Promise<PersonFacts | null> {
  const proof = await proofOf(house, req, undefined)
  if (!proof || req.get('sec-gpc') === '1') return null
  const nowhere = { anonymousId: null, country: null, region: null }
  const visitor = await house.slots.visitors.read({ ...nowhere, userId: proof.userId })
  return visitor?.facts ?? null
}

function askOf(query: RecommendationParameters, currency: string): RecommendAsk {
  const minor = (text: string | undefined) =>
    text === undefined ? undefined : Math.round(Number(text) * 10 ** minorDigits(currency))
  return {
    row: query.row,
    productIds: listOf(query.product),
    viewed: listOf(query.viewed)?.reverse(),
    cart: listOf(query.cart),
    category: query.category,
    storeId: query.storeId,
    city: query.city,
    limit: query.limit ?? USUAL_LENGTH,
    filters: {
      priceMin: minor(query.priceMin),
      priceMax: minor(query.priceMax),
      brands: listOf(query.brand),
      exclude: listOf(query.exclude),
      inStoreId: query.inStore,
    },
  }
}

/** undefined: not asked for. */
function listOf(given: string | string[] | undefined): string[] | undefined {
  return given === undefined ? undefined : [given].flat()
}

/** What a shopper may read: no scores, and no figures of why. */
function viewOf({ row, strategy, items, bundle }: RecommendAnswer, personal: boolean): RecommendationsAnswer {
  return {
    row,
    strategy,
    personal,
    items: items.map(({ productId, reason: { code, text }, card }) => ({
      productId,
      reason: { code, text },
      card,
    })),
    bundle: bundle && { productIds: bundle.items.map((card) => card.productId), total: bundle.total },
  }
}

export const recommendationOperations = [
  operation('readRecommendations', 'public_key', {
    method: 'get',
    path: '/v1/recommendations',
    summary:
      'Products for one row of the shop, each with a reason; personal with X-Identity-Token and consent, else by popularity and context',
    input: z.object({ query: recommendationParameters }),
    answer: recommendationsAnswer,
    run: ({ query }, call) => recommendations(query, call),
  }),
]
