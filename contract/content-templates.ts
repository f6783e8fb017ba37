import { z } from 'zod'
import {
  contentChannels,
  contentLanguage,
  contentModule,
  contentSlug,
  contentTarget,
  wordings,
} from './content-modules.ts'

export {
  type ContentChannel,
  type ContentModule,
  type ContentOtherwise,
  type ContentTarget,
  contentChannels,
  contentModule,
  type ModuleType,
  type ProductSource,
  type Wordings,
} from './content-modules.ts'

/** What such messages are for; it decides what the law wants in them. */
export const contentPurposes = ['marketing', 'clienteling', 'service'] as const
export type ContentPurpose = (typeof contentPurposes)[number]

const name = (max: number) =>
  z
    .string()
    .trim()
    .min(1, 'is empty')
    .max(max, `at most ${max} characters`)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'holds a character that is no text')

/** Another wording of the same message, to be tried against the first: what it does not name stays as it is. */
const variant = z.strictObject({
  name: contentSlug,
  /** Of all who are sent this template, in per cent; what is left has the template as it stands. */
  share: z.number().int().min(1).max(100),
  subject: wordings(200).optional(),
  preheader: wordings(200).optional(),
  pushTitle: wordings(100).optional(),
  short: wordings(1000).optional(),
  /** Texts of modules, by key. */
  texts: z.record(z.string(), wordings(4000)).default({}),
})
export type ContentVariant = z.output<typeof variant>

const whatsappTemplate = z.strictObject({
  /** The approved WhatsApp template's name: the one of the reader's language is taken. */
  template: z.string().regex(/^[a-z0-9_]{1,512}$/, 'small letters, digits and _ only'),
  /** What fills each of its parameters: text with places, such as `{{first_name|there}}`. */
  parameters: z.record(z.string().regex(/^[A-Za-z0-9_]{1,60}$/), name(500)).default({}),
})

const MOST_CHARACTERS = 100_000

/** What a person writes of a content template: one message for every channel. */
export const contentTemplateInput = z
  .strictObject({
    name: contentSlug,
    /** For staff. */
    title: name(120),
    purpose: z.enum(contentPurposes),
    /** The first one is read by whoever reads none of the others. */
    languages: z.array(contentLanguage).min(1).max(20),
    channels: z.array(z.enum(contentChannels)).min(1).max(contentChannels.length),
    subject: wordings(200).optional(),
    /** What a mailbox shows beside the subject. */
    preheader: wordings(200).optional(),
    pushTitle: wordings(100).optional(),
    /** The whole message in a line or two: an SMS, a push. */
    short: wordings(1000).optional(),
    /** Where the message as a whole leads. */
    target: contentTarget.default({ to: 'page', path: '/', app: true }),
    whatsapp: whatsappTemplate.optional(),
    modules: z.array(contentModule).min(1, 'a message has one module at least').max(30),
    variants: z.array(variant).max(8).default([]),
  })
  .refine((given) => JSON.stringify(given).length <= MOST_CHARACTERS, 'longer than 100,000 characters')
export type ContentTemplateInput = z.output<typeof contentTemplateInput>

/** A module that several templates share: it may hold other shared ones, never itself. */
export const sharedModuleInput = z
  .strictObject({
    name: contentSlug,
    title: name(120),
    modules: z.array(contentModule).min(1).max(10),
  })
  .refine((given) => JSON.stringify(given).length <= MOST_CHARACTERS, 'longer than 100,000 characters')
export type SharedModuleInput = z.output<typeof sharedModuleInput>

export interface SharedModule extends SharedModuleInput {
  moduleId: string
  rev: number
  updatedAt: string
  updatedBy: string | null
}

/**
 * `draft`: may still be written; `live`: what is planned now; `retired`: a newer one is live, and who was planned
 * with it still gets it; `withdrawn`: nobody gets it any more.
 */
export const contentStatuses = ['draft', 'live', 'retired', 'withdrawn'] as const
export type ContentStatus = (typeof contentStatuses)[number]

/** One version of a content template. Once it is live nothing in it changes, shared modules included. */
export interface ContentVersion extends ContentTemplateInput {
  contentTemplateId: string
  version: number
  status: ContentStatus
  /** Counts the changes of a draft: who saves names the one they have read. */
  rev: number
  updatedAt: string
  updatedBy: string | null
  approvedAt: string | null
  approvedBy: string | null
}

/** What was checked, in the order a person looks for it. */
export const findingRules = [
  'empty',
  'missing_wording',
  'unknown_field',
  'broken_place',
  'missing_parameter',
  'whatsapp_template',
  'whatsapp_not_approved',
  'forbidden_claim',
  'price_in_words',
  'shouting',
  'too_long',
  'segments',
  'opt_out_line',
  'sender_identity',
  'postal_address',
  'open_time_fallback',
  'contrast',
  'alt_text',
  'dead_link',
  'offer_module',
  'nowhere',
  'shared_module',
  'cannot_draw',
] as const
export type FindingRule = (typeof findingRules)[number]

/** What the lint found: an error bars the approval, a warning is shown. */
export interface Finding {
  level: 'error' | 'warning'
  rule: FindingRule
  /** Where: `modules.intro.text.en`, `short.de`. */
  path: string
  /** For the person who writes. */
  words: string
}

/** Why a message is not sent although it was planned: it would not be true, or not whole. */
export const contentProblems = [
  'sold_out',
  'withdrawn',
  'not_released',
  'no_longer_true',
  'nothing_to_show',
  'offer_gone',
  'missing_value',
  'unknown_version',
  'not_approved',
  'not_on_this_channel',
] as const
export type ContentProblem = (typeof contentProblems)[number]

/** The same for the staff. */
export const contentProblemWords: Record<ContentProblem, string> = {
  sold_out: 'what it is about is sold out',
  withdrawn: 'what it is about is no longer in the catalog',
  not_released: 'what it is about is not yet sold to them',
  no_longer_true: 'what it says is no longer true',
  nothing_to_show: 'it had nothing to show',
  offer_gone: 'the offer it stands for is gone',
  missing_value: 'a value that its text needs is missing',
  unknown_version: 'there is no such message any more',
  not_approved: 'the message was withdrawn or never approved',
  not_on_this_channel: 'the message is not written for this channel',
}
