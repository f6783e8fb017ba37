import { z } from 'zod'
import {
  type CartView,
  conversationStatuses,
  type Message,
  type MessagePart,
  messageChannels,
  type OrderCard,
  type ProductCard,
  senders,
} from '#contract/message.ts'
import type { Money } from '#contract/money.ts'

/** The contract's types as schemas, for `/openapi.json`; the compiler holds each against its type. */
export const timestamp = z.iso.datetime()

export const money: z.ZodType<Money> = z.object({
  amount: z.int().describe('minor units, e.g. cents'),
  currency: z.string().describe('ISO 4217'),
})

const image = z.object({ url: z.string(), alt: z.string() })
const availability = z.enum(['in_stock', 'low_stock', 'out_of_stock'])

export const productCard: z.ZodType<ProductCard> = z.object({
  productId: z.string(),
  variantId: z.string(),
  title: z.string(),
  url: z.string().nullable(),
  image: image.nullable(),
  price: money,
  listPrice: money.nullable(),
  availability,
  options: z.string(),
  choices: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  variants: z
    .array(
      z.object({
        variantId: z.string(),
        options: z.array(z.object({ name: z.string(), value: z.string() })),
        price: money,
        listPrice: money.nullable(),
        availability,
      }),
    )
    .optional(),
  release: z.object({ opensAt: timestamp, early: z.boolean() }).optional(),
  because: z.string().optional(),
})

export const orderCard: z.ZodType<OrderCard> = z.object({
  orderId: z.string(),
  orderNumber: z.string(),
  status: z.string(),
  placedAt: z.string(),
  total: money,
  lines: z.array(
    z.object({
      title: z.string(),
      options: z.string(),
      quantity: z.int(),
      price: money,
      image: image.nullable(),
    }),
  ),
  tracking: z.array(
    z.object({ carrier: z.string().nullable(), number: z.string(), url: z.string().nullable() }),
  ),
  deliveryDate: z.string().nullable(),
})

export const cartView: z.ZodType<CartView> = z.object({
  cartId: z.string(),
  lines: z.array(
    z.object({
      productId: z.string(),
      variantId: z.string(),
      title: z.string(),
      options: z.string(),
      quantity: z.int(),
      unitPrice: money,
      lineTotal: money,
      image: image.nullable(),
      url: z.string().nullable(),
      availability,
    }),
  ),
  subtotal: money,
  checkoutUrl: z.string().nullable(),
})

const part: z.ZodType<MessagePart> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('products'), products: z.array(productCard) }),
  z.object({
    type: z.literal('comparison'),
    products: z.array(productCard),
    rows: z.array(
      z.object({ name: z.string(), values: z.array(z.string().nullable()), differs: z.boolean() }),
    ),
  }),
  z.object({
    type: z.literal('source'),
    documentId: z.string(),
    title: z.string(),
    section: z.string(),
    url: z.string().nullable(),
    updatedAt: z.string(),
  }),
  z.object({ type: z.literal('order'), order: orderCard }),
  z.object({ type: z.literal('cart'), cart: cartView }),
  z.object({
    type: z.literal('choices'),
    choices: z.array(z.object({ label: z.string(), text: z.string() })),
  }),
  z.object({
    type: z.literal('proposal'),
    proposalId: z.string(),
    summary: z.string(),
    expiresAt: z.string(),
  }),
])

export const conversationStatus = z.enum(conversationStatuses)

export const message: z.ZodType<Message> = z.object({
  messageId: z.string(),
  conversationId: z.string(),
  seq: z.int(),
  rev: z.int(),
  sender: z.enum(senders),
  staffName: z.string().nullable(),
  text: z.string(),
  parts: z.array(part),
  status: z.enum(['partial', 'complete']),
  clientMessageId: z.string().nullable(),
  channel: z.enum(messageChannels).optional(),
  createdAt: timestamp,
})
