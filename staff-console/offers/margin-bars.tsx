import type { TriedLine } from '#contract/staff-offers.ts'
import { TableBehind } from '../charts/table-behind.tsx'
import { money } from '../look/money.ts'
import { texts } from '../texts.ts'

const words = texts.offers.trying
const HEIGHT = 22
const WIDTH = 400

/**
 * Each line's price as a bar: what the goods cost, the margin that is left, what the message takes, what the offer
 * takes off. A stroke marks the floor: what is left must reach it.
 */
export function MarginBars({ lines, currency }: { lines: readonly TriedLine[]; currency: string }) {
  const top = Math.max(...lines.map(({ price }) => price), 1)
  const amount = (value: number) => money({ amount: value, currency })
  return (
    <>
      <ul className="margin-key" aria-hidden="true">
        <li className="margin-key-cost">{words.cost}</li>
        <li className="margin-key-kept">{words.margin}</li>
        <li className="margin-key-share">{words.share}</li>
        <li className="margin-key-off">{words.discount}</li>
        <li className="margin-key-floor">{words.floor}</li>
      </ul>
      <ul className="margin-lines">
        {lines.map((line) => (
          <li key={line.productId}>
            <p className="margin-title">
              <span>
                {line.quantity > 1 && words.pieces(line.quantity)} {line.title}
              </span>
              <span className="figure">{amount(line.price)}</span>
            </p>
            <Bar line={line} top={top} />
            <p className="quiet">{saidOf(line)}</p>
          </li>
        ))}
      </ul>
      <TableBehind
        summary={words.table}
        heads={[...words.heads]}
        rows={lines.map((line) => [
          line.title,
          amount(line.price),
          amount(line.discount),
          amount(line.share),
          amount(line.price - line.discount - line.share),
          line.cost === null ? words.unknownCost : amount(line.cost),
          line.least === null ? '–' : amount(line.least),
          percent(line.marginBefore),
          percent(line.marginAfter),
        ])}
      />
    </>
  )
}

function Bar({ line, top }: { line: TriedLine; top: number }) {
  const scale = (value: number) => (Math.max(0, value) / top) * WIDTH
  const left = line.price - line.discount - line.share
  const cost = Math.min(line.cost ?? 0, left)
  const floor = line.least === null ? null : Math.min(scale(line.least), WIDTH - 1)
  return (
    <svg
      className="margin-bar"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${line.title}: ${saidOf(line)}`}
    >
      {line.cost === null ? (
        <rect className="margin-unknown" width={scale(left)} y={3} height={HEIGHT - 6} />
      ) : (
        <>
          <rect className="margin-cost" width={scale(cost)} y={3} height={HEIGHT - 6} />
          <rect
            className="margin-kept"
            x={scale(cost)}
            width={scale(left - cost)}
            y={3}
            height={HEIGHT - 6}
          />
        </>
      )}
      <rect className="margin-share" x={scale(left)} width={scale(line.share)} y={3} height={HEIGHT - 6} />
      <rect
        className="margin-off"
        x={scale(left + line.share)}
        width={scale(line.discount)}
        y={3}
        height={HEIGHT - 6}
      />
      {floor !== null && <line className="margin-floor" x1={floor} x2={floor} y1={0} y2={HEIGHT} />}
    </svg>
  )
}

function saidOf({ refused, cost, marginBefore, marginAfter }: TriedLine): string {
  const margins =
    cost === null ? words.unknownCost : words.margins(percent(marginBefore), percent(marginAfter))
  return refused === null ? margins : `${margins}; ${words.lineNothing(refused)}`
}

const percent = (value: number | null) => (value === null ? '–' : `${value.toFixed(1)}%`)
