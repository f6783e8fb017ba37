/** What a value must be. `texts` is a text or a list of them; `products` Segment's list of products; `money` a decimal amount in the event's currency. */
export const fieldTypes = [
  'text',
  'texts',
  'number',
  'integer',
  'money',
  'currency',
  'boolean',
  'time',
  'url',
  'list',
  'object',
  'products',
] as const
export type FieldType = (typeof fieldTypes)[number]

export interface EventField {
  type: FieldType
  means: string
  /** Without it the event is set aside. */
  required: boolean
  /** Fields that will do in its place. */
  instead: readonly string[]
  unit: string | null
}

export const eventPurposes = [
  'transactional',
  'service',
  'clienteling',
  'marketing',
  'personalisation',
] as const
export type EventPurpose = (typeof eventPurposes)[number]

/** One name that an event may have. */
export interface EventDefinition {
  name: string
  means: string
  /** Segment's own name and fields, or ours. */
  origin: 'segment' | 'ours'
  fields: Readonly<Record<string, EventField>>
  /** What it may be used for, consent given. */
  purposes: readonly EventPurpose[]
  /** zero: the person said so themselves. first: the shop saw it. */
  party: 'zero' | 'first'
  /** Taken with the secret key alone: a browser could make it up. */
  secretOnly: boolean
}

/** Events that belong together: one file, one part of docs/events.md. */
export interface EventFamily {
  title: string
  events: readonly EventDefinition[]
}

export function field(type: FieldType, means: string, unit: string | null = null): EventField {
  return { type, means, unit, required: false, instead: [] }
}

/** The same field, without which (and without any of `instead`) the event says too little. */
export function needed(given: EventField, ...instead: string[]): EventField {
  return { ...given, required: true, instead }
}

type Rest = Partial<Pick<EventDefinition, 'origin' | 'purposes' | 'party' | 'secretOnly'>>

const everyPurpose = eventPurposes

/** An event of Segment's spec. */
export function segmentEvent(
  name: string,
  means: string,
  fields: Record<string, EventField>,
  rest: Rest = {},
): EventDefinition {
  return ourEvent(name, means, fields, { origin: 'segment', ...rest })
}

/** An event of ours. */
export function ourEvent(
  name: string,
  means: string,
  fields: Record<string, EventField>,
  rest: Rest = {},
): EventDefinition {
  return {
    name,
    means,
    fields,
    origin: 'ours',
    purposes: everyPurpose,
    party: 'first',
    secretOnly: false,
    ...rest,
  }
}
