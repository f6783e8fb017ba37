import type { OutboxMessage } from '#contract/staff-outbox.ts'
import { clockTime, useNow } from '../look/time.ts'
import { Icon } from '../parts/icon.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.outbox
const signs = { sent: 'check', delivered: 'delivered', read: 'delivered' } as const
const bad: ReadonlySet<string> = new Set(['unknown', 'failed', 'dead', 'refused'])

/** Where a message stands and why, as a sign with words, and since when. */
export function Standing({ message }: { message: OutboxMessage }) {
  const { state, at } = message
  const now = useNow(20_000)
  const sign = state === 'sent' || state === 'delivered' || state === 'read' ? signs[state] : null
  return (
    <span className={`standing standing-${state}`}>
      {sign && <Icon name={sign} />}
      {bad.has(state) && <Icon name="close" />}
      {(state === 'held' || state === 'queued') && <Icon name="event" />}
      <span>
        {[words.states[state], state === 'cancelled' ? '' : message.words, whenOf(message, now)]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
      <span className="quiet">
        <Ago at={at} />
      </span>
    </span>
  )
}

function whenOf({ state, dueAt, dueThere }: OutboxMessage, now: Date): string {
  if (state === 'held' && dueThere !== null) return words.until(dueThere)
  const later = dueAt !== null && Date.parse(dueAt) > now.getTime()
  return later ? words.nextTry(clockTime(dueAt)) : ''
}
