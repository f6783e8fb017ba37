import {
  type ConsentChannel,
  type ConsentPurpose,
  type ConsentState,
  consentChannels,
  consentPurposes,
} from './consent.ts'
import type { ConsentInput } from './queries.ts'
import type { GroundRow } from './queries-grounds.ts'
import { withdrawn } from './withdrawal.ts'

/** What this room reads of an event; `domain/events` has more of it. */
export interface ConsentEvent {
  name: string
  messageId: string
  occurredAt: Date
  trust: 'public' | 'secret'
  source: string
  properties: Record<string, unknown>
  context: Record<string, unknown>
}

export interface EventRow {
  event: ConsentEvent
  customerId: string
}

const promotion: readonly ConsentPurpose[] = ['clienteling', 'marketing']

type Said = Pick<ConsentInput, 'channel' | 'purpose' | 'state'> & {
  evidence?: string
  region?: string
  address?: string
}

/** Per event name, what it says of consent. A browser's word may only take consent away, never give it. */
const readers: Record<string, (event: ConsentEvent) => Said[]> = {
  'Consent Given': (event) => (event.trust === 'secret' ? named(event, 'granted') : []),
  'Consent Withdrawn': (event) => named(event, 'denied'),
  'Consent Requested': (event) => (event.trust === 'secret' ? named(event, 'pending') : []),
  Unsubscribed: () => denied('email', promotion),
  'Email Unsubscribed': () => denied('email', promotion),
  'SMS Unsubscribed': () => denied('sms', withdrawn.sms),
  // the device's permission: what the app may be used for is a yes of its own
  'Push Permission Granted': (event) =>
    event.trust === 'secret' ? permitted('push', ['transactional', 'service']) : [],
  'Push Permission Denied': () => denied('push', withdrawn.push),
  'Email Marked as Spam': () => denied('email', ['service', ...promotion]),
}

export function entriesFrom({ event, customerId }: EventRow): ConsentInput[] {
  const said = readers[event.name]?.(event) ?? []
  return said.map((entry) => ({
    customerId,
    source: 'event',
    at: event.occurredAt,
    ...entry,
    evidence: `${event.name} ${event.messageId} from ${event.source}${entry.evidence ? `: ${entry.evidence}` : ''}`,
  }))
}

function denied(channel: ConsentChannel, purposes: readonly ConsentPurpose[]): Said[] {
  return purposes.map((purpose) => ({ channel, purpose, state: 'denied' }))
}

function permitted(channel: ConsentChannel, purposes: readonly ConsentPurpose[]): Said[] {
  return purposes.map((purpose) => ({ channel, purpose, state: 'granted' }))
}

function named({ properties }: ConsentEvent, state: ConsentState): Said[] {
  const channels = listed(properties.channel, consentChannels)
  const purposes = listed(properties.purpose, consentPurposes)
  return channels.flatMap((channel) =>
    purposes.map((purpose) => ({
      channel,
      purpose,
      state,
      ...textField('evidence', properties.evidence),
      ...textField('region', properties.region),
      ...textField('address', properties.address),
    })),
  )
}

/** Those of the list that the value names: one, several, or `all`. What it does not know it leaves out. */
function listed<T extends string>(value: unknown, all: readonly T[]): T[] {
  const given = (Array.isArray(value) ? value : [value]).map((entry) => String(entry).trim().toLowerCase())
  return given.includes('all') ? [...all] : all.filter((entry) => given.includes(entry))
}

function textField<K extends string>(key: K, value: unknown): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {}
  if (typeof value === 'string' && value.trim() !== '') found[key] = value.trim().slice(0, 500)
  return found
}

/** The day a browser asked by Sec-GPC not to be tracked, sold or shared; null where it did not. */
export function gpcDay({ context, occurredAt }: ConsentEvent): Date | null {
  if (context.gpc !== true && context.gpc !== 1 && context.gpc !== '1') return null
  return new Date(Date.UTC(occurredAt.getUTCFullYear(), occurredAt.getUTCMonth(), occurredAt.getUTCDate()))
}

/** A purchase that the shop's own systems reported. */
export function groundFrom({ event, customerId }: EventRow): GroundRow[] {
  if (event.name !== 'Order Completed' || event.trust !== 'secret') return []
  return [{ customerId, ground: 'purchase', at: event.occurredAt }]
}
