import { storableText } from '#store/index.ts'

/** zero: the customer said it; first: we observed it; second: a partner told us. */
export const parties = ['zero', 'first', 'second'] as const
export type Party = (typeof parties)[number]

/** What a trait may serve, and what a reader must name. */
export const traitPurposes = [
  'transactional',
  'service',
  'clienteling',
  'marketing',
  'personalisation',
  'analytics',
] as const
export type TraitPurpose = (typeof traitPurposes)[number]

export type TraitValue = string | number | boolean | (string | number)[]

/** One value as it is kept: from one source, heard first and last at these times. */
export interface TraitRow {
  customerId: string
  name: string
  party: Party
  source: string
  value: TraitValue
  purposes: TraitPurpose[]
  evidence: string
  contractId: string | null
  firstAt: Date
  lastAt: Date
}

/** What a trait serves where nobody says: what a customer told us to be served better is not for campaigns. */
export const defaultPurposes: Record<Exclude<Party, 'second'>, TraitPurpose[]> = {
  zero: ['service', 'clienteling', 'personalisation'],
  first: ['service', 'clienteling', 'marketing', 'personalisation', 'analytics'],
}

const MAX_NAME = 80
const MAX_TEXT = 500
const MAX_ENTRIES = 50

/** `shoeSize`, `Shoe size` and `shoe-size` are `shoe_size`; null where nothing of a name is left. */
export function traitName(text: string): string | null {
  const name = storableText(text.slice(0, 4 * MAX_NAME).normalize('NFKC'))
    .replace(/([\p{Ll}\p{N}])(\p{Lu})/gu, '$1_$2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '')
  const known = oneSpelling.get(name) ?? name
  return known === '' || known.length > MAX_NAME ? null : known
}

/** A map: a name may be any word, `constructor` too. */
const oneSpelling = new Map(
  Object.entries({
    color: 'colour',
    favorite_color: 'colour',
    favourite_colour: 'colour',
    preferred_color: 'colour',
    preferred_colour: 'colour',
    clothing_size: 'size',
    preferred_size: 'size',
    preferred_language: 'language',
    favorite_brand: 'brand',
    favourite_brand: 'brand',
    preferred_brand: 'brand',
  }),
)

/** A value as it may be kept: text, a number, yes or no, or a short list; null for anything else. */
export function traitValue(value: unknown): TraitValue | null {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value === 'string') return plainText(value)
  if (!Array.isArray(value) || value.length === 0 || value.length > MAX_ENTRIES) return null
  const entries = value.map((entry) => (Array.isArray(entry) ? null : traitValue(entry)))
  const kept = entries.filter((entry) => typeof entry === 'string' || typeof entry === 'number')
  return kept.length === entries.length ? kept : null
}

function plainText(value: string): string | null {
  const text = storableText(value).trim()
  return text === '' || text.length > MAX_TEXT ? null : text
}

export function sameValue(a: TraitValue, b: TraitValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
