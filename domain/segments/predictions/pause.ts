const AT_LEAST_MS = 8

/**
 * Lets timers and sockets have their turn when this much time has gone since they last had it; to be called
 * often, it is almost free. Training is arithmetic, and would else hold everybody up for minutes.
 */
export function takeTurns(): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < AT_LEAST_MS) return
    await new Promise((resolve) => setImmediate(resolve))
    last = performance.now()
  }
}
