import { useCallback, useState } from 'react'
import type { AudienceExportRow, AudiencePage } from '#contract/staff-integrations.ts'
import { confirmAudienceFile, readAudience } from '../api/integrations.ts'
import { TableBehind } from '../charts/table-behind.tsx'
import { BackLink } from '../customers/back-link.tsx'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { allAudiences, segmentPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { AudienceActs } from './audience-acts.tsx'
import { AudienceChip, dueWords, placeWords } from './audience-words.tsx'
import { PeopleBar } from './people-bar.tsx'
import { formProblem } from './save-problem.ts'
import { TakeFile } from './take-file.tsx'

const words = texts.audiences

/** One list: who may be in it, what the destination has, what was sent and taken. */
export function AudiencePane({ audienceId }: { audienceId: string }) {
  const read = useCallback(() => readAudience(audienceId), [audienceId])
  const { resource, reload } = useResource(read)
  return (
    <>
      <BackLink to={allAudiences} label={words.back} />
      {resource.status === 'loading' && <Loading label={words.loading} rows={6} />}
      {resource.status === 'failed' &&
        (resource.fault === 'missing' ? (
          <Empty title={words.missing} />
        ) : (
          <Failed text={faultText(resource.fault, words.oneFailed)} onRetry={() => void reload()} />
        ))}
      {resource.status === 'ready' && <Read page={resource.value} onChanged={reload} />}
    </>
  )
}

function Read({ page, onChanged }: { page: AudiencePage; onChanged: () => Promise<void> }) {
  const { audience } = page
  const [done, setDone] = useState<string | null>(null)
  const finish = (text: string | null) => {
    setDone(text)
    void onChanged()
  }
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{audience.name}</h1>
          <p className="page-intro">
            <AudienceChip state={audience.state} /> {placeWords(audience)}
          </p>
        </div>
        <AudienceActs audience={audience} onDone={finish} />
      </header>
      <div role="status">
        {done !== null && (
          <p className="done-note">
            <Icon name="check" />
            <span>{done}</span>
          </p>
        )}
      </div>
      {audience.note !== null && <p className="caution">{audience.note}</p>}
      <div className="slot-parts">
        <Section title={words.people.title}>
          <p>
            <Link to={segmentPage(audience.segmentId)} className="text-link">
              {words.segment(audience.segmentName ?? words.lostSegment)}
            </Link>
          </p>
          <p className="quiet">{words.needed}</p>
          <p>
            <span className="figure-value">{audience.members.toLocaleString('en')}</span> {words.there},{' '}
            {dueWords(audience)}
          </p>
          <PeopleBar one={audience} />
          {audience.refused.length > 0 && (
            <TableBehind
              summary={words.people.table}
              heads={[...words.people.heads]}
              rows={audience.refused.map(({ words: why, count }) => [why, count.toLocaleString('en')])}
            />
          )}
        </Section>
        {audience.webhook === null && <TakeFile audience={audience} onTaken={() => void onChanged()} />}
        <Exports page={page} onDone={finish} />
      </div>
    </>
  )
}

function Exports({ page, onDone }: { page: AudiencePage; onDone: (text: string | null) => void }) {
  const { exports } = page
  return (
    <Section title={words.exports.title}>
      {exports.length === 0 && <p className="quiet">{words.exports.none}</p>}
      <ul className="plain-list">
        {exports.map((one) => (
          <Export key={one.exportId} one={one} onDone={onDone} />
        ))}
      </ul>
    </Section>
  )
}

function Export({ one, onDone }: { one: AudienceExportRow; onDone: (text: string | null) => void }) {
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const confirm = async () => {
    setBusy(true)
    try {
      await confirmAudienceFile(one.exportId)
      setProblem(null)
      onDone(words.exports.confirmed)
    } catch (error) {
      setProblem(formProblem(error, '', words.form.notSaved).text)
    }
    setBusy(false)
  }
  const { mode, sequence, added, removed, arrivedAt } = one
  return (
    <li>
      <div className="plain-main">
        <span>
          {words.exports.modes[mode]} {sequence}
        </span>
        <span className="quiet">
          {words.exports.added(added)} · {words.exports.removed(removed)}
          {one.error !== null && ` · ${one.error}`}
        </span>
        {problem && (
          <span className="form-problem" role="alert">
            {problem}
          </span>
        )}
      </div>
      <span className="issued-end">
        <span className={`chip ${arrivedAt === null ? '' : 'chip-on'}`}>
          {arrivedAt === null ? words.exports.notArrived : words.exports.arrived}
        </span>
        <span className="quiet">
          <Ago at={one.takenAt} />
        </span>
        {mode !== 'push' && arrivedAt === null && (
          <Button busy={busy} onClick={() => void confirm()}>
            {words.exports.confirm}
          </Button>
        )}
      </span>
    </li>
  )
}
