/** The shoppers of the bench: two of three are known and have agreed to be, the others are strangers. */
export const KNOWN = 400

const random = mulberry(20_261_121)
const pages = ['/', '/', '/products/', '/cart'] as const
const slotsOf: Record<(typeof pages)[number], string[]> = {
  '/': ['home_hero', 'home_row_1', 'home_row_2', 'home_row_3', 'exit_intent'],
  '/products/': ['product_proof', 'product_row_1', 'product_row_2', 'exit_intent', 'app_install'],
  '/cart': ['cart_row', 'search_empty_row', 'home_hero', 'exit_intent', 'app_install'],
}

/** What makes them known: who they are, that they agree, and what they looked at. */
export function callsOf(shopper: number, productIds: readonly string[]): object[] {
  const who = { anonymousId: `anon-${shopper}` }
  const consent = { channel: 'web', purpose: ['personalisation', 'marketing'], evidence: 'banner' }
  return [
    { ...who, type: 'identify', messageId: `known-${shopper}`, traits: { favourite_colour: 'green' } },
    { ...who, type: 'track', messageId: `yes-${shopper}`, event: 'Consent Given', properties: consent },
    ...[0, 1, 2, 3].map((step) => view(shopper, `seen-${shopper}-${step}`, pick(productIds))),
  ]
}

/** Something a known shopper does while others wait for their page. */
export function nextEvent(run: string, number: number, productIds: readonly string[]): object {
  return view(Math.floor(random() * KNOWN), `${run}-${number}`, pick(productIds))
}

function view(shopper: number, messageId: string, productId: string): object {
  const properties = { product_id: productId, currency: 'USD', price: 49 }
  return { type: 'track', messageId, anonymousId: `anon-${shopper}`, event: 'Product Viewed', properties }
}

/** One page as /rapport.js would ask for it: about five slots, as markup. */
export function nextPage(productIds: readonly string[]): object {
  const path = pages[Math.floor(random() * pages.length)] ?? '/'
  const productId = path === '/products/' ? pick(productIds) : undefined
  const isKnown = random() < 2 / 3
  const viewed = random() < 0.5 ? [pick(productIds), pick(productIds)] : []
  return {
    slots: slotsOf[path],
    page: { path: `${path}${productId ?? ''}`, productId },
    ...(isKnown && { anonymousId: `anon-${Math.floor(random() * KNOWN)}` }),
    session: { viewed, cart: path === '/cart' ? [pick(productIds)] : [] },
    answer: 'html',
  }
}

function pick(productIds: readonly string[]): string {
  return productIds[Math.floor(random() * productIds.length)] ?? ''
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
