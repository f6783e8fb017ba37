import type { RetailAddress, RetailOrder, RetailProduct, RetailStore, RetailUser } from './database.ts'

const currency = 'USD'

/** Dollars as a float to cents: 46.85 is 4685, whatever the float's last digit says. */
export function toCents(dollars: number): number {
  return Math.round(dollars * 100)
}

/** A line of catalog.jsonl: a product of the ACP feed. */
export function toFeedProduct(product: RetailProduct): object {
  return {
    id: product.product_id,
    title: product.name,
    variants: Object.values(product.variants).map((variant) => ({
      id: variant.item_id,
      title: [product.name, ...Object.values(variant.options)].join(', '),
      price: { amount: toCents(variant.price), currency },
      availability: { available: variant.available, status: variant.available ? 'in_stock' : 'out_of_stock' },
      variant_options: Object.entries(variant.options).map(([name, value]) => ({ name, value })),
    })),
  }
}

/** A line of customers.jsonl. */
export function toCustomer(user: RetailUser): object {
  return {
    userId: user.user_id,
    email: user.email,
    name: nameOf(user),
    address: toAddress(user.address),
  }
}

/** A line of orders.jsonl. The source has no dates: `placedAt` is given. */
export function toOrder(order: RetailOrder, store: RetailStore, placedAt: Date): object {
  const user = store.users[order.user_id]
  return {
    orderNumber: order.order_id,
    status: order.status,
    customer: { userId: order.user_id, email: user?.email, name: user && nameOf(user) },
    email: user?.email,
    postcode: order.address.zip,
    currency,
    total: order.items.reduce((sum, item) => sum + toCents(item.price), 0),
    lines: order.items.map((item) => ({
      productId: item.product_id,
      variantId: item.item_id,
      title: item.name,
      options: Object.values(item.options).join(', '),
      quantity: 1,
      unitPrice: toCents(item.price),
    })),
    fulfilments: order.fulfillments.flatMap((parcel) =>
      parcel.tracking_id.map((tracking) => ({
        carrier: null,
        tracking,
        url: null,
        lineNumbers: linesOf(order, parcel.item_ids),
      })),
    ),
    payments: order.payment_history.map((entry) => ({
      kind: entry.transaction_type,
      amount: toCents(entry.amount),
      method: user?.payment_methods[entry.payment_method_id]?.source ?? entry.payment_method_id,
    })),
    shippingAddress: toAddress(order.address),
    channel: 'web',
    placedAt: placedAt.toISOString(),
  }
}

function linesOf(order: RetailOrder, itemIds: string[]): number[] {
  return order.items.flatMap((item, index) => (itemIds.includes(item.item_id) ? [index + 1] : []))
}

function nameOf(user: RetailUser): string {
  return `${user.name.first_name} ${user.name.last_name}`
}

function toAddress(address: RetailAddress): object {
  return {
    line1: address.address1,
    line2: address.address2 || undefined,
    city: address.city,
    region: address.state,
    postcode: address.zip,
    country: address.country,
  }
}
