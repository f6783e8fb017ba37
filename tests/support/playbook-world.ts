import type { ChannelContent } from '#channels/index.ts'
import type { DeliveryChannel } from '#contract/outbound.ts'
import { seedJourneys } from '#demo/index.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { type Address, createCustomer } from '#domain/identity/index.ts'
import { saveOffer, setOfferStatus } from '#domain/offers/index.ts'
import { saveLoyaltyProgram } from '#domain/profile/index.ts'
import { messagesOf } from '#domain/sandbox/index.ts'
import { writeContactRules, writeSettings } from '#domain/settings/index.ts'
import { addStaff } from '#domain/staff/index.ts'
import {
  importProducts,
  type ProductInput,
  productInput,
  setStock,
  upsertStores,
} from '#knowledge/catalog/index.ts'
import { type JourneyReport, playbooks } from '#orchestrator/index.ts'
import { createVirtualClock, type House, inAHurry, openHouse, runUntil } from '#server/index.ts'
import type { Db, Store } from '#store/index.ts'

const HOUR_MS = 3_600_000
export const DAY = 24

/** Somebody with an account, a number and a mailbox, who has said yes to everything. */
export interface Shopper {
  customerId: string
  userId: string
  email: string
  phone: string
}

/** A message that reached somebody. */
export interface Heard {
  channel: DeliveryChannel
  at: Date
  /** Its words, without their layout. */
  text: string
}

export interface PlaybookWorld {
  house: House
  now: () => Date
  /** Switches one journey on and all others off. */
  only: (name: string) => Promise<void>
  somebody: (address?: Partial<Address>, name?: string) => Promise<Shopper>
  /** What the shop's systems tell of somebody, so many hours ago. */
  tell: (who: Shopper, name: string, properties?: object, hoursAgo?: number) => Promise<void>
  /** An order with these products, told by the shop; answers its number. */
  buys: (
    who: Shopper,
    productIds: string[],
    more?: { hoursAgo?: number; delivered?: boolean },
  ) => Promise<string>
  /** The feed says something else of a product. */
  change: (
    productId: string,
    change: { price?: number; stock?: number; releaseAt?: Date; tiers?: string[] },
  ) => Promise<void>
  hours: (count: number) => Promise<void>
  /** Until the next morning, at an hour at which every channel may speak. */
  morning: () => Promise<void>
  heard: (who: Shopper) => Promise<Heard[]>
  /** What became of this person in a journey: state, reason and steps asked for, the latest first. */
  way: (
    who: Shopper,
    journey: string,
  ) => Promise<{ object: string | null; state: string; reason: string | null; step: number }[]>
  report: (journey: string) => Promise<JourneyReport>
}

const departments: Record<string, string> = {
  tent: 'Outdoor > Tents',
  stove: 'Outdoor > Kitchen',
  jacket: 'Clothing > Jackets',
  candle: 'Home > Candles',
}

function product(kind: string, at: number, more: Partial<ProductInput> = {}): ProductInput {
  return productInput.parse({
    productId: `${kind}-${at}`,
    title: `${kind[0]?.toUpperCase()}${kind.slice(1)} ${at}`,
    description: `A ${kind}.`,
    url: `/products/${kind}-${at}`,
    categories: [departments[kind]],
    attributes: kind === 'jacket' ? { care: 'Wash cold, hang to dry.' } : {},
    variants: [
      {
        variantId: `${kind}-${at}-a`,
        price: { amount: 5000 + at * 1000, currency: 'USD' },
        cost: { amount: 1500, currency: 'USD' },
        stockOnline: 20,
      },
    ],
    ...more,
  })
}

/** One for each playbook that carries one, for everybody. */
async function makeOffers(db: Db, now: Date): Promise<void> {
  const names = new Set(playbooks.flatMap(({ steps }) => steps.flatMap(({ offer }) => offer ?? [])))
  for (const name of names) {
    const input = {
      name,
      title: `Ten per cent, ${name}`,
      kind: 'percent' as const,
      value: 10,
      currency: 'USD',
    }
    const given = { ...input, marginFloor: 10, validDays: 14 }
    const { offerId } = await saveOffer(db, given, { by: null }, now)
    await setOfferStatus(db, offerId, 'live', null, now)
  }
}

let count = 0

/** The whole house on the sandbox's phones, by a clock of the test: a small shop with the twelve, all of them off. */
export async function openPlaybookWorld(store: Store, from: Date): Promise<PlaybookWorld> {
  const clock = createVirtualClock(from)
  const env = {
    LOG_LEVEL: 'silent',
    PUBLIC_URL: 'https://shop.example',
    POSTAL_ADDRESS: '1 Quarry Lane, Denver',
    TWILIO_SMS_FROM: '+13035550100',
    SMTP_URL: 'smtp://127.0.0.1:1',
  }
  const house = await openHouse({
    store,
    env,
    clock: clock.now,
    sandboxOnly: true,
    demo: false,
    model: null,
    embedder: null,
  })
  const { db } = house
  await writeSettings(db, { shopName: 'Quarry', timeZone: 'America/Denver', locale: 'en-US' }, null, from)
  await writeContactRules(
    db,
    { holdouts: { global: 0, associates: 0, journeys: 0 }, caps: [], onePromotionADay: false, fatigue: null },
    null,
    from,
  )
  const goods = Object.keys(departments).flatMap((kind) => [1, 2, 3, 4].map((at) => product(kind, at)))
  const load = (inputs: ProductInput[]) => importProducts(db, inputs, { source: 'feed', now: clock.now() })
  await load(goods)
  await saveLoyaltyProgram(
    db,
    {
      name: 'Club',
      tiers: [
        { name: 'Path', threshold: 0 },
        { name: 'Summit', threshold: 500 },
      ],
      windowDays: null,
    },
    from,
  )
  const store1 = { storeId: 'denver', name: 'Quarry Denver', address: '1 Quarry Lane', city: 'Denver' }
  await upsertStores(db, [{ ...store1, country: 'US', timeZone: 'America/Denver' }], 'feed', from)
  await addStaff(db, { email: 'mara@quarry.example', name: 'Mara Lind', roles: ['associate'] }, from)
  await makeOffers(db, from)
  await seedJourneys(db, from)
  await house.shelf.follow()
  for (const playbook of playbooks) await house.journeys.save({ ...playbook, holdout: 0 }, null, from)
  const signal = new AbortController().signal
  const hours = async (some: number) => {
    const until = new Date(clock.now().getTime() + some * HOUR_MS)
    const { failures } = await runUntil(house, clock, until, { signal, pace: inAHurry })
    if (failures.length > 0) throw new Error(JSON.stringify(failures[0]))
  }
  const tell = async (who: Shopper, event: string, properties: object = {}, hoursAgo = 0) => {
    const at = new Date(clock.now().getTime() - hoursAgo * HOUR_MS)
    const call = {
      type: 'track',
      messageId: `told ${++count}`,
      userId: who.userId,
      event,
      properties,
      timestamp: at.toISOString(),
    }
    const [taken] = await house.events.take([call], {
      trust: 'secret',
      source: 'shop',
      receivedAt: clock.now(),
      sentAt: null,
      proof: null,
    })
    if (!taken?.ok) throw new Error(JSON.stringify(taken))
  }
  const world: PlaybookWorld = {
    house,
    now: clock.now,
    only: async (name) => {
      for (const { name: other, status } of await house.journeys.list())
        if (status !== 'off' && other !== name) await house.journeys.switchOff(other, null, clock.now())
      await house.journeys.switchOn(name, null, clock.now(), { confirmEverybody: true })
    },
    somebody: async (address = {}, name = 'Anna Berg') => {
      const n = ++count
      const who = { userId: `u${n}`, email: `u${n}@example.com`, phone: `+1303555${String(1000 + n)}` }
      const identifiers = [
        { kind: 'user_id' as const, value: who.userId },
        { kind: 'email' as const, value: who.email },
        { kind: 'phone' as const, value: who.phone },
      ]
      const home = {
        line1: 'A',
        line2: undefined,
        city: 'Denver',
        region: 'CO',
        postcode: '80014',
        country: 'US',
      }
      const { customerId } = await createCustomer(
        db,
        { identifiers, name, address: { ...home, ...address }, source: 'shop' },
        clock.now(),
      )
      for (const channel of ['sms', 'whatsapp', 'email'] as const)
        await recordConsent(
          db,
          { customerId, channel, purpose: 'all', state: 'granted', source: 'test', evidence: 'yes' },
          clock.now(),
        )
      return { customerId, ...who }
    },
    tell,
    buys: async (who, productIds, { hoursAgo = 0, delivered = false } = {}) => {
      const order_id = `Q${1000 + ++count}`
      const lines = productIds.map((product_id) => ({
        product_id,
        variant_id: `${product_id}-a`,
        name: product_id,
        quantity: 1,
        price: 50,
      }))
      const total = 50 * productIds.length
      await tell(who, 'Order Completed', { order_id, total, currency: 'USD', products: lines }, hoursAgo)
      if (delivered) await tell(who, 'Order Delivered', { order_id }, Math.max(hoursAgo - 48, 0))
      return order_id
    },
    change: async (productId, { price, stock, releaseAt, tiers }) => {
      const [kind = '', at = ''] = productId.split('-')
      const base = product(kind, Number(at))
      const [variant] = base.variants
      if (!variant) throw new Error('a product of this shop has a variant')
      const early = { from: clock.now(), segmentIds: [], tiers: tiers ?? [] }
      await load([
        productInput.parse({
          ...base,
          ...(releaseAt && { releaseAt, early }),
          variants: [
            {
              ...variant,
              ...(price !== undefined && { price: { amount: price, currency: 'USD' } }),
              ...(stock !== undefined && { stockOnline: stock }),
            },
          ],
        }),
      ])
      if (stock !== undefined)
        await setStock(db, [{ variantId: `${productId}-a`, quantity: stock }], clock.now())
      await house.shelf.follow()
    },
    hours,
    morning: async () => {
      const next = new Date(clock.now())
      next.setUTCHours(17, 0, 0, 0)
      const wait = (next.getTime() - clock.now().getTime()) / HOUR_MS
      if (wait !== 0) await hours(wait > 0 ? wait : wait + DAY)
    },
    heard: async ({ email, phone }) => {
      const devices = [
        { channel: 'email', address: email },
        { channel: 'sms', address: phone },
        { channel: 'whatsapp', address: phone },
      ] as const
      const all = await Promise.all(
        devices.map(async (device) =>
          (await messagesOf(db, device, { limit: 20 })).flatMap(({ content, at }) =>
            content.type === 'written' ? [] : [{ channel: device.channel, at, text: wordsOf(content) }],
          ),
        ),
      )
      return all.flat().sort((a, b) => +a.at - +b.at)
    },
    way: async ({ customerId }, journey) =>
      (await house.journeys.entriesOf(customerId))
        .filter((entry) => entry.journey === journey)
        .map(({ object, state, reason, step }) => ({ object, state, reason, step })),
    report: (journey) => house.journeys.report(journey, null, clock.now()),
  }
  // a journey whose audience is nobody is not switched on
  const regular = await world.somebody()
  for (const months of [5, 4]) await world.buys(regular, ['stove-4'], { hoursAgo: months * 30 * DAY })
  await world.buys(await world.somebody(), ['stove-4'], { hoursAgo: 4 * 30 * DAY })
  return world
}

function wordsOf(content: ChannelContent): string {
  if (content.type === 'email') return `${content.subject}\n${content.text}`
  if (content.type === 'push') return `${content.title}\n${content.body}`
  return 'text' in content ? content.text : JSON.stringify(content)
}
