import { useEffect, useState } from 'react'
import type { DataRequestView } from '#contract/staff-requests.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon } from '../parts/icon.tsx'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage, type Route } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { type Act, ActDialog } from './act-dialog.tsx'
import { AskDialog } from './ask-dialog.tsx'
import { RequestItem } from './request-item.tsx'
import { type RequestList, useRequests } from './use-requests.ts'

const words = texts.requests
const everybody: Route = { room: 'requests', customerId: null }

/** What persons have asked of their data: written down by one of the staff, agreed to by another. */
export function RequestsPage({ customerId }: { customerId: string | null }) {
  const { shopName } = useSession()
  const list = useRequests(customerId)
  const [asking, setAsking] = useState(false)
  const [act, setAct] = useState<{ act: Act; request: DataRequestView } | null>(null)
  const [done, setDone] = useState('')
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  const finish = (sentence: string) => {
    setAsking(false)
    setAct(null)
    setDone(sentence)
    list.reload()
  }
  return (
    <div className="wing">
      <WingTabs room="requests" />
      <div className="page-scroll">
        <div className="page page-wide">
          <header className="queue-head">
            <div>
              <h1>{words.title}</h1>
              <p className="page-intro">{customerId === null ? words.intro : words.introOne}</p>
            </div>
            <Button look="primary" icon="plus" onClick={() => setAsking(true)}>
              {words.ask}
            </Button>
          </header>
          {customerId !== null && (
            <p className="side-actions">
              <Link to={customerPage(customerId)} className="text-link">
                {words.customer}
              </Link>
              <Link to={everybody} className="text-link">
                {words.all}
              </Link>
            </p>
          )}
          <div role="status">
            {done && (
              <p className="done-note">
                <Icon name="check" />
                <span>{done}</span>
              </p>
            )}
          </div>
          <List
            list={list}
            empty={customerId === null ? words.emptyText : words.emptyOne}
            onAct={(next, request) => setAct({ act: next, request })}
          />
        </div>
      </div>
      {asking && (
        <AskDialog
          customerId={customerId}
          onClose={() => setAsking(false)}
          onAsked={() => finish(words.said.asked)}
        />
      )}
      {act && <ActDialog {...act} onClose={() => setAct(null)} onDone={finish} onOvertaken={list.reload} />}
    </div>
  )
}

function List(props: {
  list: RequestList
  empty: string
  onAct: (act: Act, request: DataRequestView) => void
}) {
  const { list } = props
  if (list.status === 'loading' && list.requests.length === 0) return <Loading label={words.loading} />
  if (list.status === 'failed')
    return <Failed text={faultText(list.fault, words.failed)} onRetry={list.reload} />
  if (list.requests.length === 0) return <Empty title={words.empty} text={props.empty} />
  return (
    <>
      <ul className="plain-list" aria-label={words.list}>
        {list.requests.map((request) => (
          <li key={request.requestId}>
            <RequestItem request={request} onAct={(act) => props.onAct(act, request)} />
          </li>
        ))}
      </ul>
      {list.more && (
        <div className="side-actions">
          <Button look="quiet" onClick={list.more}>
            {words.more}
          </Button>
        </div>
      )}
    </>
  )
}
