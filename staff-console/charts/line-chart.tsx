import { axisNumber, roundUp } from './scale.ts'

const HEIGHT = 100
const WIDTH = 300

/** One value a day as a line above nought, with its area. */
export function LineChart(props: { label: string; values: number[]; ends: [string, string] }) {
  const { label, values, ends } = props
  const top = roundUp(Math.max(...values, 1))
  const step = WIDTH / Math.max(1, values.length - 1)
  const points = values.map((value, at) => `${at * step},${HEIGHT - (value / top) * HEIGHT}`)
  return (
    <figure className="chart">
      <div className="chart-plot">
        <span className="chart-top">{axisNumber(top)}</span>
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
          <line className="chart-rule" x1={0} x2={WIDTH} y1={0} y2={0} />
          <polygon className="chart-area" points={`0,${HEIGHT} ${points.join(' ')} ${WIDTH},${HEIGHT}`} />
          <polyline className="chart-line" points={points.join(' ')} />
          <line className="chart-base" x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        </svg>
      </div>
      <div className="chart-ends" aria-hidden="true">
        <span>{ends[0]}</span>
        <span>{ends[1]}</span>
      </div>
    </figure>
  )
}
