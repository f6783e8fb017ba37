import { useCallback, useEffect, useState } from 'react'
import { readSegment, readSegmentFields } from '../api/segments.ts'
import { BackLink } from '../customers/back-link.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { navigate, setLeaveGuard } from '../routing/navigation.ts'
import { allSegments, type SegmentsRoute, segmentPage } from '../routing/route.ts'
import { mayEditSegments, useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { SegmentForm } from './segment-form.tsx'
import { SegmentList } from './segment-list.tsx'
import { SegmentPane } from './segment-pane.tsx'

const words = texts.segments

/** The segments: all of them, one of them, or one that is being written. */
export function SegmentsRoom({ route }: { route: SegmentsRoute }) {
  const session = useSession()
  const [done, setDone] = useState<{ text: string; at: string | null } | null>(null)
  const mayEdit = mayEditSegments(session)
  const step = mayEdit ? route.step : 'page'
  useEffect(() => {
    document.title = texts.app.title(words.title, session.shopName)
  }, [session.shopName])
  const finish = (text: string, segmentId: string | null) => {
    setLeaveGuard(null)
    setDone({ text, at: segmentId })
    navigate(segmentId === null ? allSegments : segmentPage(segmentId))
  }
  return (
    <div className="wing">
      <WingTabs room="segments" />
      <div className="page-scroll" key={`${route.segmentId} ${step}`}>
        <div className="page page-wide">
          {step === 'page' && (
            <div role="status">
              {done && done.at === route.segmentId && (
                <p className="done-note">
                  <Icon name="check" />
                  <span>{done.text}</span>
                </p>
              )}
            </div>
          )}
          {step !== 'page' && (
            <Written
              key={route.segmentId}
              segmentId={route.segmentId}
              onSaved={(segmentId) => finish(words.saved, segmentId)}
            />
          )}
          {step === 'page' && route.segmentId !== null && (
            <SegmentPane
              key={route.segmentId}
              segmentId={route.segmentId}
              onArchived={(name) => finish(words.archived(name), null)}
            />
          )}
          {step === 'page' && route.segmentId === null && <Front mayEdit={mayEdit} />}
        </div>
      </div>
    </div>
  )
}

function Front({ mayEdit }: { mayEdit: boolean }) {
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
        </div>
        {mayEdit && (
          <Link className="button button-primary" to={{ ...allSegments, step: 'new' }}>
            <Icon name="plus" />
            {words.create}
          </Link>
        )}
      </header>
      <SegmentList />
    </>
  )
}

/** The form, once it is known what it can offer and what stood there before. */
function Written(props: { segmentId: string | null; onSaved: (segmentId: string) => void }) {
  const { segmentId } = props
  const read = useCallback(async () => {
    const fields = await readSegmentFields()
    return { fields, before: segmentId === null ? null : await readSegment(segmentId) }
  }, [segmentId])
  const { resource, reload } = useResource(read)
  if (resource.status === 'loading') return <Loading label={words.form.loading} rows={6} />
  if (resource.status === 'failed') {
    return resource.fault === 'missing' ? (
      <Empty title={words.missing} />
    ) : (
      <Failed text={faultText(resource.fault, words.form.failed)} onRetry={() => void reload()} />
    )
  }
  const { before, fields } = resource.value
  return (
    <>
      <BackLink
        to={before ? segmentPage(before.segmentId) : allSegments}
        label={before?.name ?? words.back}
      />
      <h1>{before ? words.form.editTitle(before.name) : words.form.newTitle}</h1>
      <SegmentForm before={before} fields={fields} onSaved={props.onSaved} />
    </>
  )
}
