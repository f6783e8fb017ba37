import { z } from 'zod'
import {
  type BudgetLine,
  type OfferBudgets,
  offerKinds,
  offerReasons,
  offerRules,
  offerStatuses,
} from '#contract/offers.ts'
import type { CostCoverage, IssuedPage, OfferTry } from '#contract/staff-offers.ts'
import { money, timestamp } from './message.ts'

/** The answers of `/api/offers…`, for `/openapi.json`. */
const line: z.ZodType<BudgetLine> = z.object({
  limit: z.number().nullable(),
  spent: z.number(),
  reserved: z.number(),
  left: z.number().nullable(),
})
const budgets: z.ZodType<OfferBudgets> = z.object({
  offerId: z.string(),
  currency: z.string(),
  money: line,
  count: line,
  today: z.object({ day: z.iso.date(), money: line, count: line }),
  days: z.array(
    z.object({
      day: z.iso.date(),
      issued: z.int(),
      redeemed: z.int(),
      reserved: z.number(),
      spent: z.number(),
    }),
  ),
})

/** Loose where the input says it all. */
const row = z.looseObject({
  offerId: z.string(),
  name: z.string(),
  title: z.string(),
  kind: z.enum(offerKinds),
  status: z.enum(offerStatuses),
  rev: z.int(),
  createdAt: timestamp,
  updatedAt: timestamp,
  updatedBy: z.string().nullable(),
  updatedByName: z.string().nullable(),
  gives: z.string(),
  standing: budgets,
  refusals: z.array(z.object({ reason: z.enum(offerReasons), words: z.string(), count: z.int() })),
})

const costs: z.ZodType<CostCoverage> = z.object({ variants: z.int(), unknown: z.int() })

export const offersPage = z.object({ days: z.int(), offers: z.array(row), costs })

export const offerPage = z.object({
  offer: row,
  days: z.int(),
  eligibilityWords: z.string().nullable(),
  products: z.record(z.string(), z.string()),
  costs,
  changes: z.array(
    z.object({
      change: z.enum(['added', 'changed', 'status']),
      fields: z.array(z.string()),
      status: z.string().nullable(),
      changedByName: z.string().nullable(),
      changedAt: timestamp,
    }),
  ),
})

export const issuedPage: z.ZodType<IssuedPage> = z.object({
  issued: z.array(
    z.object({
      issuedId: z.string(),
      customerId: z.string(),
      customerName: z.string().nullable(),
      codeEnd: z.string().nullable(),
      channel: z.string(),
      state: z.enum(['open', 'redeemed', 'expired', 'released']),
      reserved: z.number(),
      cost: z.number().nullable(),
      issuedAt: timestamp,
      expiresAt: timestamp,
      orderId: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
})

const tried = z.object({
  productId: z.string(),
  title: z.string(),
  quantity: z.int(),
  price: z.number(),
  cost: z.number().nullable(),
  least: z.number().nullable(),
  discount: z.number(),
  share: z.number(),
  marginBefore: z.number().nullable(),
  marginAfter: z.number().nullable(),
  refused: z.string().nullable(),
})

export const offerTry: z.ZodType<OfferTry> = z.object({
  answer: z.object({
    offerId: z.string(),
    name: z.string(),
    title: z.string(),
    allowed: z.boolean(),
    reason: z.enum(offerReasons).nullable(),
    value: z.number(),
    gives: money.nullable(),
    mostCost: money.nullable(),
    explanation: z.array(
      z.object({
        rule: z.enum(offerRules),
        passed: z.boolean(),
        reason: z.enum(offerReasons).nullable(),
        words: z.string(),
        detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
      }),
    ),
  }),
  messageCost: z.number(),
  basket: z
    .object({
      currency: z.string(),
      lines: z.array(tried),
      subtotal: z.number(),
      discount: z.number(),
      total: z.number(),
      refused: z.string().nullable(),
    })
    .nullable(),
})
