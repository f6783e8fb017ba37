import { useEffect, useState } from 'react'
import type { Finding } from '#contract/content-templates.ts'
import { checkMessage } from '../api/content.ts'
import { RequestError } from '../api/http.ts'
import type { Draft } from './draft.ts'

/** A key is often followed by another: the question waits this long for it. */
const PAUSE_MS = 500

export interface Checks {
  status: 'checking' | 'ready' | 'failed'
  findings: readonly Finding[]
  /** By path: fields that are not right yet, so that nothing can be checked or drawn. */
  faults: Record<string, string>
}

/** What the checks find in what is being written; the last answer stays until the next one is here. */
export function useChecks(draft: Draft): Checks {
  const [held, setHeld] = useState<Checks>({ status: 'checking', findings: [], faults: {} })
  useEffect(() => {
    const giveUp = new AbortController()
    setHeld((before) => ({ ...before, status: 'checking' }))
    const timer = window.setTimeout(async () => {
      try {
        const { findings } = await checkMessage(draft, giveUp.signal)
        if (!giveUp.signal.aborted) setHeld({ status: 'ready', findings, faults: {} })
      } catch (error) {
        if (!giveUp.signal.aborted) setHeld(answerOf(error))
      }
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      giveUp.abort()
    }
  }, [draft])
  return held
}

function answerOf(error: unknown): Checks {
  const problem = error instanceof RequestError ? error.problem : null
  const faults = Object.fromEntries((problem?.errors ?? []).map(({ path, message }) => [path, message]))
  const isUnfinished = problem?.status === 400
  return { status: isUnfinished ? 'ready' : 'failed', findings: [], faults: isUnfinished ? faults : {} }
}
