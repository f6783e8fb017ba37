import { useEffect, useState } from 'react'
import type { TrainingView } from '#contract/staff-recommendations.ts'
import { RequestError } from '../api/http.ts'
import { readTraining, train } from '../api/recommendations.ts'
import { texts } from '../texts.ts'

const LOOK_MS = 700

export interface Training {
  run: TrainingView | null
  busy: boolean
  /** It was begun, or seen running, on this page. */
  seen: boolean
  /** Why it could not begin. */
  problem: string | null
  begin: () => void
}

/** The latest training, followed while it runs; `onDone` once it is over. */
export function useTraining(latest: TrainingView | null, onDone: () => Promise<void>): Training {
  const [run, setRun] = useState(latest)
  const [asked, setAsked] = useState(false)
  const [seen, setSeen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const runs = run !== null && run.endedAt === null
  useEffect(() => {
    if (!runs) return
    setSeen(true)
    const timer = window.setInterval(async () => {
      try {
        const now = await readTraining()
        setRun(now)
        if (now?.endedAt) await onDone()
      } catch {
        // no answer: the next look asks again
      }
    }, LOOK_MS)
    return () => window.clearInterval(timer)
  }, [runs, onDone])
  const begin = async () => {
    setAsked(true)
    setProblem(null)
    try {
      const begun = await train()
      setSeen(true)
      setRun(begun)
      if (begun?.endedAt) await onDone()
    } catch (error) {
      const refused = error instanceof RequestError && error.reason === 'refused'
      setProblem(refused ? error.message : texts.recommendations.model.notBegun)
    }
    setAsked(false)
  }
  return { run, busy: runs || asked, seen, problem, begin: () => void begin() }
}
