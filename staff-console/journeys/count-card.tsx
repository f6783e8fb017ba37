import type { JourneyCount } from '#contract/staff-journeys.ts'
import { ReasonBars } from '../charts/reason-bars.tsx'
import { texts } from '../texts.ts'

const words = texts.journeys.count
const order = [
  'reachable',
  'heldOut',
  'boughtLately',
  'openCase',
  'optedOut',
  'noConsent',
  'noAddress',
] as const satisfies (keyof typeof words.rows)[]

/** Whom a journey would find now: how many are meant, and what stands between them and a message. */
export function CountCard({ count }: { count: JourneyCount }) {
  const { audience } = count
  const bars = order.flatMap((key) => {
    const { members } = count[key]
    return members > 0 || key === 'reachable'
      ? [{ key, label: words.rows[key], value: members, isGood: key === 'reachable' }]
      : []
  })
  return (
    <div className="journey-count">
      <p className="figure-value">{words.audience(audience.members, audience.of)}</p>
      {!audience.isExact && <p className="quiet">{words.about(audience.low, audience.high)}</p>}
      {audience.members > 0 && (
        <>
          <ReasonBars label={words.label} bars={bars} />
          <p className="quiet">{words.note}</p>
        </>
      )}
    </div>
  )
}
