import { useState } from 'react'
import { addPlaybooks } from '../api/journeys.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/states.tsx'
import { mayEditJourneys, useSession } from '../session/session.ts'
import { problemOf } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'

const words = texts.journeys

/** A shop without journeys: the twelve playbooks are one press away. */
export function NoJourneys({ onAdded }: { onAdded: () => Promise<void> }) {
  const session = useSession()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const add = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await addPlaybooks()
      await onAdded()
    } catch (error) {
      setProblem(problemOf(error, words.playbooksFailed).text)
      setBusy(false)
    }
  }
  return (
    <Empty title={words.empty} text={words.emptyText}>
      {mayEditJourneys(session) && (
        <>
          <p className="quiet">{words.playbooksWhat}</p>
          <Button look="primary" busy={busy} onClick={() => void add()}>
            {words.playbooks}
          </Button>
        </>
      )}
      {problem && <p role="alert">{problem}</p>}
    </Empty>
  )
}
