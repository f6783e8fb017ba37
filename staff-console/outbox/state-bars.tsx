import type { OutboxState } from '#contract/outbound.ts'
import type { OutboxCounts } from '#contract/staff-outbox.ts'
import { Link } from '../routing/link.tsx'
import { type OutboxRoute, outboxStates, wholeOutbox } from '../routing/route.ts'
import { texts } from '../texts.ts'

const words = texts.outbox
const bad: ReadonlySet<OutboxState> = new Set(['unknown', 'failed', 'dead'])

/** How many messages stand where, as bars; each leads to its messages, and back to all. */
export function StateBars({ counts, route }: { counts: OutboxCounts; route: OutboxRoute }) {
  const countOf = new Map(counts.states.map(({ state, count }) => [state, count]))
  const most = Math.max(...countOf.values(), 1)
  if (countOf.size === 0) return null
  return (
    <nav className="state-bars" aria-label={words.counts}>
      <p className="field-hint">{words.countsHint(counts.days)}</p>
      {outboxStates
        .filter((state) => countOf.has(state))
        .map((state) => {
          const count = countOf.get(state) ?? 0
          const here = route.state === state
          return (
            <Link
              key={state}
              to={{ ...wholeOutbox, state: here ? null : state }}
              className="state-bar"
              aria-current={here ? 'true' : undefined}
            >
              <span>{words.states[state]}</span>{' '}
              <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  className={bad.has(state) ? 'chart-bar-refused' : 'chart-bar'}
                  width={Math.max(1, (count / most) * 100)}
                  height={1}
                />
              </svg>
              <span className="state-count">{count.toLocaleString('en')}</span>
            </Link>
          )
        })}
    </nav>
  )
}
