/** Tells whoever listens in this process. */
export function createHub<T>(): {
  hear: (listener: (event: T) => void) => () => void
  tell: (event: T) => void
} {
  const listeners = new Set<(event: T) => void>()
  return {
    hear: (listener) => {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
    tell: (event) => {
      for (const listener of listeners) listener(event)
    },
  }
}
