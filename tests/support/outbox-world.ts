import type { ChannelAdapter, OutgoingMessage, SendResult } from '#channels/index.ts'
import type { ContactRules } from '#contract/contact-rules.ts'
import type { OutboundChannel } from '#contract/outbound.ts'
import { recordConsent } from '#domain/consent/index.ts'
import { createCustomer, type Identifier } from '#domain/identity/index.ts'
import { defaultContactRules } from '#domain/settings/index.ts'
import { createOutbox, type Outbox, type OutboxDeps, type SendRequest } from '#orchestrator/index.ts'
import type { Db } from '#store/index.ts'

/** Rules under which nothing but consent stands in the way; a test names those it is about. */
export const openRules: ContactRules = {
  ...defaultContactRules,
  caps: [],
  onePromotionADay: false,
  quietHours: null,
  fatigue: null,
  arbitrationMinutes: 0,
  holdouts: { global: 0, associates: 0, journeys: 0 },
}

export interface OutboxWorld {
  outbox: Outbox
  /** What the provider was given, in the order it was. */
  sent: OutgoingMessage[]
  /** What it answers; accepted where nothing is set. */
  answer: { with: (message: OutgoingMessage) => SendResult | Promise<SendResult> }
  rules: ContactRules
  clock: { now: Date }
  changes: string[]
  /** A person who has said yes to everything, with a number and a mailbox. */
  somebody: (kinds?: Identifier['kind'][]) => Promise<string>
  request: (customerId: string, more?: Partial<SendRequest>) => SendRequest
}

let count = 0

/** A real outbox over a provider of the test; nothing leaves before `runDue` or `start`. */
export function openOutboxWorld(db: Db, more: Partial<OutboxDeps> = {}): OutboxWorld {
  const sent: OutgoingMessage[] = []
  const clock = { now: new Date('2026-11-20T18:00:00Z') } // 11 in the morning in Denver
  const world = {
    sent,
    clock,
    rules: openRules,
    changes: [] as string[],
    answer: { with: (message: OutgoingMessage) => accepted(message) as SendResult | Promise<SendResult> },
  }
  const adapter: ChannelAdapter = {
    provider: 'stub',
    channels: ['sms', 'whatsapp', 'email', 'push'],
    perSecond: 100_000,
    send: async (message) => {
      sent.push(message)
      return world.answer.with(message)
    },
    close: async () => {},
  }
  const outbox = createOutbox({
    db,
    clock: () => clock.now,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    suppressionKey: 'a key for the tests, long enough to be one',
    shop: async () => ({
      rules: world.rules,
      timeZone: 'America/Denver',
      draw: ({ content }) => {
        if (content.text === 'bad pen') throw new Error('the pen broke')
        const texts = content.text.split('|')
        return { ok: true, contents: texts.map((text) => ({ type: 'text', text })), segments: texts.length }
      },
    }),
    templates: async () => new Map(),
    adapterFor: (channel: OutboundChannel) => (channel === 'web' ? null : adapter),
    deliverWeb: async () => ({ outcome: 'accepted', providerMessageId: 'web' }),
    changed: ({ state }) => world.changes.push(state),
    random: () => 0.5,
    ...more,
  })
  return {
    ...world,
    get rules() {
      return world.rules
    },
    set rules(rules) {
      world.rules = rules
    },
    outbox,
    somebody: (kinds = ['phone', 'email']) => somebody(db, kinds, clock.now),
    request: (customerId, given = {}) => ({
      key: `key ${++count}`,
      kind: 'marketing',
      customerId,
      channels: ['sms'],
      sender: { type: 'agent' },
      content: { text: 'Hello', parts: [] },
      ...given,
    }),
  }
}

export const accepted = ({ reference }: OutgoingMessage): SendResult => ({
  outcome: 'accepted',
  providerMessageId: `stub ${reference.outboxId} ${reference.part}`,
})

async function somebody(db: Db, kinds: Identifier['kind'][], now: Date): Promise<string> {
  const n = ++count
  const values = {
    email: `p${n}@example.com`,
    phone: `+1303${5_550_000 + n}`,
    whatsapp_id: `1303${5_550_000 + n}`,
  }
  const identifiers = kinds.map((kind) => ({ kind, value: values[kind as 'email'] }))
  const address = {
    line1: 'A',
    line2: undefined,
    city: 'Denver',
    postcode: '80014',
    region: 'Colorado',
    country: 'US',
  }
  const before = new Date(now.getTime() - 86_400_000)
  const { customerId } = await createCustomer(db, { identifiers, address, source: 'test' }, before)
  for (const channel of ['sms', 'whatsapp', 'email'] as const)
    await recordConsent(
      db,
      { customerId, channel, purpose: 'all', state: 'granted', source: 'test', evidence: 'a test' },
      before,
    )
  return customerId
}
