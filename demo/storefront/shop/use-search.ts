import { useEffect, useState } from 'react'
import type { SearchAnswer } from '../../../contract/search.ts'
import { askOpen } from './ask-open.ts'
import { ShopError } from './ask-server.ts'
import { lastViewed } from './slots.ts'
import type { Loaded } from './use-data.ts'

/** What the search answers to the page's address; what was found before stays until there is something newer. */
export function useSearch(query: URLSearchParams): Loaded<SearchAnswer> {
  const asked = query.toString()
  const [result, setResult] = useState<Loaded<SearchAnswer>>({ state: 'loading' })
  const [attempt, setAttempt] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks again
  useEffect(() => {
    const stop = new AbortController()
    const parameters = new URLSearchParams(asked)
    for (const id of lastViewed()) parameters.append('viewed', id)
    askOpen<SearchAnswer>('search', parameters, stop.signal).then(
      (data) => setResult({ state: 'ready', data }),
      (error: unknown) => {
        if (stop.signal.aborted) return
        const known = error instanceof ShopError ? error : new ShopError(500, '')
        setResult({ state: 'failed', error: known, again: () => setAttempt((count) => count + 1) })
      },
    )
    return () => stop.abort()
  }, [asked, attempt])
  return result
}
