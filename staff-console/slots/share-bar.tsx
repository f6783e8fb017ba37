import { texts } from '../texts.ts'

/** A share as a bar with its figure beside it; nothing to share shows nothing. */
export function ShareBar({ part, of }: { part: number; of: number }) {
  if (of === 0) return null
  return (
    <span className="slot-share">
      <svg className="slot-share-bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect className="slot-share-ground" width={100} height={6} />
        <rect className="chart-bar" width={Math.min((part / of) * 100, 100)} height={6} />
      </svg>
      <span className="quiet">{texts.slots.share(part, of)}</span>
    </span>
  )
}
