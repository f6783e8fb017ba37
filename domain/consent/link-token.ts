import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { consentChannels, consentPurposes } from './consent.ts'

/**
 * What a link in a message stands for. The customer is the very record that the address belongs to: whoever
 * holds the link has had that address's message, and so has control of it and of nothing else.
 */
const claims = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('preferences'), customerId: z.string() }),
  z.object({
    /** unsubscribe: these purposes end. confirm: the second half of a double opt-in. */
    kind: z.enum(['unsubscribe', 'confirm']),
    customerId: z.string(),
    channel: z.enum(consentChannels),
    purposes: z.array(z.enum(consentPurposes)).min(1),
  }),
])
export type LinkClaims = z.output<typeof claims>

/** How long a link works: preferences show what we hold, an unsubscribe must work in an old message too. */
export const linkDays: Record<LinkClaims['kind'], number> = { preferences: 30, unsubscribe: 730, confirm: 14 }

const signed = z.object({ claims, expires: z.number().int() })
const MAX_CHARS = 1000

export type LinkAnswer =
  /** `madeAt`: when it was signed, to the second. */
  { ok: true; claims: LinkClaims; madeAt: Date } | { ok: false; reason: 'unknown' | 'expired' }

/** A link's last part: what it stands for and when it ends, signed (HMAC-SHA256); letters that an address may hold. */
export function signLink(key: string, given: LinkClaims, now: Date): string {
  const expires = Math.floor(now.getTime() / 1000) + linkDays[given.kind] * 86_400
  const body = Buffer.from(JSON.stringify({ claims: given, expires })).toString('base64url')
  return `${body}.${mac(key, body)}`
}

export function verifyLink(key: string, token: string, now: Date): LinkAnswer {
  const [body = '', signature = '', more] = token.split('.')
  if (token.length > MAX_CHARS || more !== undefined || !sameText(signature, mac(key, body)))
    return { ok: false, reason: 'unknown' }
  const read = signed.safeParse(parseJson(Buffer.from(body, 'base64url').toString('utf8')))
  if (!read.success) return { ok: false, reason: 'unknown' }
  if (read.data.expires * 1000 <= now.getTime()) return { ok: false, reason: 'expired' }
  const { claims: given, expires } = read.data
  return { ok: true, claims: given, madeAt: new Date((expires - linkDays[given.kind] * 86_400) * 1000) }
}

function mac(key: string, body: string): string {
  return createHmac('sha256', key).update(`link\0${body}`).digest('base64url')
}

function sameText(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
