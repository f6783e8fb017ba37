import type { CartView, MessagePart, OrderCard, ProductCard } from '#contract/message.ts'

/** Typed things that a shop could say in a chat, for tests of the widget and for its pictures. */
const usd = (amount: number) => ({ amount, currency: 'USD' })

export function product(change: Partial<ProductCard> = {}): ProductCard {
  return {
    productId: 'heron',
    variantId: 'heron-navy-s',
    title: 'Heron Rain Shell',
    url: '/products/heron',
    image: { url: '/heron.svg', alt: 'A navy rain shell with a hood' },
    price: usd(12900),
    listPrice: null,
    availability: 'in_stock',
    options: '',
    choices: [],
    ...change,
  }
}

const variant = (colour: string, size: string, amount: number) => ({
  variantId: `heron-${colour}-${size}`.toLowerCase(),
  options: [
    { name: 'Colour', value: colour },
    { name: 'Size', value: size },
  ],
  price: usd(amount),
  listPrice: null,
  availability: 'in_stock' as const,
})

/** Navy comes in S and M, moss only in L, and moss costs more. */
export const shellWithChoices = product({
  choices: [
    { name: 'Colour', values: ['Navy', 'Moss'] },
    { name: 'Size', values: ['S', 'M', 'L'] },
  ],
  variants: [variant('Navy', 'S', 12900), variant('Navy', 'M', 12900), variant('Moss', 'L', 13900)],
})

export const jackets: MessagePart = {
  type: 'products',
  products: [
    shellWithChoices,
    product({
      productId: 'tern',
      variantId: 'tern-m',
      title: 'Tern Packable Anorak for windy ridges and wet bus stops',
      image: { url: '/tern.svg', alt: 'A rust-red anorak' },
      price: usd(9800),
      listPrice: usd(14000),
      availability: 'low_stock',
      options: 'Rust, M',
    }),
    product({
      productId: 'plover',
      variantId: 'plover-l',
      title: 'Plover Storm Parka',
      image: null,
      price: usd(14900),
      availability: 'out_of_stock',
    }),
  ],
}

export const returnsSource = {
  type: 'source' as const,
  documentId: 'doc_1',
  title: 'Returns',
  section: 'How long you have',
  url: '/documents/doc_1',
  updatedAt: '2026-10-01T00:00:00Z',
}

export const order: OrderCard = {
  orderId: 'ord_1',
  orderNumber: 'RP-10234',
  status: 'shipped',
  placedAt: '2026-11-12T09:00:00Z',
  total: usd(15400),
  lines: [
    {
      title: 'Heron Rain Shell',
      options: 'Navy, M',
      quantity: 1,
      price: usd(12900),
      image: { url: '/heron.svg', alt: '' },
    },
    { title: 'Merino Socks', options: 'Oat', quantity: 2, price: usd(2500), image: null },
  ],
  tracking: [{ carrier: 'UPS', number: '1Z999', url: 'https://example.com/track/1Z999' }],
  deliveryDate: '2026-11-21',
}

export const cart: CartView = {
  cartId: 'car_1',
  lines: [
    {
      productId: 'heron',
      variantId: 'heron-navy-m',
      title: 'Heron Rain Shell',
      options: 'Navy, M',
      quantity: 1,
      unitPrice: usd(12900),
      lineTotal: usd(12900),
      image: { url: '/heron.svg', alt: 'A navy rain shell' },
      url: '/products/heron',
      availability: 'in_stock',
    },
    {
      productId: 'socks',
      variantId: 'socks-oat',
      title: 'Merino Socks',
      options: 'Oat',
      quantity: 2,
      unitPrice: usd(1250),
      lineTotal: usd(2500),
      image: null,
      url: null,
      availability: 'low_stock',
    },
  ],
  subtotal: usd(15400),
  checkoutUrl: '/checkout?lines=heron-navy-m:1,socks-oat:2',
}

export const askSize: MessagePart = {
  type: 'choices',
  choices: [
    { label: 'Only in stock in Portland', text: 'Which of these are in stock in Portland?' },
    { label: 'Cheaper ones', text: 'Show me cheaper ones' },
  ],
}

export function proposal(expiresAt = '2099-01-01T00:00:00Z') {
  return {
    type: 'proposal' as const,
    proposalId: 'pro_1',
    summary: 'Cancel order RP-10234 and refund $154.00 to the card it was paid with?',
    expiresAt,
  }
}

/** Strings that would run, or break out, wherever a text became markup. */
export const scripts = [
  '<img src=x onerror="window.__ran = 1">',
  '<script>window.__ran = 2</script>',
  '"><svg onload="window.__ran = 3">',
  "'; window.__ran = 4; '",
  '[click](javascript:window.__ran=5)',
  '[data](data:text/html,<script>window.__ran=6</script>)',
  '{{constructor.constructor("window.__ran=7")()}}',
  '</textarea><iframe srcdoc="<script>parent.__ran=8</script>">',
]
