import type { DataRequestView } from '#contract/staff-requests.ts'
import { inWords } from '../customers/names.ts'
import { exactTime } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import type { Act } from './act-dialog.tsx'

const words = texts.requests

/** One request: whose, what, where it stands, and what this reader may do. */
export function RequestItem({ request, onAct }: { request: DataRequestView; onAct: (act: Act) => void }) {
  const who = request.subject ?? words.erased
  const kind = words.kinds[request.kind]
  const acts: [Act, string, boolean][] = [
    ['approve', words.approve, request.mayDecide],
    ['refuse', words.refuse, request.mayDecide],
    ['withdraw', words.withdraw, request.mayWithdraw],
    ['fetch', words.fetch, request.mayFetch],
  ]
  return (
    <div className="request">
      <div className="plain-main">
        <span className="plain-title">
          {kind}: <Subject request={request} />
          <span className={`chip ${request.status === 'done' ? 'chip-on' : ''}`}>
            {words.statuses[request.status]}
          </span>
        </span>
        {request.reason && <span className="request-reason">{words.reason(request.reason)}</span>}
        <span className="quiet">
          {words.asked(request.askedBy)} <Ago at={request.askedAt} />
          {request.decidedBy && request.decidedAt && (
            <>
              , {words.decided[request.status](request.decidedBy)} <Ago at={request.decidedAt} />
            </>
          )}
          {request.doneAt && (
            <>
              , {words.doneAt} <Ago at={request.doneAt} />
            </>
          )}
        </span>
        {request.mayFetch && request.openUntil && (
          <span className="quiet">{words.openUntil(exactTime(request.openUntil))}</span>
        )}
        {request.mayWithdraw && <span className="quiet">{words.ownWaits}</span>}
        {request.counts && <Counts request={request} counts={request.counts} />}
      </div>
      <div className="side-actions">
        {acts
          .filter(([, , may]) => may)
          .map(([act, label]) => (
            <Button
              key={act}
              look={act === 'refuse' || act === 'withdraw' ? 'quiet' : 'plain'}
              aria-label={words.named(label, kind, who)}
              onClick={() => onAct(act)}
            >
              {label}
            </Button>
          ))}
      </div>
    </div>
  )
}

function Subject({ request }: { request: DataRequestView }) {
  if (request.customerId === null) return <span className="quiet">{words.erased}</span>
  return (
    <Link to={customerPage(request.customerId)} className="text-link">
      {request.subject ?? request.customerId}
    </Link>
  )
}

function Counts({ request, counts }: { request: DataRequestView; counts: Record<string, number> }) {
  const rooms = Object.entries(counts).filter(([, count]) => count > 0)
  if (rooms.length === 0) return null
  return (
    <details className="why">
      <summary>{words.counts[request.kind]}</summary>
      <ul>
        {rooms.map(([room, count]) => (
          <li key={room}>
            {inWords(room)}: {words.rows(count)}
          </li>
        ))}
      </ul>
    </details>
  )
}
