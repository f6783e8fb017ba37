import { useEffect } from 'react'
import { IconButton } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Empty, Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage } from '../routing/route.ts'
import { useSession } from '../session/session.ts'
import { useShortcuts } from '../shell/shortcuts.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { Pair } from './pair.tsx'
import { type DuplicateQueue, useDuplicateQueue } from './use-duplicate-queue.ts'

const words = texts.duplicates

/** Pairs that may be one person, one at a time: look, decide, next. */
export function DuplicatesPage({ customerId }: { customerId: string | null }) {
  const { shopName } = useSession()
  const queue = useDuplicateQueue(customerId)
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  useShortcuts({
    j: queue.forward ?? undefined,
    k: queue.backward ?? undefined,
    s: queue.pair ? () => queue.judge('same') : undefined,
    d: queue.pair ? () => queue.judge('different') : undefined,
  })
  return (
    <div className="wing">
      <WingTabs room="duplicates" />
      <div className="page-scroll">
        <div className="page page-wide">
          <header className="queue-head">
            <div>
              <h1>{words.title}</h1>
              <p className="page-intro">{words.intro}</p>
            </div>
            <Steps queue={queue} />
          </header>
          <Said queue={queue} />
          <Body queue={queue} />
        </div>
      </div>
    </div>
  )
}

function Steps({ queue }: { queue: DuplicateQueue }) {
  if (!queue.pair) return null
  return (
    <div className="queue-steps">
      <IconButton
        icon="back"
        label={words.previous}
        aria-disabled={queue.backward === null}
        onClick={() => queue.backward?.()}
      />
      <span aria-live="polite">{words.counter(queue.at + 1, queue.count, queue.hasMore)}</span>
      <IconButton
        icon="chevron"
        label={words.next}
        aria-disabled={queue.forward === null}
        onClick={() => queue.forward?.()}
      />
    </div>
  )
}

/** What has just been decided, and where it can be taken back. */
function Said({ queue }: { queue: DuplicateQueue }) {
  const { said } = queue
  return (
    <div role="status">
      {said && (
        <p className={said.kind === 'failed' ? 'form-problem' : 'done-note'}>
          <span>
            {said.kind === 'failed' ? said.problem : words.done[said.kind]}{' '}
            {said.kind !== 'failed' && queue.count > 0 && words.left(queue.count)}
          </span>
          {said.kind === 'same' && (
            <Link to={customerPage(said.customerId)} className="text-link">
              {words.openMerged}
            </Link>
          )}
        </p>
      )}
    </div>
  )
}

function Body({ queue }: { queue: DuplicateQueue }) {
  if (queue.pair) {
    return <Pair key={queue.pair.pairId} pair={queue.pair} judging={queue.judging} onJudge={queue.judge} />
  }
  if (queue.status === 'loading') return <Loading label={words.loading} rows={6} />
  if (queue.status === 'failed')
    return <Failed text={faultText(queue.fault, words.failed)} onRetry={queue.retry} />
  return <Empty title={words.empty} text={words.emptyText} />
}
