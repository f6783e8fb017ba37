import { z } from 'zod'
import { rowNames } from './recommendation.ts'

/** A slot is a named place of the shop's site; what stands there is decided before the page is drawn. */
export const slotKinds = ['hero', 'row', 'social_proof', 'exit_intent', 'app_install', 'banner'] as const
export type SlotKind = (typeof slotKinds)[number]

/** What a slot may look at: the calendar alone; this visit; this visit and, with consent, the person. */
export const slotStrategies = ['manual', 'contextual', 'personal'] as const
export type SlotStrategy = (typeof slotStrategies)[number]

export const devices = ['phone', 'tablet', 'desktop'] as const
export type Device = (typeof devices)[number]
export const platforms = ['android', 'ios', 'other'] as const
export type Platform = (typeof platforms)[number]
export const weathers = ['clear', 'cloudy', 'rain', 'snow', 'wind', 'hot', 'cold'] as const
export type Weather = (typeof weathers)[number]
export const seasons = ['spring', 'summer', 'autumn', 'winter'] as const
export type Season = (typeof seasons)[number]

/** What social proof may say: each is a count of what happened, or of what lies in stock. */
export const proofKinds = ['viewed_today', 'bought_this_week', 'left_in_stock', 'in_store'] as const
export type ProofKind = (typeof proofKinds)[number]

// PostgreSQL keeps no NUL, and half a surrogate pair is no character
const plain = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(max, `at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'holds a character that is no text')
const words = (max = 120, most = 50) => z.array(plain(max)).min(1, 'name one at least').max(most)
const oneOf = <T extends readonly [string, ...string[]]>(all: T) =>
  z.array(z.enum(all)).min(1).max(all.length)

/** A web address, or a path of the shop's own site: nothing that could run in a page. */
export const slotLink = plain(2000).refine(
  (link) =>
    /^https:\/\/[^\s/]|^http:\/\/(localhost|127\.0\.0\.1)[:/]|^\/(?![/\\])/.test(link) && !/\s/.test(link),
  'must begin with https:// or with / for a page of this site',
)
const picture = z.strictObject({
  url: slotLink,
  alt: plain(300),
})
/** Opens an app: a web address it claims, a scheme of its own, or a store's page. */
const appLink = plain(2000).refine(
  (link) =>
    /^(https|market|itms-apps|[a-z][a-z0-9]*(\.[a-z0-9]+)+|[a-z][a-z0-9+-]*):\/\/\S+$/.test(link) &&
    !/^(javascript|data|vbscript|file|blob|http):/i.test(link),
  'must be a web address, or a link of your app such as myapp://open',
)

export const slotRow = z.strictObject({
  row: z.enum(rowNames),
  limit: z.number().int().min(1).max(24).default(8),
  /** Only of this category; without it, of all. */
  category: plain(200).optional(),
  brands: words(200).optional(),
  priceMin: z.number().int().min(0).optional(),
  priceMax: z.number().int().min(0).optional(),
  /** For `picked`: these, in this order. */
  productIds: words(200, 48).optional(),
})
export type SlotRow = z.output<typeof slotRow>

/** What stands in a slot. Text only: the markup around it is the house's. */
export const slotContent = z.strictObject({
  title: plain(120).optional(),
  text: plain(500).optional(),
  image: picture.optional(),
  link: z.strictObject({ label: plain(60), url: slotLink }).optional(),
  row: slotRow.optional(),
  /** Filled by what the shop would say next to this visitor; what is written here stands in place of it. */
  next: z.literal(true).optional(),
  /** In the order in which they are tried; those that are true and reach the floor are said. */
  proof: z.array(z.enum(proofKinds)).min(1).max(proofKinds.length).optional(),
  app: z
    .strictObject({ ios: appLink.optional(), android: appLink.optional() })
    .refine(({ ios, android }) => ios !== undefined || android !== undefined, 'name one store at least')
    .optional(),
})
export type SlotContent = z.output<typeof slotContent>

const day = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a day of the year such as 12-24')

/** For whom a variant is: every condition that is named must hold; of a list, one entry. */
export const slotAudience = z.strictObject({
  // of the person: with consent for personalisation only
  segments: words(60).optional(),
  loyaltyTiers: words(60).optional(),
  favouriteCategories: words(200).optional(),
  visitor: z.enum(['new', 'returning']).optional(),
  // of the visit
  /** Hosts the visit came from, such as instagram.com; their subdomains count. */
  referrers: words(120).optional(),
  sources: words().optional(),
  mediums: words().optional(),
  campaigns: words().optional(),
  devices: oneOf(devices).optional(),
  platforms: oneOf(platforms).optional(),
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'an ISO 3166 code such as DE'))
    .min(1)
    .max(250)
    .optional(),
  regions: words().optional(),
  cities: words().optional(),
  /** Paths; a * at the end stands for whatever follows. */
  paths: words(300).optional(),
  products: words(200).optional(),
  categories: words(200).optional(),
  tags: words().optional(),
  /** Words of the search on this page. */
  searches: words().optional(),
  weather: oneOf(weathers).optional(),
  // of the calendar
  seasons: oneOf(seasons).optional(),
  /** Every year from this day to that one, both included; it may go over the new year. */
  days: z.strictObject({ from: day, until: day }).optional(),
})
export type SlotAudience = z.output<typeof slotAudience>

export const slotVariantInput = z
  .strictObject({
    name: plain(120),
    on: z.boolean().default(true),
    audience: slotAudience.default({}),
    content: slotContent,
    from: z.iso.datetime({ offset: true }).nullable().default(null),
    until: z.iso.datetime({ offset: true }).nullable().default(null),
  })
  .refine(({ from, until }) => from === null || until === null || new Date(from) < new Date(until), {
    path: ['until'],
    message: 'must come after the beginning',
  })
export type SlotVariantInput = z.output<typeof slotVariantInput>

export const slotName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, 'small letters, digits and _, beginning with a letter, at most 60')

export const slotInput = z.strictObject({
  name: slotName,
  /** Where it stands, in words for staff. */
  place: plain(200),
  kind: z.enum(slotKinds),
  on: z.boolean().default(true),
  strategy: z.enum(slotStrategies).default('personal'),
  /** What stands here when nothing else does; for a row, a row that needs nobody. */
  defaultContent: slotContent,
  /** Not shown again for so many days after somebody closed it; kept by the browser. */
  quietDays: z.number().int().min(0).max(365).default(7),
})
export type SlotInput = z.output<typeof slotInput>

/** What the console lists. */
export interface SlotVariant extends SlotVariantInput {
  variantId: string
  updatedAt: string
  updatedBy: string | null
}

export interface Slot extends SlotInput {
  /** In the order in which they are tried: the first whose audience fits, and which has something to show. */
  variants: SlotVariant[]
  updatedAt: string
  updatedBy: string | null
}

/** What holds for all slots. */
export const slotRulesInput = z.strictObject({
  /** No slot looks at more than this. */
  strategy: z.enum(slotStrategies),
  /** Milliseconds for a whole decision; what is not known by then is done without. */
  deadlineMs: z.number().int().min(1).max(1000),
  /** Under this many people or pieces, nothing is said. */
  proofFloor: z.number().int().min(2, 'one person is no crowd').max(10_000),
  /** At or under this many pieces, what is left is said. */
  stockCeiling: z.number().int().min(1).max(100),
  /** How much of each currency one unit of the catalog's is: shown as "about", never charged. */
  rates: z.record(z.string().regex(/^[A-Z]{3}$/), z.number().positive().max(1e9)),
  /** The day the rates are of. */
  ratesOf: z.iso.date().nullable(),
})
export type SlotRules = z.output<typeof slotRulesInput>

/** Of one variant (null: the default) in some days. */
export interface SlotCount {
  slot: string
  variantId: string | null
  /** How often it was decided, and how often of these without what is known of the person, which came too late. */
  served: number
  late: number
  /** Distinct page views in which it came into sight, and clicks, of visitors who allow to be counted. */
  seen: number
  clicked: number
  closed: number
}
