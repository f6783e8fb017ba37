import { createHash } from 'node:crypto'
import { z } from 'zod'
import { storableText } from '#store/index.ts'
import { orderStatuses } from './orders.ts'

const text = (max: number) => z.string().trim().max(max).transform(storableText)

/** Absent, null and empty mean the same in what shops export. */
const optionalText = (max: number) =>
  text(max)
    .nullish()
    .transform((value) => value || undefined)

const moment = z.union([z.date(), z.string().pipe(z.coerce.date())])

/** Minor units; far below what a JavaScript number can count. */
const amount = z.int().min(-1e12).max(1e12)

const line = z.object({
  productId: text(200).pipe(z.string().min(1)),
  variantId: text(200).pipe(z.string().min(1)),
  title: text(500),
  options: optionalText(500).transform((value) => value ?? ''),
  /** Negative where goods came back. */
  quantity: z.int().min(-100_000).max(100_000),
  unitPrice: amount,
})

const fulfilment = z.object({
  carrier: optionalText(100).transform((value) => value ?? null),
  tracking: text(200).pipe(z.string().min(1)),
  url: text(1000)
    .pipe(z.url({ protocol: /^https?$/ }))
    .nullish()
    .transform((value) => value ?? null),
  /** Of the order's lines, counted from 1. */
  lineNumbers: z.array(z.int().min(1)).max(1000).default([]),
})

const payment = z.object({
  kind: text(60),
  amount,
  method: optionalText(100).transform((value) => value ?? null),
})

const shippingAddress = z.object({
  line1: optionalText(200),
  line2: optionalText(200),
  city: optionalText(120),
  region: optionalText(120),
  postcode: optionalText(20),
  country: optionalText(80),
})

/** An order as the shop's own systems send it: body of `POST /v1/orders`, a line of orders.jsonl. */
export const orderInput = z.object({
  orderNumber: text(60).pipe(z.string().min(1)),
  status: z.enum(orderStatuses),
  customer: z
    .object({
      userId: optionalText(200),
      email: optionalText(254),
      name: optionalText(200),
      phone: optionalText(40),
    })
    .default({ userId: undefined, email: undefined, name: undefined, phone: undefined }),
  email: optionalText(254),
  postcode: optionalText(20),
  currency: z.string().regex(/^[A-Z]{3}$/, 'an ISO 4217 code such as USD'),
  total: amount,
  lines: z.array(line).min(1).max(1000),
  fulfilments: z.array(fulfilment).max(100).default([]),
  payments: z.array(payment).max(100).default([]),
  shippingAddress: shippingAddress.nullish().transform((value) => value ?? null),
  deliveryDate: z.iso
    .date()
    .nullish()
    .transform((value) => value ?? null),
  channel: optionalText(40).transform((value) => value ?? 'web'),
  storeId: optionalText(200).transform((value) => value ?? null),
  placedAt: moment,
  updatedAt: moment.nullish().transform((value) => value ?? undefined),
})
export type OrderInput = z.output<typeof orderInput>

/** Two orders with one hash say the same. The schema fixes the order of the fields. */
export function hashOrder(input: OrderInput): string {
  return createHash('sha256').update(JSON.stringify(input)).digest('base64url')
}
