import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { AgentTimeouts } from '#agent/index.ts'
import type { Message } from '#contract/message.ts'
import { type Conversation, messagesAfter } from '#domain/conversations/index.ts'
import {
  createCustomer,
  openVisitorSession,
  readVisitorSession,
  signInSession,
} from '#domain/identity/index.ts'
import { type OrderInput, orderInput, upsertOrders } from '#domain/orders/index.ts'
import type { Place } from '#domain/profile/index.ts'
import { openRecommender, type Recommender } from '#domain/recommendation/index.ts'
import { readSettings, writeSettings } from '#domain/settings/index.ts'
import { createInbound, type Inbound, type PublishedEvent } from '#inbound/index.ts'
import {
  importProducts,
  openShelf,
  type ProductInput,
  productInput,
  setStock,
  upsertStores,
} from '#knowledge/catalog/index.ts'
import { importDocument } from '#knowledge/documents/index.ts'
import { openSearch, type Search } from '#knowledge/search/index.ts'
import type { Outbox } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'
import { allTools } from '#tools/index.ts'
import { createFakeProvider, createSmallOutbox, type FakeProvider } from './small-outbox.ts'

export const shopNow = new Date('2026-11-20T10:00:00Z')

interface Goods {
  id: string
  title: string
  category: string
  price: number
  listPrice?: number
  colours?: string[]
  sizes?: string[]
  soldOut?: string[]
  stock?: number
  text: string
  facts?: Record<string, string>
}

const clothes = ['S', 'M', 'L', 'XL']

/** A shop that fits on one page, with what the conversations of the tests speak of. */
export const smallGoods: Goods[] = [
  {
    id: 'heron',
    title: 'Heron Rain Jacket',
    category: 'Clothing > Jackets',
    price: 12900,
    colours: ['Navy', 'Red'],
    sizes: clothes,
    soldOut: ['Red M'],
    text: 'A light shell for wet days. Fully waterproof with taped seams. The hood rolls away under the collar.',
    facts: { material: 'recycled nylon', waterproof: 'yes', weight: '380 g' },
  },
  {
    id: 'curlew',
    title: 'Curlew Storm Jacket',
    category: 'Clothing > Jackets',
    price: 14900,
    listPrice: 18900,
    colours: ['Green'],
    sizes: clothes,
    text: 'Made for storms: waterproof and windproof.',
    facts: { material: 'nylon', waterproof: 'yes', weight: '520 g' },
  },
  {
    id: 'osprey',
    title: 'Osprey Alpine Jacket',
    category: 'Clothing > Jackets',
    price: 24900,
    colours: ['Black'],
    sizes: clothes,
    text: 'A three-layer waterproof jacket for the mountains.',
    facts: { material: 'nylon', waterproof: 'yes' },
  },
  {
    id: 'wren',
    title: 'Wren Down Jacket',
    category: 'Clothing > Jackets',
    price: 9900,
    colours: ['Blue', 'Black'],
    sizes: clothes,
    text: 'Warm and light, not waterproof.',
    facts: { material: 'down', waterproof: 'no' },
  },
  {
    id: 'fell',
    title: 'Fell Wool Sweater',
    category: 'Clothing > Knitwear',
    price: 7900,
    colours: ['Grey', 'Blue'],
    sizes: clothes,
    text: 'Knitted from merino wool.',
    facts: { material: 'merino wool', care: 'hand wash cold' },
  },
  {
    id: 'brook',
    title: 'Brook Hiking Trousers',
    category: 'Clothing > Trousers',
    price: 8900,
    colours: ['Olive'],
    sizes: clothes,
    text: 'Stretchy trousers that dry fast.',
    facts: { material: 'nylon' },
  },
  {
    id: 'moss',
    title: 'Moss Hiking Boots',
    category: 'Clothing > Footwear',
    price: 15900,
    colours: ['Brown'],
    sizes: ['40', '41', '42', '43'],
    text: 'Leather boots with a grippy sole.',
    facts: { material: 'leather' },
  },
  {
    id: 'tarn',
    title: 'Tarn Two-Person Tent',
    category: 'Outdoor > Tents',
    price: 29900,
    text: 'A tent for two that weighs little.',
    facts: { weight: '2.1 kg' },
  },
  {
    id: 'ember',
    title: 'Ember Enamel Mug',
    category: 'Home > Tableware',
    price: 1400,
    colours: ['Blue', 'Cream'],
    text: 'Holds 350 ml. Dishwasher safe.',
    facts: { material: 'enamel', 'dishwasher safe': 'yes' },
  },
  {
    id: 'loom',
    title: 'Loom Linen Duvet Cover',
    category: 'Home > Bedding',
    price: 11900,
    colours: ['White', 'Sand'],
    text: 'Washed linen, soft from the first night.',
    facts: { material: 'linen' },
  },
  {
    id: 'glow',
    title: 'Glow Camp Lantern',
    category: 'Outdoor > Lighting',
    price: 3900,
    stock: 2,
    text: 'A rechargeable lantern.',
    facts: { rechargeable: 'yes' },
  },
]

export function toProduct(goods: Goods): ProductInput {
  const colours = goods.colours ?? ['']
  const sizes = goods.sizes ?? ['']
  return productInput.parse({
    productId: goods.id,
    title: goods.title,
    description: goods.text,
    brand: 'Fellside',
    url: `/products/${goods.id}`,
    categories: [goods.category],
    attributes: goods.facts ?? {},
    variants: colours.flatMap((colour) =>
      sizes.map((size) => ({
        variantId: [goods.id, colour, size].filter(Boolean).join('-').toLowerCase(),
        title: goods.title,
        options: [
          ...(colour ? [{ name: 'Colour', value: colour }] : []),
          ...(size ? [{ name: 'Size', value: size }] : []),
        ],
        price: { amount: goods.price, currency: 'USD' },
        ...(goods.listPrice && { listPrice: { amount: goods.listPrice, currency: 'USD' } }),
        stockOnline: goods.soldOut?.includes(`${colour} ${size}`) ? 0 : (goods.stock ?? 20),
      })),
    ),
  })
}

export const smallPages: { slug: string; kind: string; text: string }[] = [
  {
    slug: 'returns',
    kind: 'policy',
    text: '# Returns and refunds\n\n## How long\n\nYou can return any item within 30 days of delivery. It must be unworn and have its tags.\n\n## Refunds\n\nWe refund the full price within 5 business days after the parcel reaches us. Return shipping is free within the country.\n\n## Exchanges\n\nYou can exchange an item for another size or colour within 30 days.\n',
  },
  {
    slug: 'delivery',
    kind: 'delivery',
    text: '# Delivery\n\n## Cost\n\nStandard delivery costs $4.95. Orders over $75 ship free.\n\n## Time\n\nStandard delivery takes 3-5 business days. Express delivery takes 1-2 business days and costs $14.95.\n\n## Countries\n\nWe deliver to the United States and Canada.\n',
  },
  {
    slug: 'payment',
    kind: 'policy',
    text: '# Payment\n\nWe accept Visa, Mastercard, American Express and PayPal. Your card is charged when the parcel leaves us.\n',
  },
  {
    slug: 'care',
    kind: 'care',
    text: '# Care\n\n## Wool\n\nWash wool by hand in cold water and dry it flat.\n\n## Waterproof jackets\n\nWash waterproof jackets at 30 degrees with a liquid cleaner. Never use fabric softener.\n',
  },
  {
    slug: 'stores',
    kind: 'store',
    text: '# Our stores\n\n## Berlin\n\nOur Berlin store is at Torstrasse 12. It is open Monday to Saturday from 10:00 to 19:00.\n\n## Hamburg\n\nOur Hamburg store is at Elbchaussee 4.\n',
  },
  {
    slug: 'warranty',
    kind: 'policy',
    text: '# Warranty\n\nEvery product has a warranty of 2 years against faults in material and making.\n',
  },
]

export function smallOrder(input: Partial<OrderInput> & { orderNumber: string; email: string }): OrderInput {
  return orderInput.parse({
    status: 'processed',
    customer: { email: input.email, name: 'A customer' },
    postcode: '10115',
    currency: 'USD',
    total: 12900,
    lines: [
      {
        productId: 'heron',
        variantId: 'heron-navy-m',
        title: 'Heron Rain Jacket',
        options: 'Navy, M',
        quantity: 1,
        unitPrice: 12900,
      },
    ],
    deliveryDate: '2026-11-25',
    placedAt: '2026-11-18T09:00:00Z',
    ...input,
  })
}

export interface SmallShop {
  db: Db
  search: Search
  recommender: Recommender
  inbound: Inbound
  events: PublishedEvent[]
  now: () => Date
  /** Moves the clock on by so much. */
  wait: (ms: number) => void
  outbox: Outbox
  /** What went to phones. */
  provider: FakeProvider
  /** A visitor of his own; `account` signs him in as the customer with that user id and e-mail. */
  visit(account?: { userId: string; email: string }): Promise<Visit>
  close(): Promise<void>
}

export interface Visit {
  /** Sends a message and answers what the shop wrote in reply, oldest first. */
  say(text: string, page?: { productId?: string; title?: string }): Promise<Message[]>
  conversation(): Conversation
  customerId: string
}

export interface ShopOptions {
  model?: BaseChatModel | null
  timeouts?: Partial<AgentTimeouts>
  goods?: Goods[]
  pages?: { slug: string; kind: string; text: string }[]
  orders?: OrderInput[]
  placeOf?: (limiterKeys: readonly string[]) => Place | null
  /** Whose chat is open on the site. */
  isOpen?: (customerId: string) => Promise<boolean>
  /** What the shop would say next, for the agent to know. */
  nextBest?: Parameters<typeof createInbound>[0]['nextBest']
}

/** Fills a database with the small shop and opens the house above it. */
export async function openSmallShop(db: Db, options: ShopOptions = {}): Promise<SmallShop> {
  await importProducts(db, (options.goods ?? smallGoods).map(toProduct), { source: 'test', now: shopNow })
  for (const page of options.pages ?? smallPages) {
    await importDocument(db, { ...page, format: 'markdown' }, 'test', shopNow)
  }
  await upsertStores(
    db,
    ['Berlin', 'Hamburg'].map((city) => ({
      storeId: city.toLowerCase(),
      name: `Fellside ${city}`,
      address: 'Torstrasse 12',
      city,
      country: 'DE',
      timeZone: 'Europe/Berlin',
      phone: '+49 30 1234567',
    })),
    'test',
    shopNow,
  )
  await setStock(db, [{ variantId: 'heron-navy-m', storeId: 'berlin', quantity: 4 }], shopNow)
  await upsertOrders(
    db,
    options.orders ?? [smallOrder({ orderNumber: 'A1001', email: 'ada@example.com' })],
    'test',
    shopNow,
  )
  await writeSettings(
    db,
    { shopName: 'Fellside', checkoutUrlTemplate: '/checkout?lines={lines}' },
    null,
    shopNow,
  )
  const shelf = await openShelf(db)
  const search = await openSearch(db, { embedder: null, shelf, clock: () => shopNow })
  const recommender = await openRecommender(db, { shelf, similar: search.similar })
  return openHouse(db, search, recommender, options)
}

function openHouse(db: Db, search: Search, recommender: Recommender, options: ShopOptions): SmallShop {
  const events: PublishedEvent[] = []
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  let elapsed = 0
  const now = () => {
    elapsed += 10
    return new Date(shopNow.getTime() + elapsed)
  }
  const provider = createFakeProvider()
  const outbox = createSmallOutbox(db, provider, {
    clock: now,
    suppressionKey: 'test',
    inbound: () => inbound,
  })
  const inbound: Inbound = createInbound({
    db,
    settings: () => readSettings(db),
    agent: {
      model: options.model ?? null,
      tools: allTools,
      log: quiet,
      ...(options.timeouts && { timeouts: options.timeouts }),
    },
    search,
    recommender,
    outbox,
    ...(options.isOpen && { isOpen: options.isOpen }),
    ...(options.nextBest && { nextBest: options.nextBest }),
    suppressionKey: 'test',
    ...(options.placeOf && { placeOf: options.placeOf }),
    publish: (event) => events.push(event),
    clock: now,
    log: quiet,
  })
  return {
    db,
    search,
    recommender,
    inbound,
    events,
    now,
    wait: (ms) => {
      elapsed += ms
    },
    outbox,
    provider,
    visit: (account) => openVisit(db, inbound, now, account),
    close: async () => {
      await inbound.close()
      await outbox.close()
      await search.close()
    },
  }
}

async function openVisit(
  db: Db,
  inbound: Inbound,
  now: () => Date,
  account?: { userId: string; email: string },
): Promise<Visit> {
  const opened = await openVisitorSession(db, now())
  if (account) {
    await createCustomer(db, { identifiers: [], source: 'test' }, now())
    const seconds = Math.floor(now().getTime() / 1000)
    await signInSession(
      db,
      opened.session,
      { sub: account.userId, email: account.email, iat: seconds, exp: seconds + 3600 },
      now(),
    )
  }
  let rev = 0
  let count = 0
  let current: Conversation | null = null
  return {
    customerId: opened.session.customerId,
    conversation: () => {
      if (!current) throw new Error('nothing was said yet')
      return current
    },
    async say(text, page) {
      const session = await readVisitorSession(db, opened.secret, now())
      if (!session) throw new Error('the session is gone')
      const sent = await inbound.message({
        session,
        channel: 'web',
        clientMessageId: `client-${String(++count).padStart(6, '0')}`,
        text,
        ...(page && { page }),
        limiterKeys: [],
      })
      current = sent.conversation
      await inbound.turnDone(current.conversationId)
      const messages = await messagesAfter(db, current, Math.max(rev, sent.message.rev))
      rev = Math.max(...messages.map((message) => message.rev), sent.message.rev)
      return messages.filter((message) => message.sender !== 'customer' && message.seq > sent.message.seq)
    },
  }
}
