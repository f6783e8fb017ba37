import type { ComposeContext } from '#channels/index.ts'
import type { MessagePart, ProductCard } from '#contract/message.ts'

/** A shop in German, with something to unsubscribe from. */
export const mailContext: ComposeContext = {
  shopName: 'Heron & Vale',
  baseUrl: 'https://shop.example',
  locale: 'de-DE',
  accentColor: '#1f5f5b',
  unsubscribeUrl: 'https://shop.example/u/abc',
  postalAddress: 'Heron & Vale GmbH\nMarktgasse 4\n20095 Hamburg',
  senderName: 'Anna',
}

export function card(title: string, more: Partial<ProductCard> = {}): ProductCard {
  return {
    productId: title,
    variantId: `${title} M`,
    title,
    url: `/p/${encodeURIComponent(title)}`,
    image: { url: `/pictures/${encodeURIComponent(title)}.png`, alt: `${title} in Blau` },
    price: { amount: 12900, currency: 'EUR' },
    listPrice: null,
    availability: 'in_stock',
    options: 'Blau, M',
    choices: [],
    ...more,
  }
}

export const orderPart: MessagePart = {
  type: 'order',
  order: {
    orderId: 'ord_1',
    orderNumber: 'W-1043',
    status: 'shipped',
    placedAt: '2026-03-01T10:00:00Z',
    total: { amount: 25800, currency: 'EUR' },
    lines: [
      {
        title: 'Wollmantel',
        options: 'Blau, M',
        quantity: 2,
        price: { amount: 12900, currency: 'EUR' },
        image: null,
      },
    ],
    tracking: [{ carrier: 'DHL', number: '1', url: 'https://dhl.example/1' }],
    deliveryDate: '2026-03-05',
  },
}
