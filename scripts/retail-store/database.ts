import { z } from 'zod'

/** The db.json of the retail domain of tau2-bench, as far as it is read. Amounts are dollars. */
const address = z.object({
  address1: z.string(),
  address2: z.string(),
  city: z.string(),
  country: z.string(),
  state: z.string(),
  zip: z.string(),
})

const options = z.record(z.string(), z.string())

const product = z.object({
  name: z.string(),
  product_id: z.string(),
  variants: z.record(
    z.string(),
    z.object({ item_id: z.string(), options, available: z.boolean(), price: z.number() }),
  ),
})

const user = z.object({
  user_id: z.string(),
  name: z.object({ first_name: z.string(), last_name: z.string() }),
  address,
  email: z.string(),
  payment_methods: z.record(z.string(), z.object({ source: z.string() })),
})

const order = z.object({
  order_id: z.string(),
  user_id: z.string(),
  address,
  items: z.array(
    z.object({ name: z.string(), product_id: z.string(), item_id: z.string(), price: z.number(), options }),
  ),
  status: z.enum(['pending', 'processed', 'delivered', 'cancelled']),
  fulfillments: z.array(z.object({ tracking_id: z.array(z.string()), item_ids: z.array(z.string()) })),
  payment_history: z.array(
    z.object({ transaction_type: z.string(), amount: z.number(), payment_method_id: z.string() }),
  ),
})

export const retailStore = z.object({
  products: z.record(z.string(), product),
  users: z.record(z.string(), user),
  orders: z.record(z.string(), order),
})

export type RetailStore = z.infer<typeof retailStore>
export type RetailAddress = z.infer<typeof address>
export type RetailProduct = z.infer<typeof product>
export type RetailUser = z.infer<typeof user>
export type RetailOrder = z.infer<typeof order>
