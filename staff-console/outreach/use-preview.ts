import { useEffect, useState } from 'react'
import type { PreviewInput, PreviewView } from '#contract/staff-outreach.ts'
import { RequestError } from '../api/http.ts'
import { previewOutreach } from '../api/outreach.ts'
import { texts } from '../texts.ts'

/** A change is often followed by another: the question waits this long for it. */
const PAUSE_MS = 250

export interface LivePreview {
  /** The last answer stays until the next one is here. */
  view: PreviewView | null
  problem: string | null
}

/** How a message will look while it is written; null: there is nothing to draw yet. */
export function usePreview(message: PreviewInput | null): LivePreview {
  const [held, setHeld] = useState<LivePreview>({ view: null, problem: null })
  const asked = message === null ? null : JSON.stringify(message)
  useEffect(() => {
    if (asked === null) {
      setHeld({ view: null, problem: null })
      return
    }
    const giveUp = new AbortController()
    const timer = window.setTimeout(async () => {
      try {
        const view = await previewOutreach(JSON.parse(asked), giveUp.signal)
        if (!giveUp.signal.aborted) setHeld({ view, problem: null })
      } catch (error) {
        if (!giveUp.signal.aborted) setHeld({ view: null, problem: problemOf(error) })
      }
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      giveUp.abort()
    }
  }, [asked])
  return held
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  return error.reason === 'refused' ? error.message : texts.outreach.preview.failed
}
