import { useCallback, useEffect, useState } from 'react'
import type { JourneyPage } from '#contract/staff-journeys.ts'
import { readJourney } from '../api/journeys.ts'
import { BackLink } from '../customers/back-link.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { allJourneys, type JourneysRoute, journeyPage, journeySteps } from '../routing/route.ts'
import { maySeeJourneyPeople, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { Overview } from './overview.tsx'
import { PeopleTab } from './people-tab.tsx'
import { ReadoutTab } from './readout-tab.tsx'
import { SnapshotTab } from './snapshot-tab.tsx'
import { StatusChip } from './status-chip.tsx'
import { SwitchActions } from './switch-actions.tsx'
import { WrittenJourney } from './written-journey.tsx'

const words = texts.journeys

type Opened = Omit<JourneysRoute, 'journey' | 'step'> & {
  journey: string
  step: Exclude<JourneysRoute['step'], 'new'>
}

/** One journey, on its four pages. */
export function JourneyPane({ route, onSaved }: { route: Opened; onSaved: (name: string) => void }) {
  const { journey: name } = route
  const read = useCallback(() => readJourney(name), [name])
  const { resource, reload } = useResource(read)
  return (
    <>
      <BackLink to={allJourneys} label={words.back} />
      {resource.status === 'loading' && <Loading label={words.oneLoading} rows={7} />}
      {resource.status === 'failed' &&
        (resource.fault === 'missing' ? (
          <Empty title={words.missing} />
        ) : (
          <Failed text={faultText(resource.fault, words.oneFailed)} onRetry={() => void reload()} />
        ))}
      {resource.status === 'ready' && (
        <Read page={resource.value} route={route} onChanged={reload} onSaved={onSaved} />
      )}
    </>
  )
}

function Read(props: {
  page: JourneyPage
  route: Opened
  onChanged: () => Promise<void>
  onSaved: (name: string) => void
}) {
  const { page, route } = props
  const { step, readoutId } = route
  const { shopName } = useSession()
  const [said, setSaid] = useState<string | null>(null)
  useEffect(() => {
    document.title = texts.app.title(page.title, shopName)
  }, [page.title, shopName])
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>
            {page.title} <StatusChip status={page.status} />
          </h1>
          <p className="page-intro">
            {page.about}{' '}
            <span className="quiet">
              {words.kinds[page.kind]} · {words.version(page.version)}
              {page.status === 'on' && page.switchedOnAt && (
                <>
                  {' · '}
                  {words.statuses.on.toLowerCase()} <Ago at={page.switchedOnAt} />
                </>
              )}
            </span>
          </p>
        </div>
        <SwitchActions
          journey={page}
          onSwitched={async (text) => {
            setSaid(text)
            await props.onChanged()
          }}
        />
      </header>
      <div role="status">{said && <p className="done-note">{said}</p>}</div>
      <Tabs name={page.name} step={step} />
      {step === 'page' && <Overview page={page} />}
      {step === 'people' && <PeopleTab page={page} />}
      {step === 'definition' && <WrittenJourney page={page} onSaved={props.onSaved} />}
      {step === 'readout' && readoutId === null && <ReadoutTab name={page.name} />}
      {step === 'readout' && readoutId !== null && <SnapshotTab name={page.name} readoutId={readoutId} />}
    </>
  )
}

function Tabs({ name, step }: { name: string; step: Opened['step'] }) {
  const session = useSession()
  const seen = journeySteps.filter((each) => each !== 'people' || maySeeJourneyPeople(session))
  return (
    <nav className="tabs journey-tabs" aria-label={words.tabsLabel}>
      {seen.map((each) => (
        <Link
          key={each}
          to={journeyPage(name, each)}
          className="tab"
          aria-current={each === step ? 'page' : undefined}
        >
          {words.tabs[each]}
        </Link>
      ))}
    </nav>
  )
}
