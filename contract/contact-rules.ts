import { z } from 'zod'
import { outboundChannels } from './outbound.ts'

/** A limit of touches in a sliding window, over all senders together. */
export const contactCap = z.strictObject({
  channel: z.enum(['all', ...outboundChannels]),
  purpose: z.enum(['all', 'clienteling', 'marketing']),
  limit: z.number().int().min(1, 'at least 1: who may not be written to has no consent').max(1000),
  hours: z
    .number()
    .int()
    .min(1)
    .max(366 * 24, 'at most a year'),
})
export type ContactCap = z.output<typeof contactCap>

const caps = z
  .array(contactCap)
  .max(30)
  .superRefine((all, context) => {
    const names = all.map((cap) => `${cap.channel} ${cap.purpose} ${cap.hours}`)
    for (const [at, name] of names.entries())
      if (names.indexOf(name) < at)
        context.addIssue({
          code: 'custom',
          path: [at],
          message: 'this channel, purpose and window has a limit already',
        })
  })

/** Hours of the recipient's day in which we may speak; from 20 until 2 goes over midnight. */
export const speakingHours = z
  .strictObject({ from: z.number().int().min(0).max(23), until: z.number().int().min(1).max(24) })
  .refine(({ from, until }) => from !== until, { path: ['until'], message: 'a window of no hours' })
export type SpeakingHours = z.output<typeof speakingHours>

const days = z.number().int().min(1).max(366)

/** In per cent; hundredths are the finest that the hash tells apart. */
const share = z
  .number()
  .min(0)
  .max(50, 'at most 50: more held out than reached measures worse')
  .refine((percent) => Math.abs(percent * 100 - Math.round(percent * 100)) < 1e-9, 'at most two decimals')

/** What one message costs, in minor units of the shop's currency; thousandths are the finest that is counted. */
const cost = z
  .number()
  .min(0)
  .max(10_000)
  .refine((minor) => Math.abs(minor * 1000 - Math.round(minor * 1000)) < 1e-6, 'at most three decimals')

/** How often, when and to whom the shop speaks first. `PUT /api/contact-rules` takes any of the fields. */
export const contactRulesInput = z.strictObject({
  caps,
  /** Nothing unasked on a day (of the recipient) on which a promotion went out, on all channels together. */
  onePromotionADay: z.boolean(),
  /** On phone channels and push; narrows the hours of the law, never widens them. null: those of the law alone. */
  quietHours: speakingHours.nullable(),
  /** After so many touches in so many days without an answer: a rest. */
  fatigue: z.strictObject({ touches: z.number().int().min(1).max(1000), days, restDays: days }).nullable(),
  /** Within so many minutes one message per customer wins; 0: whoever comes first. */
  arbitrationMinutes: z.number().int().min(0).max(1440),
  holdouts: z.strictObject({ global: share, associates: share, journeys: share }),
  /** Twilio takes 1,600 characters: ten of 160. */
  smsMaxSegments: z.number().int().min(1).max(10),
  /** Tries at a provider that refuses for now. */
  maxAttempts: z.number().int().min(1).max(20),
  giveUpHours: z.number().int().min(1).max(168),
  /** Of an SMS per part, of every other channel per message: what an offer and a readout count against it. */
  messageCosts: z.strictObject({ web: cost, sms: cost, whatsapp: cost, email: cost, push: cost }),
})
export type ContactRules = z.output<typeof contactRulesInput>

/** One field that somebody changed, as `GET /api/setting-changes` answers it. */
export interface SettingChangeView {
  changeId: string
  area: SettingArea
  field: string
  before: unknown
  after: unknown
  /** null: the house itself, or a command. */
  changedBy: string | null
  changedAt: string
}

export const settingAreas = ['shop', 'contact_rules', 'app_links'] as const
export type SettingArea = (typeof settingAreas)[number]
