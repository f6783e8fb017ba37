import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type MessageKind, messageKinds, outboundChannels } from '#contract/outbound.ts'
import {
  decide,
  gateNames,
  judge,
  type OutboundFacts,
  type OutboundGateName,
  type OutboundMessage,
  reasonWords,
} from '#orchestrator/index.ts'
import { ago, aMessage, aTouch, aWaiting, gateNow, phone, said, someFacts } from '../support/gate-facts.ts'

interface Case {
  message: OutboundMessage
  facts: OutboundFacts
}

type Trap = (at: Case) => Case
const message = (at: Case, more: Partial<OutboundMessage>): Case => ({
  ...at,
  message: { ...at.message, ...more },
})
const person = (at: Case, more: Partial<OutboundFacts['person']>): Case => ({
  ...at,
  facts: { ...at.facts, person: { ...at.facts.person, ...more } },
})
const rules = (at: Case, more: Partial<OutboundFacts['rules']>): Case => ({
  ...at,
  facts: { ...at.facts, rules: { ...at.facts.rules, ...more } },
})
const touched = (at: Case, ...touches: OutboundFacts['person']['touches'][number][]): Case =>
  person(at, { touches: [...at.facts.person.touches, ...touches] })

/** What makes each gate, and it alone, say no. */
const traps: Record<OutboundGateName, Trap> = {
  provider_block: (at) => message(at, { to: { ...phone, blocked: 'unreachable' } }),
  suppression: (at) => person(at, { exists: false }),
  consent: (at) => person(at, { consent: { ...at.facts.person.consent, entries: said('denied', ago(2)) } }),
  holdout: (at) => person(at, { exposures: [{ experiment: 'holdout:global', variation: 'control' }] }),
  region: (at) => message(at, { template: { category: 'marketing' } }),
  quiet_hours: (at) => rules(at, { quietHours: { from: 3, until: 4 } }),
  open_ticket: (at) => person(at, { openTickets: ['T1'] }),
  promotion_today: (at) => touched(at, aTouch(3)),
  content: (at) => message(at, { resolved: { ok: false, reason: 'sold_out' } }),
  channel_rules: (at) => message(at, { composed: { ok: false, reason: 'too_long' } }),
  once: (at) =>
    touched(at, aTouch(0.05, { kind: 'confirmation', channel: 'whatsapp', createdAt: ago(0.05) })),
  caps: (at) =>
    rules(touched(at, aTouch(50, { kind: 'clienteling', channel: 'whatsapp' })), {
      caps: [{ channel: 'whatsapp', purpose: 'all', limit: 1, hours: 72 }],
    }),
  fatigue: (at) => rules(touched(at, aTouch(120)), { fatigue: { touches: 1, days: 60, restDays: 30 } }),
  arbitration: (at) => touched(at, aWaiting(1, { kind: 'clienteling', priority: 9 })),
  offer: (at) =>
    message(at, { offer: { offerId: 'ofr_1', required: true, allowed: false, reason: 'budget_spent' } }),
}

/** DESIGN's table: a provider's block is asked of all that we begin as well. */
const needed: OutboundGateName[] = [
  'provider_block',
  'suppression',
  'consent',
  'region',
  'content',
  'channel_rules',
]
const touch: OutboundGateName[] = [
  'provider_block',
  'suppression',
  'consent',
  'holdout',
  'region',
  'quiet_hours',
  'open_ticket',
  'promotion_today',
  'content',
  'channel_rules',
  'caps',
  'fatigue',
  'arbitration',
  'offer',
]
const table: Record<MessageKind, OutboundGateName[]> = {
  reply: ['provider_block', 'content', 'channel_rules'],
  confirmation: ['suppression', 'content', 'channel_rules', 'once'],
  transactional: needed,
  service: needed,
  clienteling: touch,
  marketing: touch,
}
const all = gateNames.filter((gate): gate is OutboundGateName => gate !== 'speaker')
const base = (kind: MessageKind): Case => ({ message: aMessage({ kind }), facts: someFacts() })
/** The gates that these traps make say no: a marketing template is barred by law, and as an answer or a notice. */
const barring = (kind: MessageKind, chosen: readonly OutboundGateName[]): readonly OutboundGateName[] =>
  chosen.includes('region') && table[kind] !== touch ? [...chosen, 'channel_rules'] : chosen
const decided = ({ message, facts }: Case) => decide(message, facts)

describe('the policy', () => {
  test('nothing bars somebody who said yes and was not written to', () => {
    for (const kind of messageKinds) expect(decided(base(kind))).toMatchObject({ allowed: true })
  })

  test.each(messageKinds)('a %s passes its own gates and no other', (kind) => {
    for (const gate of all) {
      const answer = decided(traps[gate](base(kind)))
      const first = table[kind].find((each) => barring(kind, [gate]).includes(each)) ?? null
      expect([gate, answer.allowed ? null : answer.gate]).toEqual([gate, first])
    }
  })

  test('of several gates that say no the first of the table is the answer', () => {
    fc.assert(
      fc.property(fc.constantFrom(...messageKinds), fc.subarray(all), (kind, chosen) => {
        const at = chosen.reduce((made, gate) => traps[gate](made), base(kind))
        const against = barring(kind, chosen)
        const first = table[kind].find((gate) => against.includes(gate)) ?? null
        const answer = decided(at)
        expect(answer.allowed ? null : answer.gate).toBe(first)
        const judged = judge(at.message, at.facts)
        expect(judged.map(({ gate }) => gate)).toEqual(table[kind])
        expect(judged.filter((each) => !each.answer.allowed).map(({ gate }) => gate)).toEqual(
          table[kind].filter((gate) => against.includes(gate)),
        )
      }),
      { numRuns: 300 },
    )
  })

  test('every reason has its words, without exclamation marks', () => {
    for (const words of Object.values(reasonWords)) expect(words).toMatch(/^[A-Z][^!]+[^.!]$/)
  })
})

const hours = fc.integer({ min: 0, max: 24 * 40 })
const touches = fc.array(
  fc.record({
    hours,
    waits: fc.boolean(),
    held: fc.boolean(),
    kind: fc.constantFrom('clienteling' as const, 'marketing' as const, 'confirmation' as const),
    channel: fc.constantFrom(...outboundChannels),
    subject: fc.constantFrom('boots', null),
    priority: fc.nat(2),
  }),
  { maxLength: 6 },
)
const anyCase = fc
  .record({
    kind: fc.constantFrom(...messageKinds),
    channel: fc.constantFrom(...outboundChannels),
    hasAddress: fc.boolean(),
    blocked: fc.constantFrom(null, 'unreachable' as const),
    heard: fc.option(hours),
    state: fc.constantFrom('granted' as const, 'denied' as const, 'pending' as const),
    suppressed: fc.boolean(),
    home: fc.constantFrom('Colorado', 'Florida', 'Texas'),
    country: fc.constantFrom('US', 'DE', 'IN', ''),
    zone: fc.constantFrom(null, 'Asia/Kathmandu', 'America/New_York'),
    template: fc.constantFrom(null, { category: 'marketing' as const }, { category: 'utility' as const }),
    composed: fc.constantFrom(
      { ok: true as const, segments: 5 },
      { ok: false as const, reason: 'empty' as const },
    ),
    touches,
    fatigue: fc.option(fc.record({ touches: fc.integer({ min: 1, max: 3 }), days: hours, restDays: hours })),
    quietHours: fc.option(fc.record({ from: fc.nat(23), until: fc.integer({ min: 1, max: 24 }) })),
    weekly: fc.boolean(),
    asked: fc.boolean(),
    minutes: fc.nat(120),
    clock: fc.nat(48),
  })
  .map((given): Case => {
    const to = given.hasAddress
      ? {
          ...phone,
          channel: given.channel,
          blocked: given.blocked,
          lastInboundAt: given.heard === null ? null : ago(given.heard),
        }
      : null
    const { touches: made, fatigue, quietHours } = given
    const facts = someFacts(
      {
        homes: [{ country: given.country, region: given.home }],
        confirmedZone: given.zone,
        touches: made.map(({ hours: ago, waits, ...more }) =>
          waits ? aWaiting(ago, more) : aTouch(ago, more),
        ),
      },
      {
        fatigue,
        quietHours: quietHours && quietHours.from !== quietHours.until ? quietHours : null,
        arbitrationMinutes: given.minutes,
        caps: [{ channel: 'all', purpose: 'all', limit: 2, hours: 100 }],
      },
      ago(-given.clock),
    )
    const { consent } = facts.person
    const preferences = { ...consent.preferences, frequency: given.weekly ? { sms: 'weekly' as const } : {} }
    const own = {
      ...consent,
      entries: said(given.state, ago(2)),
      suppressed: given.suppressed,
      preferences,
    }
    const { kind, channel, template, composed } = given
    const outboxId = given.asked ? null : 'out_0'
    return {
      message: aMessage({ kind, channel, to, template, composed, outboxId }),
      facts: { ...facts, person: { ...facts.person, consent: own } },
    }
  })

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const inner of Object.values(value)) frozen(inner)
  }
  return value
}

describe('every decision', () => {
  test('is made of its arguments alone, for any of them: an answer, the same one again, and nothing changed', () => {
    fc.assert(
      fc.property(anyCase, (at) => {
        const { message: asked, facts } = frozen(at)
        const answer = decide(asked, facts)
        expect(decide(asked, facts)).toEqual(answer)
        const first = judge(asked, facts).find((each) => !each.answer.allowed)
        expect(answer.allowed ? undefined : answer.gate).toBe(first?.gate)
        if (!answer.allowed) expect(reasonWords[answer.reason]).toBeTypeOf('string')
        if (!answer.allowed && answer.until) expect(answer.until > facts.now).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('does not ask who sends, but for holdouts and the conversation that an associate holds', () => {
    const senders = [
      { type: 'agent' as const },
      { type: 'house' as const },
      { type: 'journey' as const, name: 'winback' },
      { type: 'associate' as const, staffId: 'stf_mia', name: 'Mia' },
    ]
    fc.assert(
      fc.property(anyCase, ({ message: asked, facts }) => {
        const answers = senders.map((sender) => decide({ ...asked, sender }, facts))
        for (const answer of answers) expect(answer).toEqual(answers[0])
      }),
      { numRuns: 200 },
    )
  })

  test('lets a touch ring only in the hours of law and shop, on every clock', () => {
    const hourIn = (zone: string, at: Date) =>
      Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit' }).format(at))
    fc.assert(
      fc.property(
        fc.nat(24 * 60 * 300),
        fc.constantFrom('America/Denver', 'America/New_York'),
        (minutes, zone) => {
          const now = new Date(gateNow.getTime() + minutes * 60_000)
          const facts = someFacts({ confirmedZone: zone }, { quietHours: { from: 9, until: 20 } }, now)
          const answer = decide(aMessage({ to: { ...phone, lastInboundAt: now } }), facts)
          // the yes of a number in Denver: both its clock and that of the zone they named
          const right = [zone, 'America/Denver'].every(
            (each) => hourIn(each, now) >= 9 && hourIn(each, now) < 20,
          )
          expect(answer.allowed).toBe(right)
        },
      ),
      { numRuns: 200 },
    )
  })
})
