import { z } from 'zod'
import { toProductCard } from '#knowledge/catalog/index.ts'
import { shopCurrency } from '#tools/index.ts'
import { type Call, operation } from '../operation.ts'
import { searchAnswer, searchSuggestions } from '../schemas/search.ts'
import { listOf, productQueryOf, type SearchParameters, searchParameters } from '../search/parameters.ts'
import { accessOfCaller, profileOfCaller } from '../search/profile.ts'
import { searchView } from '../search/view.ts'

const SUGGESTED = 6

async function search(query: SearchParameters, call: Call) {
  const { house } = call
  const currency = await shopCurrency(house)
  const { locale } = await house.settings()
  const asked = productQueryOf(query, currency, locale)
  const profile = await profileOfCaller(call, listOf(query.viewed) ?? [], currency)
  const result = await house.search.products({ ...asked, profile, access: await accessOfCaller(call) })
  return searchView(query.q ?? '', result, currency)
}

export const searchOperations = [
  operation('searchProducts', 'public_key', {
    method: 'get',
    path: '/v1/search',
    summary:
      'Products for a search box or a category page, with what was understood, facets and reasons; also option.NAME=value for any option of the catalog',
    input: z.object({ query: searchParameters }),
    answer: searchAnswer,
    run: ({ query }, call) => search(query, call),
  }),
  operation('suggestSearch', 'public_key', {
    method: 'get',
    path: '/v1/search/suggest',
    summary: 'Products, categories and brands while somebody types',
    input: z.object({
      query: z.object({
        key: z.string().max(200).describe('the public key'),
        q: z.string().max(12_000).describe('what was typed so far'),
      }),
    }),
    answer: searchSuggestions,
    run: async ({ query }, { house }) => {
      const { products, categories, brands } = await house.search.suggest(query.q, SUGGESTED)
      return { products: products.map((product) => toProductCard(product)), categories, brands }
    },
  }),
]
