import type { State } from './state.ts'

const PATIENCE_MS = 15_000

/** Connects once somebody needs it: a page where nobody opens the chat never does. */
export function createLink(state: State, connect: () => void) {
  const start = () => {
    if (state.get().link !== 'idle') return
    state.set({ link: 'connecting' })
    connect()
  }

  /** Resolves when history has been read back; rejects when that takes too long, or is refused. */
  const ready = (): Promise<void> => {
    start()
    return new Promise((resolve, reject) => {
      const finish = (end: () => void) => {
        stop()
        clearTimeout(timer)
        end()
      }
      const look = () => {
        const { link, isSynced } = state.get()
        if (link === 'online' && isSynced) finish(resolve)
        if (link === 'refused') finish(() => reject(new Error('Rapport does not serve this page')))
      }
      const timer = setTimeout(
        () => finish(() => reject(new Error('Rapport cannot be reached'))),
        PATIENCE_MS,
      )
      const stop = state.subscribe(look)
      look()
    })
  }

  return { start, ready }
}
