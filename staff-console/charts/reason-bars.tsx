export interface ReasonBar {
  /** Unique. */
  key: string
  label: string
  value: number
  isGood?: boolean
}

/** A list of counts with a bar each: it is its own table. */
export function ReasonBars({ label, bars }: { label: string; bars: readonly ReasonBar[] }) {
  const top = Math.max(...bars.map(({ value }) => value), 1)
  return (
    <ul className="reason-bars" aria-label={label}>
      {bars.map(({ key, label: name, value, isGood = false }) => (
        <li key={key}>
          <span>{name}</span>
          <span className="reason-count">{value.toLocaleString('en')}</span>
          <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect className="reason-ground" width={100} height={6} />
            <rect className={isGood ? 'chart-bar' : 'reason-bar'} width={(value / top) * 100} height={6} />
          </svg>
        </li>
      ))}
    </ul>
  )
}
