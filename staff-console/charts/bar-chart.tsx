import { axisNumber, roundUp } from './scale.ts'

export interface Bar {
  /** Unique. */
  key: string
  label: string
  value: number
  /** Stands on the first, in the colour of what went wrong. */
  refused?: number
}

const HEIGHT = 100
const STEP = 10

/** Bars from nought, with the first and last label under them; the figures go into a table beside it. */
export function BarChart({ label, bars, ends }: { label: string; bars: Bar[]; ends: [string, string] }) {
  const top = roundUp(Math.max(...bars.map(({ value, refused = 0 }) => value + refused), 1))
  const width = bars.length * STEP
  const tall = (value: number) => (value / top) * HEIGHT
  return (
    <figure className="chart">
      <div className="chart-plot">
        <span className="chart-top">{axisNumber(top)}</span>
        <svg viewBox={`0 0 ${width} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
          <line className="chart-rule" x1={0} x2={width} y1={0} y2={0} />
          {bars.map(({ key, value, refused = 0, label: name }, at) => (
            <g key={key}>
              <title>{`${name}: ${axisNumber(value + refused)}`}</title>
              <rect
                className="chart-bar"
                x={at * STEP + 1}
                width={STEP - 2}
                y={HEIGHT - tall(value)}
                height={tall(value)}
              />
              <rect
                className="chart-bar-refused"
                x={at * STEP + 1}
                width={STEP - 2}
                y={HEIGHT - tall(value + refused)}
                height={tall(refused)}
              />
            </g>
          ))}
          <line className="chart-base" x1={0} x2={width} y1={HEIGHT} y2={HEIGHT} />
        </svg>
      </div>
      <div className="chart-ends" aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </figure>
  )
}
