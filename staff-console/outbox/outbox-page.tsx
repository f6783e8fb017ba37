import { useCallback } from 'react'
import { countOutbox } from '../api/outbox.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { type OutboxRoute, wholeOutbox } from '../routing/route.ts'
import { readsWholeOutbox, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { Filters } from './filters.tsx'
import { MessageRow } from './message-row.tsx'
import { StateBars } from './state-bars.tsx'
import { useLookAgain } from './use-look-again.ts'
import { type OutboxList, useOutbox } from './use-outbox.ts'

const words = texts.outbox
/** Every message of a month is counted: less often than the list is read. */
const COUNT_AGAIN_MS = 15_000

/** Where messages stand, and each of them with its reason. */
export function OutboxPage({ route }: { route: OutboxRoute }) {
  const wholly = readsWholeOutbox(useSession())
  const counts = useResource(countOutbox)
  const list = useOutbox(route)
  const { reload: count } = counts
  useLookAgain(list.reload)
  useLookAgain(
    useCallback(() => void count(), [count]),
    COUNT_AGAIN_MS,
  )
  const { resource } = counts
  return (
    <>
      <header className="queue-head">
        <div>
          <h1>{words.title}</h1>
          <p className="page-intro">{wholly ? words.intro : words.introOwn}</p>
        </div>
      </header>
      {resource.status === 'ready' && <StateBars counts={resource.value} route={route} />}
      {resource.status === 'failed' && resource.fault !== 'offline' && <p>{words.countsFailed}</p>}
      <Filters route={route} reasons={resource.status === 'ready' ? resource.value.reasons : []} />
      <p role="status" className={list.stale ? 'caution' : ''}>
        {list.stale && words.stale}
      </p>
      <List list={list} filtered={isFiltered(route)} route={route} />
    </>
  )
}

const isFiltered = ({ state, channel, sender, reason, customerId }: OutboxRoute) =>
  state !== null || channel !== null || sender !== null || reason !== '' || customerId !== ''

function List({ list, filtered, route }: { list: OutboxList; filtered: boolean; route: OutboxRoute }) {
  if (list.status === 'loading') return <Loading label={words.loading} />
  if (list.status === 'failed')
    return <Failed text={faultText(list.fault, words.failed)} onRetry={list.reload} />
  if (list.messages.length === 0)
    return filtered ? (
      <Empty title={words.noneFound}>
        <Link to={wholeOutbox} className="text-link">
          {words.all}
        </Link>
      </Empty>
    ) : (
      <Empty title={words.empty} text={words.emptyText} />
    )
  return (
    <>
      <ul className="plain-list" aria-label={words.list}>
        {list.messages.map((message) => (
          <li key={message.outboxId}>
            <MessageRow message={message} route={route} />
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
