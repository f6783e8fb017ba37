import type { ProductCard } from '#contract/message.ts'
import type { HandoffReason } from '#contract/staff-api.ts'
import type { KnownSize } from '#tools/index.ts'

/**
 * What the house tells the offline model beside the messages; it rides on the system message. A provider
 * reads the same things in its prompt.
 */
export interface HouseNotes {
  shopName: string
  locale: string
  currency: string
  signedIn: boolean
  /** Whether people are there now, and when they are, in words. */
  openNow: boolean
  hours: string | null
  /** The same conversation and turn always choose the same words. */
  seed: string
  pageProduct: ProductCard | null
  settled: SettledNote | null
  /** Where the internet address is, for "near me". */
  city: string | null
  /** A size the shopper is known to wear, with the reason; for goods of its kind. */
  sizes: KnownSize[]
  /** Why code calls a person, whatever the words would come to. */
  handoff: HandoffReason | null
  /** The title of something the shop would like to show; null: nothing in particular. */
  wished: string | null
}

export interface SettledNote {
  tool: string
  decision: 'executed' | 'failed' | 'declined'
  summary: string
  orderNumber: string | null
  why: string | null
  /** Of an offer: word for word what may be said of it. */
  say: string | null
}

export const noNotes: HouseNotes = {
  shopName: 'our shop',
  locale: 'en-US',
  currency: 'USD',
  signedIn: false,
  openNow: false,
  hours: null,
  seed: '',
  pageProduct: null,
  settled: null,
  city: null,
  sizes: [],
  handoff: null,
  wished: null,
}

export function isHouseNotes(value: unknown): value is HouseNotes {
  return typeof value === 'object' && value !== null && 'shopName' in value && 'seed' in value
}
