import type { ProductCard } from '#contract/message.ts'
import type { Template } from '#contract/templates.ts'
import type { Feed, ProductNow } from '../drawing/feed.ts'
import { localeFor } from '../drawing/wording.ts'
import type { DrawnFrom } from '../versions.ts'
import type { LintContext } from './finding.ts'

/** A link as long as a real one: its length counts in an SMS. */
const LINK = 'https://shop.example/l/1111111111'

/** A reader with everything, whose values are as long as values usually are: a message that fits them fits most. */
export function sampleFeed(template: DrawnFrom, language: string, context: LintContext): Feed {
  const products = Array.from({ length: 6 }, (_, at) => sampleProduct(at))
  const rows = template.modules.filter(({ type }) => type === 'products')
  return {
    now: new Date('2026-11-20T12:00:00Z'),
    locale: localeFor(language, null, context.locale),
    timeZone: 'UTC',
    shopName: context.shopName,
    home: 'https://shop.example/',
    person: {
      firstName: 'Alexandra',
      tier: 'Platinum',
      points: 12_480,
      nextTier: 'Diamond',
      pointsToNext: 520,
    },
    given: sampleGiven,
    about: products.map(({ card }) => card.productId),
    product: (productId) => products.find(({ card }) => card.productId === productId),
    picks: new Map(rows.map(({ key }) => [key, products.map(({ card }) => card.productId)])),
    cart: {
      cartId: 'sample',
      lines: products.slice(0, 2).map(({ card }) => ({
        ...card,
        quantity: 1,
        unitPrice: card.price,
        lineTotal: card.price,
      })),
      subtotal: { amount: 25_980, currency: 'USD' },
      checkoutUrl: 'https://shop.example/checkout',
    },
    order: {
      orderId: 'sample',
      orderNumber: 'R-1048576',
      status: 'delivered',
      placedAt: '2026-11-10T12:00:00Z',
      total: { amount: 25_980, currency: 'USD' },
      lines: [],
      tracking: [],
      deliveryDate: '2026-11-14',
    },
    offer: {
      offerId: 'sample',
      title: 'Welcome back',
      kind: 'percent',
      value: 15,
      currency: 'USD',
      code: 'BACK-7Q2X-M4KD',
      until: new Date('2026-12-24T12:00:00Z'),
    },
    reviews: new Map(),
    creative: () => null,
    reorderPath: null,
    preferencesUrl: 'https://shop.example/preferences',
    countdownUrl: () => 'https://shop.example/countdown.png',
    whatsappTemplate: (name) => approvedIn(context.whatsappTemplates, name, language),
    link: () => LINK,
  }
}

/** What a journey could give, for samples. */
export const sampleGiven: Readonly<Record<string, string>> = {
  associate: 'Alexandra',
  category: 'Rain jackets',
  closes_on: '2026-11-26',
  days: '14',
  milestone: '10 orders',
  opens_on: '2026-11-24',
  renews_on: '2026-12-01',
  reward: 'a free tote bag',
  season: 'winter',
  store: 'Portland',
  subscription: 'Coffee, monthly',
  visited_on: '2026-11-18',
}

function sampleProduct(at: number): ProductNow {
  const card: ProductCard = {
    productId: `sample-${at}`,
    variantId: `sample-${at}-1`,
    title: 'Down jacket “Cascade” with hood',
    url: 'https://shop.example/products/sample',
    image: null,
    price: { amount: 12_990, currency: 'USD' },
    listPrice: { amount: 15_990, currency: 'USD' },
    availability: 'in_stock',
    options: '',
    choices: [],
  }
  return { card, brand: 'Ridgeline', state: 'open' }
}

function approvedIn(templates: readonly Template[], name: string, language: string): Template | null {
  return (
    templates.find(
      (each) => each.name === name && each.status === 'approved' && each.language.split('_')[0] === language,
    ) ?? null
  )
}
