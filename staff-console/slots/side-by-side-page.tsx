import { useEffect, useState } from 'react'
import { listSlots } from '../api/slots.ts'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { Compared } from './compared.tsx'
import { PageFields } from './page-fields.tsx'
import { usePreview } from './use-preview.ts'
import type { Viewer } from './viewer.ts'
import { Viewers } from './viewers.tsx'

const words = texts.slots.side

/** The slots as several would see them, beside each other, each with its reason. */
export function SideBySidePage({ slot }: { slot: string | null }) {
  const { shopName } = useSession()
  const [viewers, setViewers] = useState<readonly Viewer[]>([])
  const [page, setPage] = useState({ path: '/', productId: '', search: '' })
  const [chosen, setChosen] = useState(slot)
  const { resource } = useResource(listSlots)
  const slots = resource.status === 'ready' ? resource.value.slots : []
  const preview = usePreview(viewers, page, chosen)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  return (
    <div className="wing">
      <WingTabs room="side-by-side" />
      <div className="page-scroll">
        <div className="page page-full">
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
          <PageFields page={page} onPage={setPage} slots={slots} chosen={chosen} onChosen={setChosen} />
          <Viewers viewers={viewers} onChange={setViewers} />
          {viewers.length === 0 && <Empty title={words.nobody} text={words.nobodyText} />}
          {viewers.length > 0 && preview.status === 'failed' && (
            <Failed text={faultText(preview.fault, words.failed)} onRetry={preview.retry} />
          )}
          {viewers.length > 0 && preview.status !== 'failed' && preview.answer === null && (
            <Loading label={words.loading} />
          )}
          {viewers.length > 0 && preview.answer !== null && (
            <Compared
              viewers={preview.viewers}
              answer={preview.answer}
              places={new Map(slots.map(({ name, place }) => [name, place]))}
              busy={preview.status === 'loading'}
            />
          )}
        </div>
      </div>
    </div>
  )
}
