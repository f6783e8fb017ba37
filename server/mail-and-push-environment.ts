import { z } from 'zod'

const optional = z
  .string()
  .trim()
  .transform((text) => text || undefined)
  .optional()

/** What opens mail and push; what belongs together is checked where it is opened. */
export const mailAndPushEnvironment = {
  /** smtp://user:password@host:587 or smtps://…; opens e-mail. */
  SMTP_URL: optional.pipe(z.url({ protocol: /^smtps?$/ }).optional()),
  /** `Heron & Vale <hello@shop.example>` */
  MAIL_FROM: optional,
  REPLY_TO: optional,
  /** Under every mail: who sends and where they are. `\n` parts its lines. */
  POSTAL_ADDRESS: z
    .string()
    .trim()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .default(''),
  MAIL_PER_SECOND: z.coerce.number().positive().max(1000).default(10),
  /** mailto: or https: where a push service finds a person; opens web push. */
  PUSH_CONTACT: optional.pipe(
    z
      .string()
      .regex(/^(mailto:\S+@\S+|https:\/\/\S+)$/, 'mailto:… or https://…')
      .optional(),
  ),
  /** `npx web-push generate-vapid-keys`; made once for the embedded database where they are missing. */
  VAPID_PUBLIC_KEY: optional,
  VAPID_PRIVATE_KEY: optional,
  /** The service account's JSON, or the path of its file; opens push to Android. */
  FCM_SERVICE_ACCOUNT: optional,
  /** The .p8 key, or the path of its file; opens push to Apple's devices. */
  APNS_KEY: optional,
  APNS_KEY_ID: optional,
  APNS_TEAM_ID: optional,
  /** 1: Apple's test service. */
  APNS_SANDBOX: z.enum(['0', '1']).default('0'),
}
