import { useCallback, useEffect, useRef, useState } from 'react'
import type { CustomerPage, TimelineEntry, TimelineKind } from '#contract/staff-customers.ts'
import { readTimeline } from '../api/customers.ts'
import { clockTime, dayKey, dayName, exactTime, useNow } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { Icon, type IconName } from '../parts/icon.tsx'
import { type Fault, faultOf } from '../parts/resource.ts'
import { Section } from '../parts/section.tsx'
import { Failed, Loading } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { maySee, useSession } from '../session/session.ts'
import { texts } from '../texts.ts'
import { wordFor } from './names.ts'

const words = texts.customers.timeline
const kinds: TimelineKind[] = ['orders', 'conversations', 'events', 'consent', 'loyalty', 'subscriptions']
const signs: Record<TimelineKind, IconName> = {
  orders: 'order',
  conversations: 'conversations',
  events: 'event',
  consent: 'check',
  loyalty: 'loyalty',
  subscriptions: 'again',
}

interface Held {
  entries: TimelineEntry[]
  next: string | null
  status: 'loading' | 'ready' | 'failed'
  fault: Fault | null
}

const nothing: Held = { entries: [], next: null, status: 'loading', fault: null }

/** Everything that happened, on every channel, newest first. */
export function Timeline({ page }: { page: CustomerPage }) {
  const [kind, setKind] = useState<TimelineKind | null>(null)
  const { held, readMore, again } = useTimeline(page, kind)
  return (
    <Section title={words.title} aside={<Filter kind={kind} onKind={setKind} />}>
      {held.entries.length === 0 && held.status === 'ready' && (
        <p className="quiet">{kind === null ? words.none : words.noneOf}</p>
      )}
      <Days entries={held.entries} />
      {held.status === 'loading' && <Loading label={words.loading} rows={3} />}
      {held.status === 'failed' && (
        <Failed
          text={faultText(held.fault, words.failed)}
          onRetry={held.entries.length > 0 ? readMore : again}
        />
      )}
      {held.status === 'ready' && held.next !== null && (
        <div>
          <Button onClick={readMore}>{words.more}</Button>
        </div>
      )}
    </Section>
  )
}

function Filter(props: { kind: TimelineKind | null; onKind: (kind: TimelineKind | null) => void }) {
  return (
    <select
      className="input input-small"
      aria-label={words.filter}
      value={props.kind ?? ''}
      onChange={(event) => props.onKind(kinds.find((kind) => kind === event.target.value) ?? null)}
    >
      <option value="">{words.all}</option>
      {kinds.map((kind) => (
        <option key={kind} value={kind}>
          {words.kinds[kind]}
        </option>
      ))}
    </select>
  )
}

function Days({ entries }: { entries: TimelineEntry[] }) {
  const now = useNow(60_000)
  return (
    <ol className="timeline">
      {entries.map((entry, index) => (
        <li key={entry.id} className="moment">
          {dayKey(entry.at) !== dayKey(entries[index - 1]?.at ?? '') && (
            <h3 className="moment-day">{dayName(entry.at, now)}</h3>
          )}
          <Moment entry={entry} />
        </li>
      ))}
    </ol>
  )
}

function Moment({ entry }: { entry: TimelineEntry }) {
  const mayOpen = maySee(useSession(), 'conversations') && entry.conversationId !== null
  return (
    <div className="moment-line">
      <span className="moment-sign">
        <Icon name={signs[entry.kind]} />
      </span>
      <div className="moment-words">
        <p>
          <span className="moment-title">{entry.title}</span>{' '}
          {entry.channel && <span className="chip">{wordFor(words.channels, entry.channel)}</span>}
        </p>
        {entry.detail && <p className="quiet">{entry.detail}</p>}
        {mayOpen && entry.conversationId !== null && (
          <Link
            to={{ room: 'conversations', view: 'open', conversationId: entry.conversationId }}
            className="text-link"
          >
            {words.open}
          </Link>
        )}
      </div>
      <time className="moment-time" dateTime={entry.at} title={`${exactTime(entry.at)} · ${entry.source}`}>
        {clockTime(entry.at)}
      </time>
    </div>
  )
}

function useTimeline(page: CustomerPage, kind: TimelineKind | null) {
  const [held, setHeld] = useState(nothing)
  const asked = useRef(0)
  const { customerId } = page
  const read = useCallback(
    async (before: Held) => {
      const number = ++asked.current
      setHeld({ ...before, status: 'loading', fault: null })
      try {
        const answer = await readTimeline(customerId, { kind, before: before.next })
        if (number !== asked.current) return
        setHeld({
          entries: [...before.entries, ...answer.entries],
          next: answer.next,
          status: 'ready',
          fault: null,
        })
      } catch (error) {
        if (number === asked.current) setHeld({ ...before, status: 'failed', fault: faultOf(error) })
      }
    },
    [customerId, kind],
  )
  useEffect(() => void read(nothing), [read])
  return { held, readMore: () => void read(held), again: () => void read(nothing) }
}
