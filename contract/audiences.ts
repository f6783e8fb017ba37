import { z } from 'zod'

/** How an ad platform wants addresses written before they are hashed. */
export const audienceFormats = ['google', 'meta'] as const
export type AudienceFormat = (typeof audienceFormats)[number]

export const audienceKinds = ['email', 'phone'] as const
export type AudienceKind = (typeof audienceKinds)[number]

/** A list for ads as staff write it down. */
export const audienceInput = z.strictObject({
  name: z.string().trim().min(1).max(80),
  segmentId: z.string().min(1).max(64),
  format: z.enum(audienceFormats),
  kinds: z
    .array(z.enum(audienceKinds))
    .min(1)
    .max(2)
    .transform((kinds) => [...new Set(kinds)].sort()),
  /** `file`: it is taken by hand. Else the endpoint that is told of every change. */
  destination: z.union([z.literal('file'), z.strictObject({ webhookId: z.string().min(1).max(64) })]),
})
export type AudienceInput = z.input<typeof audienceInput>

/** Why somebody of the segment is not in the list, in the words of staff; closed, so that it can be counted. */
export const audienceRefusalWords = {
  suppressed: 'Erased, and never to be written to again',
  no_personalisation: 'Data may not be used: said no, sent a privacy signal (GPC), or was never asked',
  no_marketing: 'No consent to advertising',
  no_address: 'No address of that kind',
} as const
export type AudienceRefusal = keyof typeof audienceRefusalWords
