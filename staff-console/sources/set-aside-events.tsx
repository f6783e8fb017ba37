import { useCallback, useEffect, useState } from 'react'
import type { SetAsideEvent, SetAsideFilter } from '#contract/staff-sources.ts'
import { listSetAside } from '../api/sources.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { type Fault, faultOf } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.sources

interface Held {
  events: SetAsideEvent[]
  next: string | null
  status: 'loading' | 'ready' | 'failed'
  fault: Fault | null
}

/** The events of one reason, each with what was wrong and as it came: text, whatever it holds. */
export function SetAsideEvents(props: {
  filter: SetAsideFilter
  /** Whether the filter says a name; without one, only events without a name are meant. */
  named: boolean
  busy: string | null
  onReplay: (setAsideId: string) => void
}) {
  const { events, next, status, fault, read } = useEvents(props.filter)
  if (status === 'failed')
    return <Failed text={faultText(fault, words.rowsFailed)} onRetry={() => void read(null)} />
  if (status === 'loading' && events.length === 0) return <Loading label={words.rowsLoading} rows={2} />
  const shown = props.named ? events : events.filter((event) => event.name === null)
  return (
    <div className="set-aside-events">
      <ul>
        {shown.map((event) => (
          <li key={event.setAsideId}>
            <p>
              {event.message}
              {event.field !== '' && (
                <>
                  {' '}
                  ({words.field} <code>{event.field}</code>)
                </>
              )}
            </p>
            <p className="quiet">
              {words.received} <Ago at={event.receivedAt} /> {words.trust[event.trust] ?? event.trust}
            </p>
            <details className="why">
              <summary>{words.body}</summary>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
              <pre className="raw" tabIndex={0}>
                {JSON.stringify(event.body, null, 2)}
              </pre>
            </details>
            <div>
              <Button
                look="quiet"
                icon="again"
                busy={props.busy === event.setAsideId}
                onClick={() => props.onReplay(event.setAsideId)}
              >
                {words.replayOne}
              </Button>
            </div>
          </li>
        ))}
      </ul>
      {next !== null && (
        <Button look="quiet" onClick={() => void read(next)}>
          {words.more}
        </Button>
      )}
    </div>
  )
}

function useEvents({ source, code, name }: SetAsideFilter) {
  const [held, setHeld] = useState<Held>({ events: [], next: null, status: 'loading', fault: null })
  const read = useCallback(
    async (after: string | null) => {
      const filter = {
        ...(source !== undefined && { source }),
        ...(code !== undefined && { code }),
        ...(name !== undefined && { name }),
      }
      try {
        const page = await listSetAside(filter, after)
        setHeld((before) => ({
          events: after === null ? page.events : [...before.events, ...page.events],
          next: page.next,
          status: 'ready',
          fault: null,
        }))
      } catch (error) {
        setHeld((before) => ({ ...before, status: 'failed', fault: faultOf(error) }))
      }
    },
    [source, code, name],
  )
  useEffect(() => void read(null), [read])
  return { ...held, read }
}
