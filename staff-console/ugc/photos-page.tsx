import { useCallback, useEffect, useState } from 'react'
import type { UgcPage, UgcRow, UgcViewState } from '#contract/staff-ugc.ts'
import { listPhotos } from '../api/ugc.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { entriesOf } from '../slots/entries.ts'
import { texts } from '../texts.ts'
import { PieceList } from './piece-list.tsx'

const words = texts.photos
const states = entriesOf<UgcViewState>(words.states)

/** What customers gave: what waits for a person first, and what was decided. */
export function PhotosPage() {
  const { shopName } = useSession()
  const [state, setState] = useState<UgcViewState>('pending')
  const read = useCallback(() => listPhotos(state, null), [state])
  const { resource, reload, replace } = useResource(read)
  const [moreFailed, setMoreFailed] = useState(false)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  const page = resource.status === 'ready' ? resource.value : null
  const more = async (shown: UgcPage) => {
    setMoreFailed(false)
    try {
      const next = await listPhotos(state, shown.pieces.at(-1)?.ugcId ?? null)
      replace({ ...next, pieces: [...shown.pieces, ...next.pieces] })
    } catch {
      setMoreFailed(true)
    }
  }
  return (
    <div className="wing">
      <WingTabs room="photos" />
      <div className="page-scroll">
        <div className="page page-wide">
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
          <fieldset className="mail-views" aria-label={words.stateTabs}>
            {states.map(([each, name]) => (
              <button key={each} type="button" aria-pressed={state === each} onClick={() => setState(each)}>
                {name}
                {page && ` (${page.counts[each]})`}
              </button>
            ))}
          </fieldset>
          {resource.status === 'loading' && <Loading label={words.loading} />}
          {resource.status === 'failed' && (
            <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
          )}
          {page && (
            <PieceList key={state} state={state} page={page} onJudged={(row) => replace(after(page, row))} />
          )}
          {page && page.pieces.length === 0 && <Empty title={words.empty[state]} />}
          {page?.more && <Button onClick={() => void more(page)}>{words.more}</Button>}
          {moreFailed && <p role="alert">{words.failed}</p>}
        </div>
      </div>
    </div>
  )
}

/** The page without a piece that went to another state, counted there. */
function after(page: UgcPage, judged: UgcRow): UgcPage {
  const before = page.pieces.find(({ ugcId }) => ugcId === judged.ugcId)
  if (!before || before.state === judged.state) return page
  const counts = { ...page.counts }
  counts[before.state] -= 1
  counts[judged.state] += 1
  return { ...page, counts, pieces: page.pieces.filter((piece) => piece !== before) }
}
