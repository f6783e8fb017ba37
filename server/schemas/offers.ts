import { z } from 'zod'
import { codeReasons, offerKinds, offerReasons } from '#contract/offers.ts'
import { timestamp } from './message.ts'

const text = (most: number) => z.string().trim().min(1).max(most)
const currency = z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as USD')
const amount = z.number().int('a whole number of minor units').min(0).max(1e11)

/** A line as the checkout has it; without a price the catalog's is taken. */
export const basketLine = z.strictObject({
  productId: text(200),
  variantId: text(200),
  quantity: z.number().int().min(1).max(10_000),
  /** Minor units, of one piece. */
  unitPrice: amount.optional(),
})

const basket = {
  codes: z.array(text(60)).min(1, 'at least one code').max(10),
  currency,
  lines: z.array(basketLine).min(1, 'at least one line').max(200),
}
export const checkInput = z.strictObject(basket)
export const redeemInput = z.strictObject({
  ...basket,
  orderId: text(60),
  /** Who has ordered, as the shop's events name them. */
  userId: text(200).optional(),
})

export const codeReason = z.enum([...codeReasons, ...offerReasons])

export const checkedCode = z.object({
  code: z.string(),
  valid: z.boolean(),
  /** Why it gives nothing; null: it does. */
  reason: codeReason.nullable(),
  /** The reason as a shopper may read it. */
  say: z.string().nullable(),
  offer: z
    .object({ name: z.string(), title: z.string(), kind: z.enum(offerKinds), value: z.number() })
    .nullable(),
  expiresAt: timestamp.nullable(),
  discount: z.int(),
})

export const checkAnswer = z.object({
  currency: z.string(),
  codes: z.array(checkedCode),
  lines: z.array(
    z.object({
      productId: z.string(),
      variantId: z.string(),
      price: z.int(),
      discount: z.int(),
      total: z.int(),
    }),
  ),
  subtotal: z.int(),
  discount: z.int(),
  total: z.int(),
})

export const redeemAnswer = z.object({
  orderId: z.string(),
  codes: z.array(
    z.object({
      code: z.string(),
      redeemed: z.boolean(),
      /** This very order had redeemed it before. */
      repeated: z.boolean(),
      reason: codeReason.nullable(),
      say: z.string().nullable(),
      discount: z.int(),
    }),
  ),
})
