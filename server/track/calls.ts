import { Problem, type ProblemKind } from '#contract/problem.ts'
import { type CallType, callTypes, type Fields, isFields, type Refusal } from '#domain/events/index.ts'
import type { Taken } from '#inbound/index.ts'

/** `/v1/batch`, and the six calls. */
export type TrackAddress = CallType | 'batch'

const KILOBYTE = 1024
/** An event may have 32 KB; around it there may be white space and a key. */
const SINGLE_BYTES = 64 * KILOBYTE
const BATCH_BYTES = 500 * KILOBYTE

export const addresses = new Map<string, TrackAddress>(
  [...callTypes, 'batch' as const].map((name) => [`/v1/${name}`, name]),
)

export function bodyLimit(address: TrackAddress): number {
  return address === 'batch' ? BATCH_BYTES : SINGLE_BYTES
}

/** The calls of a body, without keys and tokens. Throws `bad-request` where there are none. */
export function callsIn(address: TrackAddress, body: unknown): unknown[] {
  if (!isFields(body))
    throw new Problem('bad-request', 'The body must be an object.', {
      errors: [{ path: '', message: 'must be an object' }],
    })
  if (address !== 'batch') return [withoutKeys(body)]
  if (!Array.isArray(body.batch))
    throw new Problem('bad-request', 'Send { "batch": [ … ] }.', {
      errors: [{ path: 'batch', message: 'must be a list' }],
    })
  const shared = isFields(body.context) ? body.context : null
  return body.batch.map((call: unknown) => {
    if (!isFields(call)) return call
    const context = shared && { ...shared, ...(isFields(call.context) ? call.context : {}) }
    return withoutKeys(context ? { ...call, context } : call)
  })
}

/** What is kept of a call must not hold what opens doors. */
function withoutKeys(call: Fields): Fields {
  if (call.writeKey === undefined && call.identityToken === undefined) return call
  const { writeKey: _, identityToken: __, ...rest } = call
  return rest
}

const LIBRARY = /^[\w.@/ -]{1,40}$/

/** The library that sent this, where it says so plainly. */
export function libraryIn(calls: readonly unknown[]): string | null {
  const [first] = calls
  const context = isFields(first) ? first.context : undefined
  const library = isFields(context) ? context.library : undefined
  const name = isFields(library) ? library.name : undefined
  return typeof name === 'string' && LIBRARY.test(name) ? name : null
}

const kinds: Partial<Record<Refusal['code'], ProblemKind>> = {
  too_large: 'too-large',
  not_proved: 'forbidden',
  secret_only: 'forbidden',
}

/** The problem that tells a caller why its one event was not taken. */
export function refusalProblem({ refusal, setAsideId }: Extract<Taken, { ok: false }>): Problem {
  const kept = setAsideId === null ? '' : ` It is kept as ${setAsideId} and can be replayed.`
  return new Problem(kinds[refusal.code] ?? 'bad-request', `${sentence(refusal.message)}${kept}`, {
    errors: [{ path: refusal.field, message: refusal.message }],
  })
}

function sentence(text: string): string {
  const last = text.at(-1) ?? ''
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.?]/.test(last) ? '' : '.'}`
}

export interface BatchAnswer {
  success: true
  stored: number
  /** Known already, or reports of something that is counted already. */
  duplicates: number
  setAside: { index: number; messageId: string | null; code: string; field: string; message: string }[]
}

/** Segment's answer, and what became of each event that was not taken. */
export function batchAnswer(calls: readonly unknown[], taken: readonly Taken[]): BatchAnswer {
  const answer: BatchAnswer = { success: true, stored: 0, duplicates: 0, setAside: [] }
  for (const [index, one] of taken.entries()) {
    if (one.ok) answer[one.outcome === 'stored' ? 'stored' : 'duplicates']++
    else {
      const call = calls[index]
      const messageId =
        isFields(call) && typeof call.messageId === 'string' ? call.messageId.slice(0, 255) : null
      answer.setAside.push({ index, messageId, ...one.refusal })
    }
  }
  return answer
}
