import { z } from 'zod'
import type { FoundProduct, SearchAnswer, SearchFacet, SearchSuggestions } from '#contract/search.ts'
import { money, productCard } from './message.ts'

const reason = z.object({ code: z.string(), text: z.string().describe('a shopper may read it') })

const foundProduct: z.ZodType<FoundProduct> = z.intersection(
  productCard,
  z.object({ brand: z.string().nullable(), reasons: z.array(reason) }),
)

const facet: z.ZodType<SearchFacet> = z.object({
  name: z.string(),
  option: z.string().nullable(),
  values: z.array(
    z.object({
      value: z.string().describe('what the parameter of that name takes'),
      label: z.string(),
      count: z.int(),
      chosen: z.boolean(),
      range: z.object({ from: money, to: money.nullable() }).optional(),
    }),
  ),
})

export const searchAnswer: z.ZodType<SearchAnswer> = z.object({
  query: z.string(),
  total: z.int(),
  understood: z.object({
    text: z.string(),
    wishes: z.array(
      z.object({
        field: z.string(),
        value: z.string(),
        from: z.string(),
        text: z.string(),
        kept: z.boolean(),
      }),
    ),
    notes: z.array(reason),
  }),
  facets: z.array(facet).nullable(),
  products: z.array(foundProduct),
  because: z.array(z.string()),
})

export const searchSuggestions: z.ZodType<SearchSuggestions> = z.object({
  products: z.array(productCard),
  categories: z.array(z.string()),
  brands: z.array(z.string()),
})
