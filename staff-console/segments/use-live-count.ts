import { useEffect, useState } from 'react'
import type { Rule, SegmentPurpose } from '#contract/segments.ts'
import type { SegmentCount } from '#contract/staff-segments.ts'
import { RequestError } from '../api/http.ts'
import { countRule } from '../api/segments.ts'
import { texts } from '../texts.ts'

/** A change is often followed by another: the question waits this long for it. */
const PAUSE_MS = 300

export interface LiveCount {
  /** The last answer stays until the next one is here. */
  answer: SegmentCount | null
  status: 'waits' | 'counting' | 'ready' | 'failed'
  problem: string | null
  retry: () => void
}

/** Whom a rule means while it is written; null: it is not whole yet. A question that is overtaken is given up. */
export function useLiveCount(rule: Rule | null, purpose: SegmentPurpose): LiveCount {
  const [held, setHeld] = useState<Omit<LiveCount, 'retry'>>({ answer: null, status: 'waits', problem: null })
  const [tries, setTries] = useState(0)
  const asked = rule === null ? null : JSON.stringify(rule)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks the same again
  useEffect(() => {
    if (asked === null) {
      setHeld({ answer: null, status: 'waits', problem: null })
      return
    }
    const giveUp = new AbortController()
    setHeld((before) => ({ ...before, status: 'counting', problem: null }))
    const timer = window.setTimeout(async () => {
      try {
        const answer = await countRule(JSON.parse(asked), purpose, giveUp.signal)
        if (!giveUp.signal.aborted) setHeld({ answer, status: 'ready', problem: null })
      } catch (error) {
        if (!giveUp.signal.aborted) setHeld({ answer: null, status: 'failed', problem: problemOf(error) })
      }
    }, PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      giveUp.abort()
    }
  }, [asked, purpose, tries])
  return { ...held, retry: () => setTries((count) => count + 1) }
}

function problemOf(error: unknown): string {
  if (!(error instanceof RequestError) || error.reason === 'offline') return texts.app.noConnection
  return error.problem?.status === 400 ? error.message : texts.segments.form.countFailed
}
