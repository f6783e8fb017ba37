import type { PageContext } from '../../contract/chat.ts'
import type { ProblemDetails } from '../../contract/problem.ts'

/** A message of the shopper that the server has not acknowledged. */
export interface Unsent {
  clientMessageId: string
  text: string
  page?: PageContext
  /** Attempts that ended without any answer while we were connected. */
  attempts: number
  /** Why it was given up; null while it will still be sent. */
  problem: ProblemDetails | null
}

/** What to do after the server refused, or did not answer. Waiting times in milliseconds. */
export type Next = { do: 'wait'; ms: number } | { do: 'give_up' }

const MAX_ATTEMPTS = 3

/** A limit is waited out; a fault of the server is tried again; a refusal is shown to the shopper. */
export function afterRefusal(problem: ProblemDetails, attempts: number): Next {
  if (problem.status === 429) return { do: 'wait', ms: clamp(problem.retryAfterSeconds ?? 2, 1, 60) * 1000 }
  if (problem.status >= 500 && attempts < MAX_ATTEMPTS) return { do: 'wait', ms: 1000 * 2 ** attempts }
  return { do: 'give_up' }
}

export function afterSilence(attempts: number): Next {
  return attempts < MAX_ATTEMPTS ? { do: 'wait', ms: 500 } : { do: 'give_up' }
}

/** The next one to send: in the order they were written, past those that were given up. */
export function nextUnsent(outbox: readonly Unsent[]): Unsent | null {
  return outbox.find((entry) => entry.problem === null) ?? null
}

export function without(outbox: readonly Unsent[], clientMessageId: string): Unsent[] {
  return outbox.filter((entry) => entry.clientMessageId !== clientMessageId)
}

export function changed(
  outbox: readonly Unsent[],
  clientMessageId: string,
  change: Partial<Unsent>,
): Unsent[] {
  return outbox.map((entry) => (entry.clientMessageId === clientMessageId ? { ...entry, ...change } : entry))
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
