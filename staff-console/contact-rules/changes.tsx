import { useCallback, useEffect, useState } from 'react'
import type { SettingChangePage, SettingChangeRow } from '#contract/staff-contact-rules.ts'
import { listSettingChanges } from '../api/contact-rules.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { type Fault, faultOf } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'
import { fieldName, valueLines } from './change-words.ts'

const words = texts.contactRules.changes

/** Who changed which rule or setting, the newest first. */
export function Changes() {
  const [page, setPage] = useState<SettingChangePage | null>(null)
  const [fault, setFault] = useState<Fault | null>(null)
  const read = useCallback(async (before: string | null) => {
    setFault(null)
    try {
      const next = await listSettingChanges(before)
      setPage((held) =>
        held && before !== null ? { ...next, changes: [...held.changes, ...next.changes] } : next,
      )
    } catch (error) {
      setFault(faultOf(error))
    }
  }, [])
  useEffect(() => void read(null), [read])
  const older = page?.next ?? null
  return (
    <Section title={words.title}>
      <p className="quiet">{words.intro}</p>
      {page === null && fault === null && <Loading label={words.loading} />}
      {page?.changes.length === 0 && <p>{words.empty}</p>}
      {page && page.changes.length > 0 && (
        <ul className="plain-list" aria-label={words.list}>
          {page.changes.map((change) => (
            <li key={change.changeId}>
              <Change change={change} />
            </li>
          ))}
        </ul>
      )}
      {fault !== null && <Failed text={faultText(fault, words.failed)} onRetry={() => void read(older)} />}
      {fault === null && older !== null && (
        <Button look="quiet" onClick={() => void read(older)}>
          {words.more}
        </Button>
      )}
    </Section>
  )
}

function Change({ change }: { change: SettingChangeRow }) {
  return (
    <div className="plain-main">
      <span className="plain-title">
        {fieldName(change.field)} <span className="chip">{words.areas[change.area]}</span>
      </span>
      <span className="quiet">
        {change.changedByName ?? words.house}, <Ago at={change.changedAt} />
      </span>
      <dl className="change-values">
        <dt>{words.was}</dt>
        <dd>
          <Lines field={change.field} value={change.before} />
        </dd>
        <dt>{words.is}</dt>
        <dd>
          <Lines field={change.field} value={change.after} />
        </dd>
      </dl>
    </div>
  )
}

function Lines({ field, value }: { field: string; value: unknown }) {
  return valueLines(field, value).map((line, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: lines of one value never move, and two may be alike
    <span key={index}>{line}</span>
  ))
}
