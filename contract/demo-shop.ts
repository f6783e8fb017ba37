import { z } from 'zod'
import type { Availability, CartLine, Image, OrderCard } from './message.ts'
import type { Money } from './money.ts'

/** JSON of `/demo/api/…`, between the demo shop's storefront and the server. */
export interface ShopView {
  shopName: string
  departments: DepartmentView[]
  stores: StoreView[]
  /** Help pages, by title. */
  pages: { title: string; url: string }[]
  /** Who one can sign in as. */
  accounts: AccountChoice[]
}

export interface DepartmentView {
  slug: string
  name: string
  /** The group it stands in: Clothing, Outdoor, Home. */
  group: string
  products: number
  image: Image | null
}

export interface StoreView {
  storeId: string
  name: string
  city: string
  address: string
  hours: string | null
}

export interface AccountChoice {
  userId: string
  name: string
  note: string
}

export interface ColourView {
  name: string
  /** What one filters by: Blue, Green, … */
  family: string
  hex: string
  image: Image | null
  /** Whether any size of it can be bought. */
  available: boolean
}

/** A product in a grid. */
export interface ProductSummary {
  productId: string
  title: string
  brand: string | null
  url: string
  price: Money
  /** Set where sizes or colours differ in price. */
  priceTo: Money | null
  listPrice: Money | null
  availability: Availability
  image: Image | null
  colours: ColourView[]
  sizes: string[]
  /** What can be bought, as positions in `colours` and `sizes`; -1 where there is no such choice. */
  sellable: [colour: number, size: number][]
  features: string[]
  fit: string | null
  isNew: boolean
  /** When it can be bought, ISO date, where that is still to come. */
  comesAt: string | null
  /** Until when only those let in early may buy it, ISO date; null: everybody may, or this shopper may not. */
  earlyUntil: string | null
}

export interface DepartmentPage {
  department: DepartmentView
  products: ProductSummary[]
}

export interface VariantView {
  variantId: string
  options: { name: string; value: string }[]
  price: Money
  listPrice: Money | null
  availability: Availability
  image: Image | null
  /** What lies in each store; a store that does not carry it is left out. */
  inStores: { storeId: string; quantity: number }[]
}

export interface ProductPage {
  product: ProductSummary
  department: { slug: string; name: string } | null
  description: string
  attributes: { name: string; value: string }[]
  variants: VariantView[]
}

/** Text without control characters and half surrogates, which no database takes. */
const plain = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'has characters that are not allowed')

export const productId = plain(200).min(1)

const lines = z
  .array(z.object({ variantId: productId, quantity: z.number().int().min(1).max(99) }))
  .min(1, 'the cart is empty')
  .max(50)
export const quoteInput = z.object({ lines })
export type QuoteInput = z.infer<typeof quoteInput>

export interface QuoteView {
  lines: CartLine[]
  subtotal: Money
  delivery: Money
  total: Money
  /** Why this cannot be ordered as it is, in words; empty where it can. */
  faults: string[]
}

const words = (max: number) => plain(max).trim().min(1, 'is needed')

export const checkoutInput = z.object({
  lines,
  name: words(120),
  email: z.email('is not an e-mail address').max(254),
  line1: words(200),
  city: words(120),
  region: words(60),
  postcode: words(12),
})
export type CheckoutInput = z.infer<typeof checkoutInput>

export interface PlacedOrder {
  orderNumber: string
  email: string
  total: Money
}

export const signInAsInput = z.object({ userId: plain(60).min(1) })

export interface SignedIn {
  /** The identity token the shop hands to the widget. */
  token: string
  account: { userId: string; name: string; email: string }
}

export interface AccountPage {
  name: string
  email: string
  address: string[]
  orders: OrderCard[]
}
