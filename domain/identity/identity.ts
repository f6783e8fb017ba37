import { z } from 'zod'
import { storableText } from '#store/index.ts'

export const identifierKinds = [
  'user_id',
  'email',
  'phone',
  'loyalty_number',
  'whatsapp_id',
  'anonymous_id',
] as const
export type IdentifierKind = (typeof identifierKinds)[number]

export interface Identifier {
  kind: IdentifierKind
  value: string
}

const text = (max: number) => z.string().trim().max(max).transform(storableText)

/** Absent, null and empty mean the same in what shops export. */
const optionalText = (max: number) =>
  text(max)
    .nullish()
    .transform((value) => value || undefined)

export const address = z.object({
  line1: text(200),
  line2: optionalText(200),
  city: text(120),
  region: optionalText(120),
  postcode: text(20),
  country: text(80),
})
export type Address = z.infer<typeof address>

/** A customer as a shop's own systems name one: a line of customers.jsonl. */
export const customerInput = z.object({
  userId: optionalText(200),
  email: optionalText(254),
  phone: optionalText(40),
  loyaltyNumber: optionalText(100),
  name: optionalText(200),
  locale: optionalText(20),
  address: address.nullish().transform((value) => value ?? undefined),
  createdAt: z
    .union([z.date(), z.string().pipe(z.coerce.date())])
    .nullish()
    .transform((value) => value ?? undefined),
})
export type CustomerInput = z.infer<typeof customerInput>

export interface Customer {
  customerId: string
  name: string | null
  locale: string | null
  address: Address | null
  createdAt: Date
}

const normalForms: Record<IdentifierKind, (value: string) => string | null> = {
  anonymous_id: plain,
  user_id: plain,
  whatsapp_id: plain,
  loyalty_number: (value) => plain(value.replace(/\s+/g, '').toUpperCase()),
  email: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(value) ? plain(value.toLowerCase()) : null),
  phone: normalPhone,
}

/** The one form in which an identifier is stored and looked up; null where it is not one of its kind. */
export function normaliseIdentifier(kind: IdentifierKind, value: string): string | null {
  // the shop's own id is taken letter by letter: `ﬁona` and `fiona` are two of its users, not one
  if (kind === 'user_id') return storableText(value) === value ? plain(value.trim()) : null
  return normalForms[kind](storableText(value.normalize('NFKC')).trim())
}

/** Longer than any identifier there is, and still short enough for an index. */
const MOST_CHARS = 254

function plain(value: string): string | null {
  return value === '' || value.length > MOST_CHARS ? null : value
}

/** What is wrong with a value that has no normal form. */
export function identifierProblem(value: string): 'malformed' | 'too_long' {
  return value.trim().length > MOST_CHARS ? 'too_long' : 'malformed'
}

/** International form: `+` and 7 to 15 digits. A number without its country cannot be told apart. */
function normalPhone(value: string): string | null {
  if (value.length > MOST_CHARS) return null
  const digits = value.replace(/^00/, '+').replace(/[\s().\-/]/g, '')
  return /^\+[1-9]\d{6,14}$/.test(digits) ? digits : null
}

/** The identifiers of an imported customer, as they are written there. */
export function identifiersIn(input: Partial<CustomerInput>): Identifier[] {
  const given: [IdentifierKind, string | undefined][] = [
    ['user_id', input.userId],
    ['email', input.email],
    ['phone', input.phone],
    ['loyalty_number', input.loyaltyNumber],
  ]
  return given.flatMap(([kind, value]) => (value === undefined ? [] : [{ kind, value }]))
}
