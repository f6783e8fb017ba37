import { z } from 'zod'
import type { DoneCall } from './history.ts'

/** What the tools answer, in the part that is put into words. Read from JSON, as any model reads it. */
const product = z.object({
  productId: z.string(),
  variantId: z.string(),
  title: z.string(),
  options: z.string(),
  price: z.string(),
  amount: z.number(),
  listPrice: z.string().nullable(),
  availability: z.string(),
  choices: z.array(z.object({ name: z.string(), values: z.array(z.string()) })),
  release: z.object({ onSaleFrom: z.string(), earlyAccess: z.boolean() }).optional(),
})
export type ProductResult = z.infer<typeof product>

export const searchResult = z.object({
  total: z.number(),
  products: z.array(product),
  because: z.array(z.string()).default([]),
})
const recommended = product.extend({ because: z.string(), code: z.string() })
export type RecommendedResult = z.infer<typeof recommended>

export const recommendedResult = z.object({ products: z.array(recommended) })
export const lookResult = z.object({
  products: z.array(recommended),
  bundle: z.object({ products: z.array(product), total: z.string() }).nullable(),
})
export const comparisonResult = z.object({
  products: z.array(product),
  differ: z.array(z.object({ name: z.string() })),
  same: z.array(z.object({ name: z.string() })),
})
export const inStoreResult = z.object({
  title: z.string(),
  storeFound: z.boolean().nullable(),
  near: z.object({ city: z.string(), why: z.string() }).nullable(),
  stores: z.array(
    z.object({
      store: z.string(),
      address: z.string(),
      hours: z.string().nullable(),
      distance: z.string().nullable(),
      stock: z.string(),
      options: z.array(z.string()),
    }),
  ),
  online: z.string(),
  similarThere: z.array(recommended),
})

export const productResult = product.extend({
  brand: z.string().nullable(),
  attributes: z.record(z.string(), z.string()),
  description: z.string(),
  categories: z.array(z.string()),
  sellable: z.boolean(),
  variants: z.array(
    z.object({ variantId: z.string(), options: z.string(), price: z.string(), availability: z.string() }),
  ),
})
export type ProductDetail = z.infer<typeof productResult>

export const stockResult = z.object({
  title: z.string(),
  storeFound: z.boolean().nullable(),
  variants: z.array(
    z.object({
      variantId: z.string(),
      options: z.string(),
      online: z.string(),
      onlineQuantity: z.number().nullable(),
      stores: z.array(z.object({ store: z.string(), city: z.string(), quantity: z.number() })),
    }),
  ),
})

export const passagesResult = z.object({
  confident: z.boolean(),
  passages: z.array(
    z.object({
      title: z.string(),
      section: z.string(),
      answer: z.string(),
      since: z.string(),
      countries: z.array(z.string()),
    }),
  ),
})

const order = z.object({
  orderNumber: z.string(),
  status: z.string(),
  placed: z.string(),
  total: z.string(),
  deliveryDate: z.string().nullable(),
  lines: z.array(
    z.object({ title: z.string(), options: z.string(), quantity: z.number(), price: z.string() }),
  ),
  tracking: z.array(
    z.object({ carrier: z.string().nullable(), number: z.string(), url: z.string().nullable() }),
  ),
})
export type OrderResult = z.infer<typeof order>
export const ordersResult = z.object({ orders: z.array(order) })

export const cartResult = z.object({
  empty: z.boolean(),
  lines: z.array(
    z.object({
      productId: z.string(),
      variantId: z.string(),
      title: z.string(),
      options: z.string(),
      quantity: z.number(),
      price: z.string(),
    }),
  ),
  subtotal: z.string().optional(),
  checkoutUrl: z.string().nullable().optional(),
})

export const proposalResult = z.object({
  proposed: z.literal(true),
  summary: z.string(),
  orderNumber: z.string(),
})

const heard = z.object({
  name: z.string(),
  value: z.unknown(),
  said: z.boolean(),
  on: z.string(),
  why: z.string(),
})
const named = z.object({ name: z.string(), why: z.string() })

export const profileResult = z.object({
  signedIn: z.boolean(),
  personalisation: z.string(),
  onRecordButNotUsed: z.number().default(0),
  known: z.array(heard),
  usualSizes: z.array(z.object({ category: z.string(), size: z.string(), why: z.string() })).default([]),
  favouriteCategories: z.array(named).default([]),
  favouriteBrands: z.array(named).default([]),
  lastOrders: z.array(z.object({ orderNumber: z.string(), status: z.string() })).default([]),
  orders: z.object({ count: z.number() }).nullable().default(null),
  loyalty: z
    .object({
      tier: z.string().nullable(),
      points: z.number(),
      nextTier: z.object({ name: z.string(), pointsMissing: z.number() }).nullable(),
    })
    .nullable()
    .default(null),
})
export type ProfileResult = z.infer<typeof profileResult>

export const keptResult = z.object({ kept: z.literal(true), usedAtNextVisit: z.boolean() })

export const consentResult = z.object({
  channels: z.array(z.object({ channel: z.string(), orderMessages: z.boolean(), promotion: z.boolean() })),
  personalisation: z.boolean(),
})

export const offersResult = z.object({
  mayHave: z.array(z.object({ offer: z.string(), say: z.string() })),
  has: z.array(z.object({ say: z.string() })),
  notNow: z.array(z.object({ offer: z.string(), why: z.string() })),
})
export const proposedResult = z.object({ proposed: z.literal(true), summary: z.string() })

export const forgottenResult = z.object({ forgotten: z.literal(true), names: z.array(z.string()) })

const refused = z.object({
  refused: z.string(),
  why: z.string().optional(),
  detail: z.string().optional(),
  status: z.string().optional(),
  orderNumber: z.string().optional(),
})
export type RefusedResult = z.infer<typeof refused>

/** The result of a call read as `shape`; null where it is not there, was refused, or is cut short. */
export function readResult<T>(call: DoneCall | undefined, shape: z.ZodType<T>): T | null {
  if (!call?.ok) return null
  const read = shape.safeParse(call.data)
  return read.success ? read.data : null
}

export function readRefusal(call: DoneCall | undefined): RefusedResult | null {
  if (!call || call.ok) return null
  const read = refused.safeParse(call.data)
  return read.success ? read.data : { refused: 'failed' }
}
