import { useEffect, useState } from 'react'
import { askServer, ShopError } from './ask-server.ts'

export type Loaded<T> =
  | { state: 'loading' }
  | { state: 'ready'; data: T }
  | { state: 'failed'; error: ShopError; again: () => void }

// going back to a page shows it at once; it is asked for again all the same
const seen = new Map<string, unknown>()
const MOST_SEEN = 40

/** What the server answers at `path`; null asks nothing and goes on loading. */
export function useData<T>(path: string | null, token?: string | null): Loaded<T> {
  const [answer, setAnswer] = useState<{ path: string; result: Loaded<T> } | null>(null)
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    if (path === null) return
    const stop = new AbortController()
    const again = () => {
      setAnswer(null)
      setAttempt((count) => count + 1)
    }
    askServer<T>(path, { token: token ?? null, signal: stop.signal }).then(
      (data) => {
        if (!token) remember(path, data)
        setAnswer({ path, result: { state: 'ready', data } })
      },
      (error: unknown) => {
        if (stop.signal.aborted) return
        const known = error instanceof ShopError ? error : new ShopError(500, '')
        setAnswer({ path, result: { state: 'failed', error: known, again } })
      },
    )
    return () => stop.abort()
  }, [path, token, attempt])
  if (path !== null && answer?.path === path) return answer.result
  const before = path === null || token ? undefined : recall<T>(path)
  return before === undefined ? { state: 'loading' } : { state: 'ready', data: before }
}

function remember(path: string, data: unknown): void {
  seen.delete(path)
  seen.set(path, data)
  const oldest = seen.keys().next().value
  if (seen.size > MOST_SEEN && oldest !== undefined) seen.delete(oldest)
}

// what is kept under a path is what that path answered
function recall<T>(path: string): T | undefined {
  return seen.get(path) as T | undefined
}
