import type { GateView } from '#contract/staff-outreach.ts'
import { wordFor } from '../customers/names.ts'
import { Icon } from '../parts/icon.tsx'
import { texts } from '../texts.ts'

const words = texts.outreach

/** What was checked, one press away: each gate with its answer. `name` says of what, for a screen reader. */
export function GateList({ name, gates }: { name: string; gates: readonly GateView[] }) {
  if (gates.length === 0) return null
  return (
    <details className="why channel-gates">
      <summary aria-label={`${words.checked}: ${name}`}>{words.checked}</summary>
      <ul>
        {gates.map((gate) => (
          <li key={gate.gate} className={`gate gate-${standingOf(gate)}`}>
            <Icon name={gate.allowed ? 'check' : gate.until === null ? 'close' : 'event'} />
            <span className="hidden">
              {gate.allowed ? words.passed : gate.until === null ? words.stopped : words.waits}:{' '}
            </span>
            <span>
              {wordFor(words.gates, gate.gate)}
              {gate.words !== '' && `. ${gate.words}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

function standingOf({ allowed, until }: GateView): string {
  if (allowed) return 'passed'
  return until === null ? 'stopped' : 'waits'
}
