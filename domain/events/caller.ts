import { createHash, randomUUID } from 'node:crypto'
import type { Identifier, IdentifierKind } from '#domain/identity/index.ts'
import { storableText } from '#store/index.ts'
import { findEvent } from './dictionary/dictionary.ts'
import { type CallSituation, type CallType, type Fields, isFields } from './events.ts'
import { contactsIn, textOf } from './named-persons.ts'
import { refuse } from './refused.ts'

const MAX_CHARS = 254

interface Parts {
  properties: Fields
  traits: Fields
  context: Fields
}

/**
 * Whom a call names, the deciding one first: user id, then contacts, then the anonymous id. `call` is as it
 * was sent: an id is never mended, because a mended one may be another person's.
 */
export function readCaller(
  call: Fields,
  type: CallType,
  parts: Parts,
  situation: CallSituation,
): Identifier[] {
  const contacts = type === 'group' ? [] : contactsOf(call, type, parts)
  const userId = idAt(call, 'userId')
  const anonymousId = idAt(call, 'anonymousId')
  const previousId = type === 'alias' ? idAt(call, 'previousId') : null
  if (type === 'alias' && previousId === null)
    refuse('missing_field', 'previousId', 'an alias call needs previousId')
  if (situation.trust === 'public') allowPublic(type, userId, contacts, parts, situation)
  const { proof } = situation
  const found: Identifier[] = []
  const add = (kind: IdentifierKind, value: string | null | undefined) => {
    if (
      value !== null &&
      value !== undefined &&
      !found.some((each) => each.kind === kind && each.value === value)
    )
      found.push({ kind, value })
  }
  add('user_id', proof ? proof.userId : userId)
  // a browser joins an account and its own anonymous id, nothing else: what is joined opens orders
  if (situation.trust === 'secret') for (const { kind, value } of contacts) add(kind, value)
  add('anonymous_id', anonymousId)
  add('anonymous_id', previousId)
  if (found.length === 0)
    refuse('missing_identifier', 'userId', 'userId or anonymousId is needed, or a contact in traits')
  return found
}

interface Contact {
  kind: IdentifierKind
  field: string
  value: string
}

/** Contacts of the person: traits, what a library sends along, and what a guest gave with an order. */
function contactsOf(call: Fields, type: CallType, { properties, traits, context }: Parts): Contact[] {
  const named = (fields: Fields, within: string) =>
    contactsIn(fields).map((each) => ({ ...each, field: `${within}.${each.field}` }))
  const found = named(traits, 'traits')
  if (isFields(context.traits)) found.push(...named(context.traits, 'context.traits'))
  // only where the dictionary says that the contact is the buyer's: a shared cart names somebody else
  const fields =
    type === 'track' && typeof call.event === 'string' ? findEvent(call.event)?.fields : undefined
  if (fields) found.push(...named(properties, 'properties').filter((each) => nameOf(each.field) in fields))
  for (const { field, value } of found)
    if (value.length > MAX_CHARS) refuse('too_long', field, `${field} may have ${MAX_CHARS} characters`)
  return found
}

const nameOf = (field: string) => field.slice('properties.'.length)

/** What a browser may say of a person without a token: nothing; with one, of the person it names alone. */
function allowPublic(
  type: CallType,
  userId: string | null,
  contacts: Contact[],
  { traits, context }: Parts,
  { proof }: CallSituation,
): void {
  if (type === 'alias' || type === 'group')
    refuse('secret_only', 'type', `${type} is taken with the secret key only`)
  if (proof) {
    if (userId !== null && userId !== proof.userId)
      refuse('not_proved', 'userId', 'userId is not the one that the identity token names')
    const other = contacts.find(({ kind, value }) => kind !== 'email' || !sameEmail(value, proof.email))
    if (other) refuse('not_proved', other.field, `${other.field} is not proved by the identity token`)
    return
  }
  if (type === 'identify') refuse('not_proved', 'type', 'identify needs a signed identity token')
  if (userId !== null) refuse('not_proved', 'userId', 'userId needs a signed identity token')
  const contact = contacts[0]
  if (contact) refuse('not_proved', contact.field, `${contact.field} needs a signed identity token`)
  if (Object.keys(traits).length > 0) refuse('not_proved', 'traits', 'traits need a signed identity token')
  if (isFields(context.traits) && Object.keys(context.traits).length > 0)
    refuse('not_proved', 'context.traits', 'traits need a signed identity token')
}

function sameEmail(a: string, b: string | undefined): boolean {
  return b !== undefined && a.trim().toLowerCase() === b.trim().toLowerCase()
}

function idAt(call: Fields, field: string): string | null {
  const value = call[field]
  if (value === undefined || value === null || value === '') return null
  const text = textOf(value)
  if (text === null) refuse('bad_identifier', field, `${field} must be a text`)
  if (text.length > MAX_CHARS) refuse('too_long', field, `${field} may have ${MAX_CHARS} characters`)
  if (storableText(text) !== text) refuse('bad_identifier', field, `${field} holds characters that are none`)
  return text
}

const MAX_MESSAGE_ID_CHARS = 255

/**
 * What tells this call from every other. Without one: a hash where the call says when it happened, so that
 * sent again it is the same; else it is new each time.
 */
export function messageIdOf(call: Fields): string {
  const given = textOf(call.messageId)
  if (given !== null) {
    if (given.length > MAX_MESSAGE_ID_CHARS)
      refuse('too_long', 'messageId', `messageId may have ${MAX_MESSAGE_ID_CHARS} characters`)
    return given
  }
  if (call.timestamp === undefined || call.timestamp === null) return `made-${randomUUID()}`
  const { sentAt: _, writeKey: __, ...content } = call
  return `hash-${createHash('sha256').update(JSON.stringify(content)).digest('base64url')}`
}
