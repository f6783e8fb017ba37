import { useEffect, useState } from 'react'
import type { JourneyDefinition } from '#contract/journeys.ts'
import type { JourneyCount } from '#contract/staff-journeys.ts'
import { countJourney } from '../api/journeys.ts'

/** A change is often followed by another: the question waits this long for it. */
const PAUSE_MS = 600

export interface Counted {
  /** The last answer stays until the next one is here. */
  answer: JourneyCount | null
  status: 'waits' | 'counting' | 'ready' | 'failed'
}

/** Whom a journey would find while it is written; null: it is not whole yet. A question that is overtaken is given up. */
export function useJourneyCount(journey: JourneyDefinition | null): Counted {
  const [held, setHeld] = useState<Counted>({ answer: null, status: 'waits' })
  const asked = journey === null ? null : JSON.stringify(journey)
  useEffect(() => {
    if (asked === null) {
      setHeld({ answer: null, status: 'waits' })
      return
    }
    const giveUp = new AbortController()
    setHeld(({ answer }) => ({ answer, status: 'counting' }))
    const timer = window.setTimeout(async () => {
      try {
        const answer = await countJourney(JSON.parse(asked), giveUp.signal)
        if (!giveUp.signal.aborted) setHeld({ answer, status: 'ready' })
      } catch {
        if (!giveUp.signal.aborted) setHeld({ answer: null, status: 'failed' })
      }
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      giveUp.abort()
    }
  }, [asked])
  return held
}
