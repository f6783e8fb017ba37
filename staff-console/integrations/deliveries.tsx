import { useCallback, useState } from 'react'
import type { DeliveriesPage, DeliveryRow } from '#contract/staff-integrations.ts'
import { listDeliveries, replayDelivery } from '../api/integrations.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.webhooks.deliveries

/** What an endpoint was told and is to be told, the latest first; each can be sent again. */
export function Deliveries(props: { webhookId: string; mayEdit: boolean; onLook: () => void }) {
  const { webhookId } = props
  const read = useCallback(() => listDeliveries(webhookId, null), [webhookId])
  const { resource, reload } = useResource(read)
  return (
    <Section
      title={words.title}
      aside={
        <Button look="quiet" icon="again" onClick={props.onLook}>
          {words.look}
        </Button>
      }
    >
      {resource.status === 'loading' && <Loading label={words.loading} />}
      {resource.status === 'failed' && (
        <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
      )}
      {resource.status === 'ready' && (
        <Rows webhookId={webhookId} first={resource.value} mayEdit={props.mayEdit} />
      )}
    </Section>
  )
}

function Rows(props: { webhookId: string; first: DeliveriesPage; mayEdit: boolean }) {
  const [held, setHeld] = useState(props.first)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  if (held.deliveries.length === 0) return <p className="quiet">{words.none}</p>
  const more = async () => {
    setBusy(true)
    try {
      const page = await listDeliveries(props.webhookId, held.next)
      setHeld((before) => ({ deliveries: [...before.deliveries, ...page.deliveries], next: page.next }))
      setProblem(null)
    } catch {
      setProblem(words.notDone)
    }
    setBusy(false)
  }
  return (
    <>
      <ul className="plain-list">
        {held.deliveries.map((one) => (
          <Row key={one.deliveryId} one={one} mayEdit={props.mayEdit} />
        ))}
      </ul>
      {held.next !== null && (
        <div className="side-actions">
          <Button look="quiet" busy={busy} onClick={() => void more()}>
            {words.more}
          </Button>
        </div>
      )}
      {problem && (
        <p className="form-problem" role="alert">
          {problem}
        </p>
      )}
    </>
  )
}

function Row({ one, mayEdit }: { one: DeliveryRow; mayEdit: boolean }) {
  const [said, setSaid] = useState<string | null>(null)
  const replay = async () => {
    try {
      await replayDelivery(one.deliveryId)
      setSaid(words.replayed)
    } catch {
      setSaid(words.notDone)
    }
  }
  const standing = [
    one.attempts > 0 ? words.attempts(one.attempts) : null,
    one.status === null ? null : words.http(one.status),
    one.error,
  ].filter((part) => part !== null)
  return (
    <li>
      <div className="plain-main">
        <span>
          <code>{one.event}</code>{' '}
          <span
            className={`chip ${one.state === 'done' ? 'chip-on' : one.state === 'failed' ? 'chip-off' : ''}`}
          >
            {words.states[one.state]}
          </span>
        </span>
        <span className="quiet">
          {standing.join(' · ')}
          {one.state === 'waiting' && one.attempts > 0 && (
            <>
              {' '}
              · {words.next} <Ago at={one.dueAt} />
            </>
          )}
        </span>
        <details className="why">
          <summary aria-label={`${words.details}: ${one.deliveryId}`}>{words.details}</summary>
          <p className="field-label">{words.data}</p>
          <pre className="delivery-data">{JSON.stringify(one.data, null, 2)}</pre>
          {one.answer !== null && one.answer !== '' && (
            <>
              <p className="field-label">{words.answer}</p>
              <pre className="delivery-data">{one.answer}</pre>
            </>
          )}
        </details>
        <span role="status">{said}</span>
      </div>
      <span className="issued-end">
        <span className="quiet">
          <Ago at={one.happenedAt} />
        </span>
        {mayEdit && (one.state === 'done' || one.state === 'failed') && (
          <Button
            look="quiet"
            aria-label={`${words.replay}: ${one.deliveryId}`}
            onClick={() => void replay()}
          >
            {words.replay}
          </Button>
        )}
      </span>
    </li>
  )
}
