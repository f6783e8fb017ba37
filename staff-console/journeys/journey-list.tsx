import { useState } from 'react'
import type { JourneyFigures, JourneyRow, JourneysPage } from '#contract/staff-journeys.ts'
import { listJourneys } from '../api/journeys.ts'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { allJourneys, journeyPage } from '../routing/route.ts'
import { mayEditJourneys, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { NoJourneys } from './no-journeys.tsx'
import { StatusChip } from './status-chip.tsx'
import { SwitchActions } from './switch-actions.tsx'

const words = texts.journeys

/** Every journey: whether it runs, and what became of it. */
export function JourneyList() {
  const session = useSession()
  const { resource, reload } = useResource(listJourneys)
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
        </div>
        {mayEditJourneys(session) && (
          <Link className="button button-primary" to={{ ...allJourneys, step: 'new' }}>
            <Icon name="plus" />
            {words.create}
          </Link>
        )}
      </header>
      {resource.status === 'loading' && <Loading label={words.loading} rows={8} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {resource.status === 'ready' && <Rows page={resource.value} onSwitched={reload} />}
    </>
  )
}

function Rows({ page, onSwitched }: { page: JourneysPage; onSwitched: () => Promise<void> }) {
  const [said, setSaid] = useState<string | null>(null)
  if (page.journeys.length === 0) return <NoJourneys onAdded={onSwitched} />
  return (
    <>
      <p role="status" className="hidden">
        {said}
      </p>
      <p className="quiet journeys-days">{words.days(page.days)}</p>
      <ul className="journey-list" aria-label={words.list}>
        {page.journeys.map((row) => (
          <li key={row.name}>
            <div className="segment-what">
              <h2>
                <Link to={journeyPage(row.name)} className="plain-title">
                  {row.title}
                </Link>{' '}
                <StatusChip status={row.status} />
              </h2>
              <p>{row.about}</p>
              <p className="quiet">
                {words.kinds[row.kind]} · {words.version(row.version)}
              </p>
            </div>
            <SmallFunnel figures={row.figures} />
            <SwitchActions
              journey={row}
              onSwitched={async (text) => {
                setSaid(`${row.title}: ${text}`)
                await onSwitched()
              }}
            />
          </li>
        ))}
      </ul>
    </>
  )
}

const steps = ['entered', 'heldOut', 'sent', 'converted'] as const

/** The way in four figures, and what was held back. */
function SmallFunnel({ figures }: { figures: JourneyRow['figures'] }) {
  const isQuiet = figures.entered === 0 && figures.leftOut.length === 0 && figures.suppressed.length === 0
  if (isQuiet) return <p className="quiet journey-funnel-none">{words.quiet}</p>
  return (
    <div className="journey-funnel">
      <dl>
        {steps.map((step) => (
          <div key={step}>
            <dt>{words.figures[step]}</dt>
            <dd>{figures[step].toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      <Suppressed figures={figures} />
    </div>
  )
}

function Suppressed({ figures }: { figures: JourneyFigures }) {
  const [first, ...others] = figures.suppressed
  if (!first) return null
  const all = figures.suppressed.reduce((sum, { count }) => sum + count, 0)
  const say = others.length > 0 ? words.suppressedBy : words.suppressedOne
  return <p className="quiet">{say(all, first.words)}</p>
}
