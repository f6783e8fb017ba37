import { createHash } from 'node:crypto'
import { normaliseIdentifier } from '#domain/identity/index.ts'
import { normaliseOrderNumber, type Order } from './orders.ts'

/** What a shopper gives to show that an order is theirs. */
export interface OrderProof {
  orderNumber: string
  email?: string
  postcode?: string
}

/**
 * Whether the proof fits: at least one of e-mail and postcode is the order's, and neither contradicts it.
 * `emails` are all that belong to the order.
 */
export function fits(proof: OrderProof, order: Pick<Order, 'postcode'>, emails: readonly string[]): boolean {
  const email = proof.email === undefined ? null : emailVerdict(proof.email, emails)
  const postcode = proof.postcode === undefined ? null : postcodeVerdict(proof.postcode, order.postcode)
  return (email === true || postcode === true) && email !== false && postcode !== false
}

/** null: the order has none to compare with. */
function emailVerdict(given: string, emails: readonly string[]): boolean | null {
  const known = emails.map((email) => normaliseIdentifier('email', email)).filter((email) => email !== null)
  if (known.length === 0) return null
  const normal = normaliseIdentifier('email', given)
  return normal !== null && known.includes(normal)
}

function postcodeVerdict(given: string, known: string | null): boolean | null {
  const wanted = normalPostcode(known ?? '')
  return wanted === '' ? null : normalPostcode(given) === wanted
}

function normalPostcode(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}

export interface Limit {
  /** Hashed: the table names nobody. */
  key: string
  /** Failures allowed in one window. */
  most: number
}

const MOST_PER_ADDRESS = 10
const MOST = 5
/** Failures are counted for this long from the first. */
export const WINDOW_MS = 15 * 60_000

/**
 * The limits that a try counts against: each of the caller's keys (`conversation:…`, `address:…`) and the
 * order number itself, known or not. Sorted, so that they are always locked in one order.
 */
export function limitsFor(proof: OrderProof, limiterKeys: readonly string[]): Limit[] {
  const keys = new Set([...limiterKeys, `order:${normaliseOrderNumber(proof.orderNumber)}`])
  return [...keys]
    .map((key) => ({ key: hash(key), most: key.startsWith('address:') ? MOST_PER_ADDRESS : MOST }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
}

function hash(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}
