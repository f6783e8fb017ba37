import { z } from 'zod'
import { phoneEnvironment } from './channel-environment.ts'
import { mailAndPushEnvironment } from './mail-and-push-environment.ts'

const optionalText = z
  .string()
  .trim()
  .transform((text) => text || undefined)
  .optional()

/** The environment this server reads. */
const environment = z.object({
  /** Where shoppers and staff reach this server, e.g. https://chat.shop.example; decides cookies and links. */
  PUBLIC_URL: optionalText.pipe(z.url({ protocol: /^https?$/ }).optional()),
  /** Hops of proxies in front whose X-Forwarded-For is believed; none by default. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  OPENAI_API_KEY: optionalText,
  OPENAI_BASE_URL: optionalText.pipe(z.url().optional()),
  OPENAI_MODEL: z.string().trim().min(1).default('gpt-5-mini'),
  IDENTITY_SECRET: optionalText,
  /** Accepted beside IDENTITY_SECRET while the shop changes it. */
  IDENTITY_SECRET_OLD: optionalText,
  SERVER_SECRET: optionalText,
  SUPPRESSION_KEY: optionalText,
  LINK_KEY: optionalText,
  /** 1: endpoints on this machine may be told too, by http; for tests and for trying it out. */
  WEBHOOKS_LOOPBACK: z.enum(['0', '1']).default('0'),
  /** A local file of cities (.mmdb of MaxMind or DB-IP); without it no city is known. */
  GEOIP_FILE: optionalText,
  /** Where erasures are remembered, as hashes, to be done again after a restore; DATA_DIR/erasures.jsonl by default. */
  ERASURES_FILE: optionalText,
  ...phoneEnvironment,
  ...mailAndPushEnvironment,
})

export type Environment = Record<string, string | undefined>
export type Config = z.output<typeof environment>

/** Reads the environment. Throws an Error of one line that names the wrong variable. */
export function readConfig(env: Environment): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const result = environment.safeParse(given)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Error(`${issue?.path.join('.')}: ${issue?.message ?? 'is not valid'}`)
}
