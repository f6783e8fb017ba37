import { z } from 'zod'
import {
  MOST_ITEMS,
  type RecommendationsAnswer,
  reasonCodes,
  rowNames,
  strategies,
} from '#contract/recommendation.ts'
import { productCard } from './message.ts'

const id = z.string().trim().min(1).max(200)
const MOST_IDS = 50
const ids = z.union([id, z.array(id).max(MOST_IDS)])
const units = z
  .string()
  .regex(/^\d{1,10}(\.\d{1,3})?$/, 'a number such as 150 or 149.50, in units of the currency')
  .describe('in units of the currency, such as 149.50')

const known = {
  key: z.string().max(200).describe('the public key'),
  row: z.enum(rowNames).describe('which row'),
  product: ids.optional().describe('what the row is about: the product looked at; several: any of them'),
  viewed: ids.optional().describe('ids of products looked at in this visit, the newest first'),
  cart: ids.optional().describe('ids of products in the cart'),
  category: id
    .optional()
    .describe('only what lies in it: a path such as Clothing > Jackets or its beginning'),
  storeId: id.optional().describe('where the shopper is: decides what is popular here'),
  city: id.optional().describe('the same, by city'),
  brand: ids.optional().describe('only these'),
  priceMin: units.optional(),
  priceMax: units.optional(),
  inStore: id.optional().describe('only what lies in this store now'),
  exclude: ids.optional().describe('ids of products that are on the page already'),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(MOST_ITEMS))
    .optional()
    .describe('default 8'),
}

export const recommendationParameters = z.strictObject(known)
export type RecommendationParameters = z.output<typeof recommendationParameters>

const money = z.object({ amount: z.int(), currency: z.string() })

export const recommendationsAnswer: z.ZodType<RecommendationsAnswer> = z.object({
  row: z.enum(rowNames),
  strategy: z.enum(strategies),
  personal: z.boolean(),
  items: z.array(
    z.object({
      productId: z.string(),
      reason: z.object({ code: z.enum(reasonCodes), text: z.string() }),
      card: productCard,
    }),
  ),
  bundle: z.object({ productIds: z.array(z.string()), total: money }).nullable(),
})
