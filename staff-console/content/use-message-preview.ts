import { useEffect, useState } from 'react'
import type { MessagePreview, MessagePreviewInput } from '#contract/staff-content.ts'
import { previewMessage } from '../api/content.ts'
import { RequestError } from '../api/http.ts'

/** A key is often followed by another: the question waits this long for it. */
const PAUSE_MS = 500

export interface LivePreviews {
  status: 'none' | 'loading' | 'ready' | 'unfinished' | 'failed'
  /** The last answer stays until the next one is here. */
  previews: readonly MessagePreview[]
}

const none: LivePreviews = { status: 'none', previews: [] }

/** How the message would look to these customers while it is written; null: to nobody yet. */
export function useMessagePreview(input: MessagePreviewInput | null): LivePreviews {
  const [held, setHeld] = useState<LivePreviews>(none)
  const asked = input === null ? null : JSON.stringify(input)
  useEffect(() => {
    if (asked === null) {
      setHeld(none)
      return
    }
    const giveUp = new AbortController()
    setHeld((before) => ({ ...before, status: 'loading' }))
    const timer = window.setTimeout(async () => {
      try {
        const { previews } = await previewMessage(JSON.parse(asked), giveUp.signal)
        if (!giveUp.signal.aborted) setHeld({ status: 'ready', previews })
      } catch (error) {
        if (giveUp.signal.aborted) return
        const isUnfinished = error instanceof RequestError && error.problem?.status === 400
        setHeld(({ previews }) => ({ status: isUnfinished ? 'unfinished' : 'failed', previews }))
      }
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      giveUp.abort()
    }
  }, [asked])
  return held
}
