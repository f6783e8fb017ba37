import { createWebhookSender, destinationOf, resolveHost, webhookSecret } from '#channels/index.ts'
import { type AudienceRunner, contactOf, createAudienceRunner } from '#domain/audiences/index.ts'
import { type Carrier, createCarrier, secretKeys, type Webhook } from '#domain/webhooks/index.ts'
import type { Db } from '#store/index.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Secrets } from './secrets.ts'

/** What other systems are told, and the lists for ads. */
export interface Integrations {
  webhooks: Carrier
  audiences: AudienceRunner
  /** The secret in force, in the form in which a receiver writes it down; shown once, by whoever made it. */
  secretOf: (webhook: Webhook, now: Date) => string
  /** What is wrong with an endpoint's address, in words; null: nothing. */
  check: (url: string) => Promise<string | null>
}

/** From the first byte to the last. */
const TIMEOUT_MS = 10_000

export function openIntegrations(house: {
  db: Db
  config: Config
  secrets: Secrets
  log: Log
}): Integrations {
  const { db, config, secrets, log } = house
  const rules = { resolve: resolveHost, allowLoopback: config.WEBHOOKS_LOOPBACK === '1' }
  const sendSigned = createWebhookSender({ ...rules, timeoutMs: TIMEOUT_MS })
  const send: Parameters<typeof createCarrier>[0]['send'] = (message, now) =>
    sendSigned({ ...message, secrets: message.secrets.map(webhookSecret) }, now)
  const way = { db, send, log, houseKey: secrets.server, roll: Math.random }
  return {
    webhooks: createCarrier({
      ...way,
      contactOf: (on, customerId, now) => contactOf(on, customerId, secrets.suppression, now),
    }),
    audiences: createAudienceRunner({ ...way, suppressionKey: secrets.suppression }),
    secretOf: (webhook, now) => {
      const [key] = secretKeys(secrets.server, webhook, now)
      if (!key) throw new Error('an endpoint has a secret')
      return webhookSecret(key)
    },
    check: async (url) => {
      const destination = await destinationOf(url, rules)
      return destination.ok ? null : destination.problem
    },
  }
}
