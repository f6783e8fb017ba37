const AT_LEAST_MS = 8

/**
 * Lets timers and sockets have their turn when this much time has gone since they last had it; to be called
 * often, it is almost free. Training is arithmetic, and would else hold everybody up for minutes. Throws when the signal says so.
 */
export function takeTurns(signal?: AbortSignal): () => Promise<void> {
  let last = performance.now()
  return async () => {
    signal?.throwIfAborted()
    if (performance.now() - last < AT_LEAST_MS) return
    await new Promise((resolve) => setImmediate(resolve))
    last = performance.now()
  }
}
