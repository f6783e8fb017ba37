/** The shoppers of the bench: most are known already, a few come for the first time. */
export const CUSTOMERS = Number(process.env.BENCH_CUSTOMERS ?? 20_000)

const random = mulberry(20_261_120)

export function chance(): number {
  return random()
}

const names = [
  ['Product Viewed', 0.62],
  ['Product Added', 0.12],
  ['Product List Viewed', 0.1],
  ['Products Searched', 0.08],
  ['Checkout Started', 0.04],
  ['Order Completed', 0.02],
] as const

let sent = 0

/**
 * One call as a shop's server would send it: nine of ten of somebody who is known, half of them with their
 * user id; one of ten a new browser. One of fifty is an identify that says something new.
 */
export function nextCall(run: string): Record<string, unknown> {
  const number = ++sent
  const isNew = random() < 0.1
  const shopper = Math.floor(random() * CUSTOMERS)
  const call = {
    messageId: `${run}-${number}`,
    timestamp: new Date().toISOString(),
    anonymousId: isNew ? `${run}-new-${number}` : `anon-${shopper}`,
    ...(!isNew && random() < 0.5 && { userId: `user-${shopper}` }),
    context: {
      library: { name: 'bench', version: '1' },
      locale: 'en-US',
      page: { path: `/products/${shopper % 400}`, title: 'A product of the shop' },
    },
  }
  if (!isNew && random() < 0.02)
    return { ...call, type: 'identify', userId: `user-${shopper}`, traits: { shoe_size: 36 + (number % 12) } }
  const name = nameAt(random())
  return { ...call, type: 'track', event: name, properties: propertiesOf(name, number) }
}

function nameAt(at: number): string {
  let left = at
  for (const [name, share] of names) {
    left -= share
    if (left < 0) return name
  }
  return 'Product Viewed'
}

function propertiesOf(name: string, number: number): Record<string, unknown> {
  const product = {
    product_id: `product-${number % 400}`,
    sku: `sku-${number % 1200}`,
    name: 'Heron Rain Shell',
    category: 'Jackets',
    price: 129,
    quantity: 1,
    currency: 'USD',
  }
  if (name === 'Products Searched') return { query: 'rain jacket' }
  if (name === 'Product List Viewed') return { list_id: 'jackets', category: 'Jackets' }
  if (name === 'Order Completed' || name === 'Checkout Started')
    return {
      order_id: `bench-${number}-${Math.floor(random() * 1e9)}`,
      total: 129,
      currency: 'USD',
      products: [product],
    }
  return product
}

/** mulberry32: the same shoppers each time. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
