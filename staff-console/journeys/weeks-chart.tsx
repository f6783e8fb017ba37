import type { Readout, WeekOfArm } from '#contract/readouts.ts'
import { roundUp } from '../charts/scale.ts'
import { TableBehind } from '../charts/table-behind.tsx'
import { dayAndYear } from '../look/time.ts'
import { texts } from '../texts.ts'

const words = texts.journeys.readout
const WIDTH = 300
const HEIGHT = 100

/** The share that bought, week by week, as one line for each group. */
export function WeeksChart({ weeks }: { weeks: Readout['weeks'] }) {
  const first = weeks[0]
  const last = weeks.at(-1)
  if (!first || !last) return <p className="quiet">{words.nobody}</p>
  const top = roundUp(
    Math.max(...weeks.flatMap(({ control, treated }) => [shareOf(control), shareOf(treated)]), 0.01),
  )
  const step = WIDTH / Math.max(1, weeks.length - 1)
  const pointsOf = (arm: 'control' | 'treated') =>
    weeks.flatMap((week, at) =>
      week[arm].n === 0 ? [] : [{ x: at * step, y: HEIGHT - (shareOf(week[arm]) / top) * HEIGHT }],
    )
  return (
    <figure className="chart">
      <div className="chart-plot">
        <span className="chart-top">{`${(top * 100).toFixed(0)}%`}</span>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={words.byWeek}
        >
          <line className="chart-rule" x1={0} x2={WIDTH} y1={0} y2={0} />
          <Line className="weeks-control" points={pointsOf('control')} />
          <Line className="weeks-treated" points={pointsOf('treated')} />
          <line className="chart-base" x1={0} x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        </svg>
      </div>
      <div className="chart-ends" aria-hidden="true">
        <span>{dayAndYear(first.from)}</span>
        {weeks.length > 1 && <span>{dayAndYear(last.from)}</span>}
      </div>
      <ul className="weeks-key">
        <li className="weeks-key-treated">{words.armNames.treated}</li>
        <li className="weeks-key-control">{words.armNames.control}</li>
      </ul>
      <TableBehind
        summary={words.table}
        heads={[...words.weekHeads]}
        rows={weeks.map(({ from, control, treated }) => [
          dayAndYear(from),
          words.weekOf(control.converted, control.n),
          words.weekOf(treated.converted, treated.n),
        ])}
      />
    </figure>
  )
}

const shareOf = ({ n, converted }: WeekOfArm) => (n === 0 ? 0 : converted / n)

/** A week alone is a short stroke: a line needs two. */
function Line({ className, points }: { className: string; points: { x: number; y: number }[] }) {
  const [only] = points
  if (points.length === 1 && only)
    return <line className={className} x1={only.x - 4} x2={only.x + 4} y1={only.y} y2={only.y} />
  return <polyline className={className} points={points.map(({ x, y }) => `${x},${y}`).join(' ')} />
}
