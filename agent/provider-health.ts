/** After this many failures in a row the provider is left alone for a while. */
const FAILURES = 3
const REST_MS = 30_000
const REST_UNAUTHORISED_MS = 5 * 60_000

interface Health {
  failures: number
  restUntil: number
}

const health = new WeakMap<object, Health>()

/** Whether this provider may be asked now, or is being left alone after repeated failures. */
export function mayAsk(provider: object, now: Date): boolean {
  return (health.get(provider)?.restUntil ?? 0) <= now.getTime()
}

export function noteSuccess(provider: object): void {
  health.delete(provider)
}

/** Counts a failure; a refused key rests long at once, and a `Retry-After` is honoured as the provider says. */
export function noteFailure(provider: object, fault: ProviderFault, now: Date): void {
  const failures = (health.get(provider)?.failures ?? 0) + 1
  const rest = restFor(fault, failures)
  health.set(provider, { failures, restUntil: rest > 0 ? now.getTime() + rest : 0 })
}

function restFor(fault: ProviderFault, failures: number): number {
  if (fault.kind === 'unauthorised') return REST_UNAUTHORISED_MS
  if (fault.retryAfterMs !== null) return Math.min(fault.retryAfterMs, REST_UNAUTHORISED_MS)
  return failures >= FAILURES ? REST_MS : 0
}

export interface ProviderFault {
  kind: 'unauthorised' | 'rate_limited' | 'server_error' | 'timeout' | 'cut_off' | 'unreadable'
  retryAfterMs: number | null
}

/** What went wrong, by status and headers where the error has them. Never its text: it may hold a prompt. */
export function faultOf(error: unknown, timedOut: boolean): ProviderFault {
  if (timedOut) return { kind: 'timeout', retryAfterMs: null }
  const status = field(error, 'status')
  if (status === 401 || status === 403) return { kind: 'unauthorised', retryAfterMs: null }
  if (status === 429) return { kind: 'rate_limited', retryAfterMs: retryAfter(error) }
  if (typeof status === 'number' && status >= 500)
    return { kind: 'server_error', retryAfterMs: retryAfter(error) }
  if (typeof status === 'number') return { kind: 'unreadable', retryAfterMs: null }
  return { kind: 'cut_off', retryAfterMs: null }
}

function retryAfter(error: unknown): number | null {
  const headers = field(error, 'headers')
  const value = headers instanceof Headers ? headers.get('retry-after') : field(headers, 'retry-after')
  const seconds = Number(value)
  return value !== null && value !== undefined && Number.isFinite(seconds) && seconds >= 0
    ? seconds * 1000
    : null
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
