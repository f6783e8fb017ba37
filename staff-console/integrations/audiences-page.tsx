import { useEffect, useState } from 'react'
import type { AudienceRow, AudiencesPage as Page } from '#contract/staff-integrations.ts'
import { listAudiences } from '../api/integrations.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { navigate } from '../routing/navigation.ts'
import { audiencePage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { AudienceForm } from './audience-form.tsx'
import { AudiencePane } from './audience-pane.tsx'
import { AudienceChip, dueWords, placeWords } from './audience-words.tsx'
import { PeopleBar } from './people-bar.tsx'

const words = texts.audiences

/** The lists for ads: all of them, or one. */
export function AudiencesPage({ audienceId }: { audienceId: string | null }) {
  const { shopName } = useSession()
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  return (
    <div className="wing">
      <WingTabs room="audiences" />
      <div className="page-scroll" key={audienceId}>
        <div className="page page-wide">
          {audienceId === null ? <List /> : <AudiencePane audienceId={audienceId} />}
        </div>
      </div>
    </div>
  )
}

function List() {
  const { resource, reload } = useResource(listAudiences)
  const [making, setMaking] = useState(false)
  const page = resource.status === 'ready' ? resource.value : null
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
        </div>
        <Button
          look="primary"
          icon="plus"
          why={page === null ? words.loading : null}
          onClick={() => setMaking(true)}
        >
          {words.create}
        </Button>
      </header>
      {resource.status === 'loading' && <Loading label={words.loading} rows={6} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {page && <Rows page={page} />}
      {page && making && (
        <AudienceForm
          page={page}
          onClose={() => setMaking(false)}
          onSaved={(audienceId) => navigate(audiencePage(audienceId))}
        />
      )}
    </>
  )
}

function Rows({ page }: { page: Page }) {
  if (page.audiences.length === 0) return <Empty title={words.empty} text={words.emptyText} />
  return (
    <ul className="offer-list" aria-label={words.list}>
      {page.audiences.map((one) => (
        <Row key={one.audienceId} one={one} />
      ))}
    </ul>
  )
}

function Row({ one }: { one: AudienceRow }) {
  return (
    <li>
      <div className="segment-what">
        <h2>
          <Link to={audiencePage(one.audienceId)} className="plain-title">
            {one.name}
          </Link>{' '}
          <AudienceChip state={one.state} />
        </h2>
        <p>{words.segment(one.segmentName ?? words.lostSegment)}</p>
        <p className="quiet">{placeWords(one)}</p>
        {one.note !== null && <p className="caution">{one.note}</p>}
      </div>
      <div className="budget">
        <p>
          <span className="figure-value">{one.members.toLocaleString('en')}</span> {words.there}
        </p>
        <p className="quiet">{dueWords(one)}</p>
        <PeopleBar one={one} />
      </div>
    </li>
  )
}
