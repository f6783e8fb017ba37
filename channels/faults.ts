import type { SendResult } from './adapter.ts'

/** The connection was never there, so nothing can have been read: names and places that refuse or are not found. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/**
 * What a thrown error says of a message that was being handed over: for certain not sent only where no connection
 * came about; everything else may have arrived, however it sounds.
 */
export function faultResult(error: unknown, hide: (text: string) => string): SendResult {
  const leaves = leavesOf(error)
  const text = hide(wordsOf(error))
  if (leaves.length === 0 || !leaves.every(cameToNoConnection)) return { outcome: 'unknown', text }
  return { outcome: 'retry', code: leaves[0]?.code ?? 'connection', text }
}

interface Leaf {
  code: string | undefined
  syscall: string | undefined
}

/** What is at the bottom of an error: a wrapper's own code says less than what it wraps. */
function leavesOf(error: unknown, depth = 0): Leaf[] {
  if (typeof error !== 'object' || error === null || depth > 4) return []
  const inner = 'errors' in error && Array.isArray(error.errors) ? error.errors : []
  const causes = 'cause' in error && error.cause ? [error.cause, ...inner] : inner
  const below = causes.flatMap((cause) => leavesOf(cause, depth + 1))
  return below.length > 0 ? below : [leafOf(error)]
}

function leafOf(error: object): Leaf {
  return {
    code: 'code' in error && typeof error.code === 'string' ? error.code : undefined,
    syscall: 'syscall' in error && typeof error.syscall === 'string' ? error.syscall : undefined,
  }
}

function cameToNoConnection({ code, syscall }: Leaf): boolean {
  return syscall === 'connect' || (code !== undefined && NEVER_SENT.has(code))
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return 'The answer of the provider was lost.'
  const said = [error.message || error.name, error.cause instanceof Error ? error.cause.message : '']
  return [...new Set(said)].filter((words) => words !== '').join(': ')
}

const MOST_CHARS = 300

/** Makes a text safe to store and to show: none of these secrets in it, in no common spelling, and not long. */
export function secretHider(secrets: readonly string[]): (text: string) => string {
  const spellings = secrets
    .filter((secret) => secret.length > 0)
    .flatMap((secret) => [secret, encodeURIComponent(secret), Buffer.from(secret).toString('base64')])
    .sort((a, b) => b.length - a.length)
  return (text) => {
    const hidden = spellings.reduce((left, secret) => left.replaceAll(secret, '…'), text)
    return hidden.length > MOST_CHARS ? `${hidden.slice(0, MOST_CHARS - 1)}…` : hidden
  }
}

const LONGEST_WAIT_MS = 24 * 3600_000

/** `Retry-After` in seconds or as a date, which is measured from the answer's own `Date`. undefined: none. */
export function retryAfterMs(header: string | null | undefined, date?: string | null): number | undefined {
  if (!header) return undefined
  const seconds = Number(header)
  const ms = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.parse(date ?? '')
  return Number.isFinite(ms) ? Math.min(LONGEST_WAIT_MS, Math.max(0, ms)) : undefined
}

/** The gateway gave up waiting for an answer, not on the message: it may have been taken. */
export function isGatewayTimeout(status: number): boolean {
  return status === 408 || status === 504
}

/** What an HTTP status alone says, where the provider's own code says nothing. */
export function statusResult(status: number, code: string, text: string, afterMs?: number): SendResult {
  if (isGatewayTimeout(status)) return { outcome: 'unknown', text }
  if (status === 429 || status === 425 || status >= 500)
    return { outcome: 'retry', code, text, ...(afterMs !== undefined && { afterMs }) }
  const isOurs = status === 401 || status === 402 || status === 403 || status === 404 || status < 400
  return { outcome: 'rejected', reason: isOurs ? 'configuration' : 'content', code, text }
}
