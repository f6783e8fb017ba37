import { withoutCardsIn } from '#domain/identity/index.ts'
import { storableJson } from '#store/index.ts'
import { messageIdOf, readCaller } from './caller.ts'
import { occurredAt } from './clock.ts'
import { keepContext } from './context.ts'
import { checkFields } from './dictionary/check-fields.ts'
import { findEvent } from './dictionary/dictionary.ts'
import { nearestName } from './dictionary/near-miss.ts'
import {
  type CallAnswer,
  type CallSituation,
  type CallType,
  callNames,
  callTypes,
  type Fields,
  isFields,
  type TrackedEvent,
} from './events.ts'
import { Refused, refuse } from './refused.ts'

/** Bytes of one event, as Segment counts. */
export const MAX_EVENT_BYTES = 32 * 1024
const MAX_DEPTH = 20
const MAX_NAME_CHARS = 200

/** One call as Segment's HTTP API takes it, checked; or why not. Never throws on what was sent. */
export function checkCall(raw: unknown, situation: CallSituation): CallAnswer {
  try {
    return { ok: true, event: readCall(raw, situation) }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal }
    throw error
  }
}

function readCall(given: unknown, situation: CallSituation): TrackedEvent {
  if (!isFields(given)) refuse('malformed', '', 'an event must be an object')
  const call = storable(given)
  const type = typeOf(call, situation)
  const parts = {
    properties: partOf(call, 'properties'),
    traits: partOf(call, 'traits'),
    context: partOf(call, 'context'),
  }
  const identifiers = readCaller(given, type, parts, situation)
  const { name, properties } = nameAndProperties(call, type, parts, situation)
  return {
    messageId: messageIdOf(call),
    type,
    name,
    occurredAt: timeOf(call, situation),
    receivedAt: situation.receivedAt,
    identifiers,
    properties,
    traits: type === 'group' ? {} : traitsOf(parts),
    context: keepContext(parts.context),
    source: situation.source,
    trust: situation.trust,
  }
}

/** Worth a closer look: most events have no such run of digits. */
const MAY_HOLD_CARD = /\d(?:[^\p{L}\d"]{0,4}\d){12}/u
const UNSTORABLE = /\\u0000|\\ud[89a-f]/

/** The call as the database can keep it, measured. */
function storable(call: Fields): Fields {
  if (deeperThan(call, MAX_DEPTH)) refuse('too_deep', '', `lists and objects may be ${MAX_DEPTH} deep`)
  const text = JSON.stringify(call)
  if (
    text.length > MAX_EVENT_BYTES ||
    (text.length * 3 > MAX_EVENT_BYTES && Buffer.byteLength(text) > MAX_EVENT_BYTES)
  )
    refuse('too_large', '', 'an event may have 32 KB')
  const clean: unknown = UNSTORABLE.test(text) ? JSON.parse(storableJson(call)) : call
  const kept = MAY_HOLD_CARD.test(text) ? withoutCardsIn(clean) : clean
  return isFields(kept) ? kept : {}
}

function deeperThan(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (depth === 0) return true
  for (const inner of Object.values(value)) if (deeperThan(inner, depth - 1)) return true
  return false
}

function typeOf(call: Fields, situation: CallSituation): CallType {
  const named = situation.type ?? call.type
  const type = callTypes.find((each) => each === named)
  if (!type) refuse('unknown_type', 'type', `type must be one of ${callTypes.join(', ')}`)
  return type
}

function partOf(call: Fields, name: 'properties' | 'traits' | 'context'): Fields {
  const value = call[name]
  if (value === undefined || value === null) return {}
  if (!isFields(value)) refuse('wrong_type', name, `${name} must be an object`)
  return value
}

interface Parts {
  properties: Fields
  traits: Fields
  context: Fields
}

/** What is said of the person: an identify's traits, and what a library sends along with other calls. */
function traitsOf({ traits, context }: Parts): Fields {
  const along = isFields(context.traits) ? context.traits : null
  return along ? { ...along, ...traits } : traits
}

function nameAndProperties(call: Fields, type: CallType, parts: Parts, situation: CallSituation) {
  const { properties } = parts
  switch (type) {
    case 'track':
      return trackedName(call, parts, situation)
    case 'page':
    case 'screen': {
      const name = typeof call.name === 'string' ? call.name : undefined
      const category = typeof call.category === 'string' ? call.category : undefined
      return {
        name: callNames[type],
        properties: { ...(name && { name }), ...(category && { category }), ...properties },
      }
    }
    case 'group': {
      const groupId = call.groupId
      if (typeof groupId !== 'string' || groupId === '')
        refuse('missing_field', 'groupId', 'a group call needs groupId')
      return { name: callNames.group, properties: { ...parts.traits, group_id: groupId } }
    }
    case 'identify':
    case 'alias':
      return { name: callNames[type], properties }
  }
}

function trackedName(call: Fields, parts: Parts, { declared, trust }: CallSituation) {
  const given = call.event
  if (typeof given !== 'string' || given.trim() === '')
    refuse('missing_name', 'event', 'a track call needs event')
  const name = given.trim()
  if (name.length > MAX_NAME_CHARS) refuse('too_long', 'event', `event may have ${MAX_NAME_CHARS} characters`)
  const entry = findEvent(name)
  if (!entry) {
    if (declared.has(name)) return { name, properties: parts.properties }
    refuse('unknown_event', 'event', unknownName(name))
  }
  if (entry.secretOnly && trust === 'public')
    refuse('secret_only', 'event', `${name} is taken from the shop’s own systems only`)
  const answer = checkFields(entry, parts.properties, (path) => standsAt(parts.context, path))
  if (!answer.ok) refuse(answer.code, answer.field, answer.message)
  return { name, properties: answer.properties }
}

function unknownName(name: string): string {
  const nearest = nearestName(name)
  const shown = name.length > 80 ? `${name.slice(0, 80)}…` : name
  if (nearest) return `“${shown}” is not an event name; did you mean “${nearest}”?`
  return `“${shown}” is not an event name; declare it as one of the shop’s own, and it can be replayed`
}

function standsAt(context: Fields, path: string): boolean {
  let value: unknown = context
  for (const step of path.split('.')) value = isFields(value) ? value[step] : undefined
  return value !== undefined && value !== null && value !== ''
}

function timeOf(call: Fields, { receivedAt, sentAt }: CallSituation): Date {
  const answer = occurredAt(call.timestamp ?? call.originalTimestamp, call.sentAt ?? sentAt, receivedAt)
  if (answer.ok) return answer.at
  if (answer.code === 'clock_ahead')
    refuse('clock_ahead', 'timestamp', 'timestamp lies more than a day ahead')
  refuse('bad_timestamp', 'timestamp', 'timestamp must be ISO 8601, not before 1990')
}
