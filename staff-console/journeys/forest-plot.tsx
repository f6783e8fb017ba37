import type { Readout, ReadoutDifference } from '#contract/readouts.ts'
import { TableBehind } from '../charts/table-behind.tsx'
import { texts } from '../texts.ts'
import { differenceOf, directionOf, shownValue } from './readout-values.ts'

const words = texts.journeys.readout
const WIDTH = 200
const MIDDLE = WIDTH / 2
const HEIGHT = 22

/**
 * Each difference as a point with its interval around "no difference". Measures have different units, so every
 * line has its own scale; what they share is where nought is, and the side that is better is named.
 */
export function ForestPlot({ readout }: { readout: Readout }) {
  const { differences, currency } = readout
  return (
    <>
      <ul className="forest" aria-label={words.differences}>
        {differences.map((each) => (
          <Line key={each.metric} difference={each} currency={currency} />
        ))}
      </ul>
      <TableBehind
        summary={words.table}
        heads={[...words.tableHeads]}
        rows={differences.map((each) => rowOf(each, currency))}
      />
    </>
  )
}

function Line({ difference, currency }: { difference: ReadoutDifference; currency: string }) {
  const { absolute, unit, better, isPrimary } = difference
  const direction = directionOf(difference)
  return (
    <li className={isPrimary ? 'forest-primary' : ''}>
      <div>
        <p className="forest-name">
          {difference.words} {isPrimary && <span className="chip chip-on">{words.primary}</span>}
        </p>
        <p className="quiet">
          {difference.about}. {words[better]}.
        </p>
      </div>
      {absolute === null ? (
        <p className="quiet">{words.unknown}</p>
      ) : (
        <div className={`forest-plot forest-${direction}`}>
          <Plot
            label={words.plot(
              difference.words,
              differenceOf(absolute.difference, unit, currency),
              differenceOf(absolute.low, unit, currency),
              differenceOf(absolute.high, unit, currency),
            )}
            low={absolute.low}
            at={absolute.difference}
            high={absolute.high}
          />
          <p className="forest-figures">
            <strong>{differenceOf(absolute.difference, unit, currency)}</strong>
            <span className="quiet">
              {differenceOf(absolute.low, unit, currency)} to {differenceOf(absolute.high, unit, currency)}
            </span>
          </p>
        </div>
      )}
    </li>
  )
}

function Plot({ label, low, at, high }: { label: string; low: number; at: number; high: number }) {
  const reach = Math.max(Math.abs(low), Math.abs(high), Number.MIN_VALUE) * 1.1
  const x = (value: number) => MIDDLE + (value / reach) * MIDDLE
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={label}>
      <line className="forest-zero" x1={MIDDLE} x2={MIDDLE} y1={0} y2={HEIGHT} />
      <line className="forest-interval" x1={x(low)} x2={x(high)} y1={HEIGHT / 2} y2={HEIGHT / 2} />
      <line className="forest-end" x1={x(low)} x2={x(low)} y1={6} y2={HEIGHT - 6} />
      <line className="forest-end" x1={x(high)} x2={x(high)} y1={6} y2={HEIGHT - 6} />
      <rect className="forest-point" x={x(at) - 2} y={HEIGHT / 2 - 5} width={4} height={10} />
    </svg>
  )
}

function rowOf({ words: name, unit, control, treated, absolute }: ReadoutDifference, currency: string) {
  return [
    name,
    shownValue(control, unit, currency),
    shownValue(treated, unit, currency),
    absolute === null ? words.unknown : differenceOf(absolute.difference, unit, currency),
    absolute === null
      ? words.unknown
      : `${differenceOf(absolute.low, unit, currency)} to ${differenceOf(absolute.high, unit, currency)}`,
  ]
}
