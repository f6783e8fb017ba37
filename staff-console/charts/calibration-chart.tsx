const SIZE = 100

/** Chances that were said (across) against what happened (up): on the slanting line, they came true. */
export function CalibrationChart(props: { label: string; points: { said: number; happened: number }[] }) {
  const top = Math.max(0.1, ...props.points.flatMap(({ said, happened }) => [said, happened]))
  const reach = Math.min(1, Math.ceil(top * 10) / 10)
  const at = (share: number) => (share / reach) * SIZE
  return (
    <figure className="chart chart-square">
      <div className="chart-plot">
        <span className="chart-top">{Math.round(reach * 100)}%</span>
        <svg viewBox={`-2 -2 ${SIZE + 4} ${SIZE + 4}`} role="img" aria-label={props.label}>
          <line className="chart-rule" x1={0} x2={SIZE} y1={SIZE} y2={0} />
          <line className="chart-base" x1={0} x2={SIZE} y1={SIZE} y2={SIZE} />
          <line className="chart-base" x1={0} x2={0} y1={0} y2={SIZE} />
          {props.points.map(({ said, happened }, place) => (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: tenths in their order
              key={place}
              className="chart-dot"
              cx={at(said)}
              cy={SIZE - at(happened)}
              r={2.4}
            />
          ))}
        </svg>
      </div>
      <div className="chart-ends" aria-hidden="true">
        <span>0%</span>
        <span>{Math.round(reach * 100)}%</span>
      </div>
    </figure>
  )
}
