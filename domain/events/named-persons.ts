import { type Identifier, type IdentifierKind, normaliseIdentifier } from '#domain/identity/index.ts'
import { type Fields, isFields } from './events.ts'

/** How shops write what a person is known by, in traits; the first that is there counts. */
const spellings: [IdentifierKind, readonly string[]][] = [
  ['email', ['email']],
  ['phone', ['phone', 'phoneNumber', 'phone_number']],
  ['loyalty_number', ['loyaltyNumber', 'loyalty_number', 'loyaltyId', 'loyalty_id']],
  ['whatsapp_id', ['whatsappId', 'whatsapp_id']],
]

/** What in these traits (or properties) names a person: the field and the value. */
export function contactsIn(fields: Fields): { kind: IdentifierKind; field: string; value: string }[] {
  const found: { kind: IdentifierKind; field: string; value: string }[] = []
  for (const [kind, names] of spellings)
    for (const field of names) {
      const value = textOf(fields[field])
      if (value === null) continue
      found.push({ kind, field, value })
      break
    }
  return found
}

/** A text, or a number as the text it is; null: neither, or empty. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : null
}

/** Everybody whom anything in a call seems to name, normalised: to find what was set aside of a person. */
export function personsIn(raw: unknown): Identifier[] {
  if (!isFields(raw)) return []
  const context = isFields(raw.context) ? raw.context : {}
  const given: [IdentifierKind, unknown][] = [
    ['user_id', raw.userId],
    ['anonymous_id', raw.anonymousId],
    ['anonymous_id', raw.previousId],
    ['user_id', raw.previousId],
  ]
  for (const fields of [raw.traits, raw.properties, context.traits])
    if (isFields(fields)) for (const { kind, value } of contactsIn(fields)) given.push([kind, value])
  return given.flatMap(([kind, value]) => {
    const text = textOf(value)
    const normal = text === null || text.length > 1000 ? null : normaliseIdentifier(kind, text)
    return normal === null ? [] : [{ kind, value: normal }]
  })
}
