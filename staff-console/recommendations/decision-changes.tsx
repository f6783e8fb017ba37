import { useState } from 'react'
import type { CurationChangeView } from '#contract/staff-recommendations.ts'
import { listCurationChanges } from '../api/recommendations.ts'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.recommendations.decisions

/** Who changed which decision, read when it is opened. */
export function DecisionChanges() {
  const [changes, setChanges] = useState<CurationChangeView[] | 'failed' | null>(null)
  const read = async () => {
    try {
      setChanges(await listCurationChanges())
    } catch {
      setChanges('failed')
    }
  }
  return (
    <details
      className="why decision-changes"
      onToggle={({ currentTarget }) => currentTarget.open && void read()}
    >
      <summary>{words.changes}</summary>
      {changes === 'failed' && <p role="alert">{words.changesFailed}</p>}
      {changes !== 'failed' && changes?.length === 0 && <p>{words.changesEmpty}</p>}
      {changes !== 'failed' && changes && changes.length > 0 && (
        <ul aria-label={words.changes}>
          {changes.map(({ change, what, by, at }) => (
            <li key={`${at} ${change} ${what}`}>
              {what} <span className="chip">{words.acts[change]}</span>{' '}
              <span className="quiet">
                {words.by(by ?? words.house)}, <Ago at={at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </details>
  )
}
