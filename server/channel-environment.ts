import { z } from 'zod'

const optionalText = z
  .string()
  .trim()
  .transform((text) => text || undefined)
  .optional()
const optionalUrl = optionalText.pipe(z.url({ protocol: /^https?$/ }).optional())
const optionalPhone = optionalText.pipe(
  z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be a number such as +15035550142')
    .optional(),
)
const ACCOUNT = /^AC[0-9a-zA-Z]+$/
const optionalAccount = optionalText.pipe(z.string().regex(ACCOUNT, 'begins with AC').optional())
/** What may stand in the header of a request. */
const optionalToken = optionalText.pipe(
  z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'has a space or a letter that no token has')
    .optional(),
)
const rate = (perSecond: number) => z.coerce.number().positive().max(10_000).default(perSecond)

/** What the environment says of phones; a channel without credentials goes to the sandbox. */
export const phoneEnvironment = {
  TWILIO_ACCOUNT_SID: optionalAccount,
  TWILIO_AUTH_TOKEN: optionalToken,
  /** What SMS come from: a number or short code, or a messaging service that picks one. */
  TWILIO_SMS_FROM: optionalText,
  TWILIO_MESSAGING_SERVICE_SID: optionalText,
  /** The WhatsApp sender at Twilio, without its prefix. */
  TWILIO_WHATSAPP_FROM: optionalPhone,
  /** In place of Twilio's own host. */
  TWILIO_API_URL: optionalUrl,
  WHATSAPP_PHONE_NUMBER_ID: optionalText,
  WHATSAPP_ACCESS_TOKEN: optionalToken,
  /** Signs Meta's webhooks. */
  WHATSAPP_APP_SECRET: optionalText,
  /** Said back to Meta when it asks whether the webhook is ours. */
  WHATSAPP_VERIFY_TOKEN: optionalText,
  WHATSAPP_API_VERSION: optionalText.pipe(
    z
      .string()
      .regex(/^v\d+\.\d+$/)
      .default('v24.0'),
  ),
  /** In place of Meta's own host. */
  WHATSAPP_API_URL: optionalUrl,
  /** 1: the unofficial browser client, for a pilot. */
  WHATSAPP_WEB: z.enum(['0', '1']).default('0'),
  WHATSAPP_WEB_PHONE: optionalPhone,
  WHATSAPP_WEB_BROWSER: optionalText,
  /** Messages a second; Twilio and Meta give a WhatsApp sender 80 at first, and Twilio queues SMS by itself. */
  SMS_PER_SECOND: rate(10),
  WHATSAPP_PER_SECOND: rate(80),
}
