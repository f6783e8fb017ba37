import type { Device, Platform, Season, Weather } from '#contract/slots.ts'

/** What is known of the person where it may be used. */
export interface KnownPerson {
  segments: ReadonlySet<string>
  loyaltyTier: string | null
  /** Categories they come back to, the dearest first; small letters. */
  favouriteCategories: readonly string[]
  returning: boolean
}

/** All that an audience may ask of one request. Texts are in small letters, but for path and codes. */
export interface Signals {
  path: string
  productId: string | null
  /** Of the page and of its product, with those above them: `clothing > jackets`, `clothing`. */
  categories: readonly string[]
  tags: readonly string[]
  search: string | null
  /** The host the visit came from. */
  referrer: string | null
  source: string | null
  medium: string | null
  campaign: string | null
  device: Device
  platform: Platform
  /** ISO 3166-1, two letters. */
  country: string | null
  region: string | null
  city: string | null
  weather: readonly Weather[]
  season: Season | null
  /** Month and day where the shop is, such as 12-24. */
  day: string
  /** null: nobody we know, or nobody whose data may be used. */
  person: KnownPerson | null
}

/** Small letters without accents, so that Zürich is Zurich. */
export function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase()
}

/** The host of an address; null where it is none. */
export function hostOf(address: string | undefined): string | null {
  if (!address) return null
  try {
    return new URL(address).hostname.replace(/^www\./, '') || null
  } catch {
    return null
  }
}

/** A path without query, fragment and origin. */
export function pathOf(address: string): string {
  const bare = address.split(/[?#]/, 1)[0] ?? ''
  if (bare.startsWith('/')) return bare
  try {
    return new URL(bare).pathname
  } catch {
    return `/${bare}`
  }
}
