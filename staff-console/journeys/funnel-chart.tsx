import type { JourneyStep } from '#contract/staff-journeys.ts'
import { TableBehind } from '../charts/table-behind.tsx'
import { texts } from '../texts.ts'

const words = texts.journeys.overview
const parts = ['requested', 'sent', 'delivered', 'read'] as const

/** For each step, what is left of its messages from asking to reading, as bars under each other. */
export function FunnelChart({ steps }: { steps: JourneyStep[] }) {
  const top = Math.max(...steps.map(({ requested }) => requested), 0)
  if (top === 0) return <p className="quiet">{words.noMessages}</p>
  const table = steps.map((step) => [
    words.step(step.step),
    ...parts.map((part) => step[part].toLocaleString('en')),
  ])
  return (
    <figure className="chart funnel" aria-label={words.funnelLabel}>
      {steps.map((step) => (
        <div key={step.step} className="funnel-step">
          <p className="funnel-name">{words.step(step.step)}</p>
          <ul className="reason-bars">
            {parts.map((part) => (
              <li key={part}>
                <span>{words[part]}</span>
                <span className="reason-count">{step[part].toLocaleString('en')}</span>
                <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                  <rect className="reason-ground" width={100} height={6} />
                  <rect className={`funnel-${part}`} width={(step[part] / top) * 100} height={6} />
                </svg>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <TableBehind summary={words.table} heads={[...words.heads]} rows={table} />
    </figure>
  )
}
