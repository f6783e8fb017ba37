import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/**
 * What a link to buy again stands for: an order, or one product as it was bought then. Whoever holds it has had
 * the message: they see these goods and can put them into the cart of whom it was sent to, and nothing else.
 */
const claims = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('order'), orderId: z.string().min(1).max(100) }),
  z.object({
    kind: z.literal('product'),
    /** Whose cart it goes into; null: nobody's, it leads straight to the checkout. */
    customerId: z.string().min(1).max(100).nullable().default(null),
    productId: z.string().min(1).max(200),
    variantId: z.string().min(1).max(200).nullable(),
    quantity: z.number().int().min(1).max(99),
    /** What one cost then; null: not known. */
    was: z.object({ amount: z.number().int().min(0), currency: z.string().length(3) }).nullable(),
  }),
])
export type AgainClaims = z.input<typeof claims>
/** The same as it is read: whose cart is said, or null. */
export type AgainRead = z.output<typeof claims>

/** Long enough for the reminder to be found again, short enough that it is no list of old orders. */
export const AGAIN_DAYS = 60

const signed = z.object({ claims, expires: z.number().int() })
const MAX_CHARS = 1500

export type AgainAnswer = { ok: true; claims: AgainRead } | { ok: false; reason: 'unknown' | 'expired' }

/** The path of the page that sells it again, signed (HMAC-SHA256). */
export function reorderLink(key: string, given: AgainClaims, now: Date): string {
  const expires = Math.floor(now.getTime() / 1000) + AGAIN_DAYS * 86_400
  const body = Buffer.from(JSON.stringify({ claims: claims.parse(given), expires })).toString('base64url')
  return `/again/${body}.${mac(key, body)}`
}

export function readAgain(key: string, token: string, now: Date): AgainAnswer {
  const [body = '', signature = '', more] = token.split('.')
  if (token.length > MAX_CHARS || more !== undefined || !sameText(signature, mac(key, body)))
    return { ok: false, reason: 'unknown' }
  const read = signed.safeParse(parseJson(Buffer.from(body, 'base64url').toString('utf8')))
  if (!read.success) return { ok: false, reason: 'unknown' }
  if (read.data.expires * 1000 <= now.getTime()) return { ok: false, reason: 'expired' }
  return { ok: true, claims: read.data.claims }
}

/** Under a word of its own: a link to preferences, signed with the same key, is none to buy again. */
function mac(key: string, body: string): string {
  return createHmac('sha256', key).update(`again\0${body}`).digest('base64url')
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
