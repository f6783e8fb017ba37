import { z } from 'zod'
import { outboundChannels } from './outbound.ts'
import { rowNames } from './recommendation.ts'

/** Where a module can appear: in a slot of the site, in the open chat, and on every channel that reaches out. */
export const contentChannels = ['site', ...outboundChannels] as const
export type ContentChannel = (typeof contentChannels)[number]

// PostgreSQL keeps no NUL, and half a surrogate pair is no character; line breaks and tabs are text here
const TEXT = /^(?:[\n\t]|[^\p{Cc}\p{Cs}])*$/u
const plain = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(max, `at most ${max} characters`)
    .regex(TEXT, 'holds a character that is no text')

export const contentLanguage = z.string().regex(/^[a-z]{2,3}$/, 'a language such as en or de')

/** A text in each of its languages. */
export const wordings = (max: number) =>
  z
    .record(contentLanguage, plain(max))
    .refine((given) => Object.keys(given).length > 0, 'write it in one language at least')
    .refine((given) => Object.keys(given).length <= 20, 'at most 20 languages')
export type Wordings = Record<string, string>

export const contentSlug = z
  .string()
  .regex(/^[a-z][a-z0-9_]{0,59}$/, 'small letters, digits and _, beginning with a letter, at most 60')

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour such as #1f5f5b')
const colours = z.strictObject({ ink: colour, ground: colour }).optional()

const webAddress = plain(2000).refine(
  (link) => /^https:\/\/[^\s/]|^http:\/\/(localhost|127\.0\.0\.1)[:/]/.test(link) && !/\s/.test(link),
  'must begin with https://',
)
const path = plain(2000).refine((link) => /^\/(?![/\\])\S*$/.test(link), 'a page of the shop, such as /sale')

/** Where a button or a picture leads; made an address when the message is drawn. */
export const contentTarget = z.discriminatedUnion('to', [
  /** The first product that is drawn. */
  z.strictObject({ to: z.literal('product') }),
  /** A page on which that product is ordered again with one tap. */
  z.strictObject({ to: z.literal('reorder') }),
  z.strictObject({ to: z.literal('cart') }),
  z.strictObject({ to: z.literal('order') }),
  z.strictObject({ to: z.literal('preferences') }),
  /** A page of the shop, in its app where that is installed. */
  z.strictObject({ to: z.literal('page'), path, app: z.boolean().default(true) }),
  z.strictObject({ to: z.literal('url'), url: webAddress }),
])
export type ContentTarget = z.output<typeof contentTarget>

/** What stands there when a module has nothing true to show. `refuse`: then the message is not sent. */
export const contentOtherwise = z.union([
  z.enum(['leave_out', 'refuse']),
  z.strictObject({ text: wordings(2000) }),
])
export type ContentOtherwise = z.output<typeof contentOtherwise>

/** Whose products: those the message is about, the cart's or order's as they are then, or a row of picks. */
export const productSource = z.discriminatedUnion('from', [
  /** All that the message was planned with. */
  z.strictObject({ from: z.literal('given') }),
  /** The one that began it. */
  z.strictObject({ from: z.literal('trigger_product') }),
  z.strictObject({ from: z.literal('cart') }),
  z.strictObject({ from: z.literal('order') }),
  z.strictObject({
    from: z.literal('row'),
    row: z.enum(rowNames),
    /** What the row is about, where it is about something. */
    about: z.enum(['given', 'cart', 'order']).optional(),
    /** A path or the beginning of one: only what lies in it. */
    category: plain(200).optional(),
    /** For `picked`: these, in this order. */
    productIds: z.array(plain(200)).min(1).max(24).optional(),
  }),
])
export type ProductSource = z.output<typeof productSource>

const shared = {
  /** Its name within the template. */
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'small letters, digits and _, at most 40'),
  /** Left out: wherever the message goes. */
  channels: z.array(z.enum(contentChannels)).min(1).max(contentChannels.length).optional(),
}

/** One module of a content template: static, filled when the message is sent, or a shared one by its id. */
export const contentModule = z.discriminatedUnion('type', [
  z.strictObject({ ...shared, type: z.literal('heading'), text: wordings(200), colours }),
  z.strictObject({ ...shared, type: z.literal('text'), text: wordings(4000), colours }),
  z.strictObject({
    ...shared,
    type: z.literal('picture'),
    /** `creative`: the picture of the product it is about for this channel, by the shop's rules or test. */
    source: z.discriminatedUnion('from', [
      z.strictObject({ from: z.literal('url'), url: z.union([webAddress, path]) }),
      z.strictObject({ from: z.literal('creative') }),
    ]),
    alt: wordings(300).optional(),
    target: contentTarget.optional(),
  }),
  z.strictObject({
    ...shared,
    type: z.literal('button'),
    label: wordings(60),
    target: contentTarget,
    colours,
  }),
  z.strictObject({
    ...shared,
    type: z.literal('products'),
    source: productSource,
    limit: z.number().int().min(1).max(6).default(3),
    otherwise: contentOtherwise.default('refuse'),
  }),
  z.strictObject({
    ...shared,
    type: z.literal('offer'),
    text: wordings(1000),
    otherwise: contentOtherwise.default('leave_out'),
  }),
  z.strictObject({
    ...shared,
    type: z.literal('review'),
    otherwise: contentOtherwise.default('leave_out'),
  }),
  z.strictObject({
    ...shared,
    type: z.literal('countdown'),
    /** The offer's end, or a moment. */
    until: z.union([z.literal('offer'), z.iso.datetime({ offset: true })]),
    /** What is said where nothing is drawn at opening. */
    fallback: wordings(300).optional(),
  }),
  z.strictObject({ ...shared, type: z.literal('divider') }),
  z.strictObject({ ...shared, type: z.literal('footer'), text: wordings(2000) }),
  z.strictObject({ ...shared, type: z.literal('shared'), moduleId: plain(100) }),
])
export type ContentModule = z.output<typeof contentModule>
export type ModuleType = ContentModule['type']
