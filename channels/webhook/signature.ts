import { createHmac } from 'node:crypto'

/** What a secret begins with in its written form; base64 of the key follows (Standard Webhooks 1.0). */
const PREFIX = 'whsec_'

/** The written form of a key. */
export function webhookSecret(key: Uint8Array): string {
  return `${PREFIX}${Buffer.from(key).toString('base64')}`
}

/**
 * The headers of Standard Webhooks: HMAC-SHA256 over `id.timestamp.body`, once for each secret that is in force,
 * so that a receiver may change over while both are.
 */
export function signedHeaders(
  message: { id: string; at: Date; body: string },
  secrets: readonly string[],
): Record<string, string> {
  const seconds = Math.floor(message.at.getTime() / 1000)
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
    const signed = `${message.id}.${seconds}.${message.body}`
    return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`
  })
  return {
    'webhook-id': message.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}
