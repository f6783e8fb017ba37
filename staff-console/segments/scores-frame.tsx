import { type ReactNode, useEffect } from 'react'
import type { ScoresPage } from '#contract/staff-segments.ts'
import { readScores } from '../api/segments.ts'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'

const words = texts.scores

/** A page of what the last training says, with how that training went. */
export function ScoresFrame(props: {
  room: 'groups' | 'predictions'
  title: string
  intro: string
  children: (page: ScoresPage) => ReactNode
}) {
  const { shopName } = useSession()
  const { resource, reload } = useResource(readScores)
  const runs = resource.status === 'ready' && resource.value.run?.endedAt === null
  useEffect(() => {
    document.title = texts.app.title(props.title, shopName)
  }, [props.title, shopName])
  useEffect(() => {
    if (!runs) return
    const timer = window.setInterval(() => void reload(), 3000)
    return () => window.clearInterval(timer)
  }, [runs, reload])
  return (
    <div className="wing">
      <WingTabs room={props.room} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls and may hold no link, so the keyboard must reach it */}
      <div className="page-scroll" tabIndex={0}>
        <div className="page page-wide">
          <h1>{props.title}</h1>
          <p className="page-intro">{props.intro}</p>
          {resource.status === 'loading' && <Loading label={words.loading} rows={6} />}
          {resource.status === 'failed' && (
            <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
          )}
          {resource.status === 'ready' && (
            <>
              <Training page={resource.value} />
              {resource.value.scoredAt === null && resource.value.models.length === 0 ? (
                <Empty title={words.never} text={words.neverText} />
              ) : (
                <div className="segment-parts">{props.children(resource.value)}</div>
              )}
            </>
          )}
        </div>
      </div>
    </div>
  )
}

function Training({ page: { run, scoredAt, customers } }: { page: ScoresPage }) {
  return (
    <div role="status" className="training">
      {run?.endedAt === null && <p className="read-only">{words.running(run.step, run.done, run.total)}</p>}
      {run?.error && <p className="caution">{words.runFailed(run.error)}</p>}
      {scoredAt && (
        <p className="quiet">
          {words.scored(texts.segments.people(customers))} <Ago at={scoredAt} />
        </p>
      )}
    </div>
  )
}
