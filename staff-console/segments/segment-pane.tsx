import { useCallback, useEffect, useState } from 'react'
import type { SegmentPage } from '#contract/staff-segments.ts'
import { readSegment } from '../api/segments.ts'
import { BackLink } from '../customers/back-link.tsx'
import { dayAndYear } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { allSegments, segmentPage } from '../routing/route.ts'
import { mayEditSegments, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { ArchiveSegment } from './archive-segment.tsx'
import { SegmentChecks } from './segment-checks.tsx'
import { SegmentMembers } from './segment-members.tsx'
import { SegmentSize } from './segment-size.tsx'

const words = texts.segments

/** While a new rule is asked of everybody, the page looks again this often. */
const LOOK_AGAIN_MS = 1500

/** One segment: its rule, whether it will do, how it has moved, who is in it. */
export function SegmentPane(props: { segmentId: string; onArchived: (name: string) => void }) {
  const { segmentId } = props
  const read = useCallback(() => readSegment(segmentId), [segmentId])
  const { resource, reload } = useResource(read)
  const waits = resource.status === 'ready' && resource.value.checks.freshness.evaluatedAt === null
  useEffect(() => {
    if (!waits) return
    const timer = window.setInterval(() => void reload(), LOOK_AGAIN_MS)
    return () => window.clearInterval(timer)
  }, [waits, reload])
  return (
    <>
      <BackLink to={allSegments} label={words.back} />
      {resource.status === 'loading' && <Loading label={words.oneLoading} rows={6} />}
      {resource.status === 'failed' &&
        (resource.fault === 'missing' ? (
          <Empty title={words.missing} />
        ) : (
          <Failed text={faultText(resource.fault, words.oneFailed)} onRetry={() => void reload()} />
        ))}
      {resource.status === 'ready' && <Read page={resource.value} onArchived={props.onArchived} />}
    </>
  )
}

function Read({ page, onArchived }: { page: SegmentPage; onArchived: (name: string) => void }) {
  const session = useSession()
  const [archiving, setArchiving] = useState(false)
  useEffect(() => {
    document.title = texts.app.title(page.name, session.shopName)
  }, [page.name, session.shopName])
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{page.name}</h1>
          <p className="page-intro">{page.description}</p>
        </div>
        {mayEditSegments(session) && (
          <div className="side-actions">
            <Link className="button button-plain" to={{ ...segmentPage(page.segmentId), step: 'edit' }}>
              {words.edit}
            </Link>
            <Button look="quiet" onClick={() => setArchiving(true)}>
              {words.archive}
            </Button>
          </div>
        )}
      </header>
      <div className="segment-parts">
        <Section title={words.rule} aside={page.readyMade && <span className="chip">{words.readyMade}</span>}>
          <p className="rule-words">{page.words}</p>
          <p className="quiet">
            {words.usedFor(words.purposes[page.purpose])}{' '}
            {words.version(page.version, dayAndYear(page.updatedAt))}
          </p>
        </Section>
        <SegmentChecks checks={page.checks} />
        <SegmentSize days={page.days} />
        <SegmentMembers
          key={page.checks.freshness.evaluatedAt}
          segmentId={page.segmentId}
          members={page.members}
          count={page.checks.size.members}
        />
      </div>
      {archiving && (
        <ArchiveSegment
          page={page}
          onClose={() => setArchiving(false)}
          onArchived={() => onArchived(page.name)}
        />
      )}
    </>
  )
}
