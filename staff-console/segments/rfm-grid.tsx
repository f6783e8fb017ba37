import type { RfmCell, ScoresPage } from '#contract/staff-segments.ts'
import { texts } from '../texts.ts'

const words = texts.scores
const steps = [1, 2, 3, 4, 5]

/** Five rows of recency by five columns of frequency and value; the darker a square, the more are in it. */
export function RfmGrid({ page }: { page: ScoresPage }) {
  const most = Math.max(1, ...page.cells.map(({ customers }) => customers))
  const nameOf = new Map(page.groups.map(({ group, name }) => [group, name]))
  return (
    <table className="rfm">
      <caption className="hidden">{words.rfmCaption}</caption>
      <thead>
        <tr>
          <td className="rfm-corner">{words.recency}</td>
          {steps.map((worth) => (
            <th key={worth} scope="col">
              {words.worthWords[worth]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.toReversed().map((recency) => (
          <tr key={recency}>
            <th scope="row">{words.recencyWords[recency]}</th>
            {page.cells
              .filter((cell) => cell.recency === recency)
              .map((cell) => (
                <Square
                  key={cell.worth}
                  cell={cell}
                  most={most}
                  name={nameOf.get(cell.group) ?? cell.group}
                />
              ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td />
          <td colSpan={5}>{words.worth} →</td>
        </tr>
      </tfoot>
    </table>
  )
}

/** By the root of the share: one crowded square would make all the others white. */
function Square({ cell, most, name }: { cell: RfmCell; most: number; name: string }) {
  const shade = cell.customers === 0 ? 0 : Math.max(1, Math.ceil(Math.sqrt(cell.customers / most) * 5))
  return (
    <td className={`rfm-square rfm-${shade}`}>
      <span className="rfm-count">{cell.customers.toLocaleString('en')}</span>
      <span className="rfm-name">{words.soft(name)}</span>
    </td>
  )
}
