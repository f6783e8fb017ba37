import { type ConversationRef, renewTurn } from '#domain/conversations/index.ts'
import type { InboundDeps } from './house.ts'

/** A turn is held this long; a worker that died loses it after that, and another one takes it up. */
export const LEASE_MS = 30_000
const RENEW_MS = 10_000

/** Renews the turn's lease until `stop`; aborts the turn when the lease turns out to be lost. */
export function holdLease(
  deps: InboundDeps,
  ref: ConversationRef,
  turnId: string,
  abort: AbortController,
): { stop: () => void } {
  const timer = setInterval(() => {
    renewTurn(deps.db, ref, turnId, LEASE_MS, deps.clock()).then(
      (held) => {
        if (!held) abort.abort()
      },
      (error: unknown) => deps.log.warn({ error }, 'a turn could not be renewed'),
    )
  }, RENEW_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
