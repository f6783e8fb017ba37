import { useEffect } from 'react'
import type { SourcesPage } from '#contract/staff-sources.ts'
import { readSources } from '../api/sources.ts'
import { BackLink } from '../customers/back-link.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { FirstEvent } from './first-event.tsx'
import { SetAside } from './set-aside.tsx'
import { SourceList } from './source-list.tsx'
import { SourcePane } from './source-pane.tsx'

const words = texts.sources
const all = { room: 'sources', source: null } as const

/** Where events come from: all sources, or one. */
export function SourcesRoom({ source }: { source: string | null }) {
  const { shopName } = useSession()
  const { resource, reload } = useResource(readSources)
  useEffect(() => {
    document.title = texts.app.title(source ?? words.title, shopName)
  }, [source, shopName])
  return (
    <div className="wing">
      <WingTabs room="sources" />
      <div className="page-scroll" key={source}>
        <div className="page page-wide">
          {source === null ? (
            <>
              <h1>{words.title}</h1>
              <p className="page-intro">{words.intro}</p>
            </>
          ) : (
            <>
              <BackLink to={all} label={words.back} />
              <h1 className="source-name">{source}</h1>
            </>
          )}
          {resource.status === 'loading' && <Loading label={words.loading} />}
          {resource.status === 'failed' && (
            <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
          )}
          {resource.status === 'ready' && (
            <Body page={resource.value} source={source} onChanged={() => void reload()} />
          )}
        </div>
      </div>
    </div>
  )
}

function Body(props: { page: SourcesPage; source: string | null; onChanged: () => void }) {
  const { page, source, onChanged } = props
  const groups = page.setAside.filter((group) => source === null || group.source === source)
  if (page.sources.length === 0 && groups.length === 0) return <FirstEvent onLook={onChanged} />
  const view = page.sources.find((each) => each.source === source)
  return (
    <div className="segment-parts">
      {source === null && <SourceList sources={page.sources} />}
      {view && <SourcePane view={view} />}
      {source !== null && !view && <Empty title={words.missing} />}
      <SetAside groups={groups} showSource={source === null} onChanged={onChanged} />
    </div>
  )
}
