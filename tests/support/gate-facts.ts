import { type ConsentEntry, consentChannels, consentPurposes } from '#domain/consent/index.ts'
import type {
  GateRules,
  OutboundFacts,
  OutboundMessage,
  OwnAddress,
  PersonFacts,
  Touch,
} from '#orchestrator/index.ts'

/** A Friday, 15:00 in Denver. */
export const gateNow = new Date('2026-11-20T22:00:00Z')
export const ago = (hours: number): Date => new Date(gateNow.getTime() - hours * 3_600_000)

/** Their number, which is in an open WhatsApp window. */
export const phone: OwnAddress = {
  channel: 'whatsapp',
  kind: 'phone',
  value: '+13035550100',
  customerId: 'cus_a',
  own: true,
  lastInboundAt: ago(1),
  blocked: null,
  restUntil: null,
}

/** Said by one member, of every address. */
export const said = (state: ConsentEntry['state'], at: Date): ConsentEntry[] =>
  consentChannels.flatMap((channel) =>
    consentPurposes.map((purpose) => ({
      customerId: 'cus_a',
      originId: null,
      channel,
      purpose,
      state,
      source: '',
      evidence: '',
      region: null,
      address: null,
      at,
    })),
  )

/** Somebody in Denver who has said yes to everything and was never written to. */
export function aPerson(more: Partial<PersonFacts> = {}): PersonFacts {
  return {
    rootId: 'cus_a',
    members: ['cus_a'],
    exists: true,
    addresses: [phone, { ...phone, channel: 'sms', lastInboundAt: null }],
    consent: {
      identifiers: [
        { kind: 'phone', value: phone.value },
        { kind: 'email', value: 'a@example.com' },
      ],
      entries: said('granted', ago(48)),
      suppressed: false,
      region: 'US',
      grounds: {},
      preferences: { frequency: {}, categories: [], language: null, pausedUntil: null },
    },
    ledgerOf: consentPurposes,
    homes: [{ country: 'US', region: 'Colorado' }],
    confirmedZone: null,
    touches: [],
    exposures: [{ experiment: 'holdout:global', variation: 'treated' }],
    withStaff: [],
    openTickets: [],
    engagedAt: null,
    ...more,
  }
}

/** Rules that refuse nothing. */
export const openRules: GateRules = {
  caps: [],
  onePromotionADay: true,
  quietHours: null,
  fatigue: null,
  arbitrationMinutes: 60,
  smsMaxSegments: 3,
  holdouts: { global: 5, associates: 0, journeys: 0 },
}

export function someFacts(
  person: Partial<PersonFacts> = {},
  rules: Partial<GateRules> = {},
  now: Date = gateNow,
): OutboundFacts {
  return { person: aPerson(person), rules: { ...openRules, ...rules }, shopZone: 'America/Denver', now }
}

export function aMessage(more: Partial<OutboundMessage> = {}): OutboundMessage {
  return {
    kind: 'marketing',
    channel: 'whatsapp',
    to: phone,
    sender: { type: 'agent' },
    subject: null,
    experiment: null,
    template: null,
    resolved: { ok: true },
    offer: null,
    composed: { ok: true, segments: 1 },
    conversationId: null,
    outboxId: null,
    winnerId: null,
    createdAt: gateNow,
    priority: 0,
    expectedValue: 0,
    ...more,
  }
}

let count = 0

/** One that went out so many hours ago. */
export function aTouch(hours: number, more: Partial<Touch> = {}): Touch {
  return {
    outboxId: `out_${++count}`,
    kind: 'marketing',
    channel: 'email',
    subject: null,
    startedAt: ago(hours),
    dueAt: null,
    held: false,
    underway: false,
    priority: 0,
    expectedValue: 0,
    createdAt: ago(hours),
    ...more,
  }
}

/** One that waits for a worker. */
export const aWaiting = (hours: number, more: Partial<Touch> = {}): Touch =>
  aTouch(hours, { startedAt: null, dueAt: ago(hours), ...more })
