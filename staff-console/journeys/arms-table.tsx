import type { Readout, ReadoutArm } from '#contract/readouts.ts'
import { money } from '../look/money.ts'
import { texts } from '../texts.ts'
import { shownValue } from './readout-values.ts'

const words = texts.journeys.readout

/** Both groups beside each other: how many, what they bought, what was left of it. */
export function ArmsTable({ readout }: { readout: Readout }) {
  const { arms, currency, differences } = readout
  const primary = differences.find(({ isPrimary }) => isPrimary)
  const sum = (amount: number) => money({ amount: Math.round(amount), currency })
  const whole = (count: number) => count.toLocaleString('en')
  const rows: [string, (arm: ReadoutArm) => string][] = [
    [words.rows.exposed, ({ exposed }) => whole(exposed)],
    [words.rows.n, ({ n }) => whole(n)],
    [words.rows.conversion, ({ conversion }) => shownValue(conversion, 'share', currency)],
    ...(primary && primary.metric !== 'conversion'
      ? [
          [
            `${words.rows.own}: ${primary.words}`,
            ({ means }: ReadoutArm) => shownValue(means[primary.metric], primary.unit, currency),
          ] as [string, (arm: ReadoutArm) => string],
        ]
      : []),
    [words.rows.revenue, ({ revenue }) => sum(revenue)],
    [words.rows.discount, ({ discount }) => sum(discount)],
    [words.rows.margin, ({ margin }) => sum(margin)],
    [words.rows.messageCost, ({ messageCost }) => sum(messageCost)],
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the table may be wider than the page, and keys scroll it
    <section className="table-scroll" tabIndex={0} aria-label={words.armsTable}>
      <table className="grid-table arms-table">
        <thead>
          <tr>
            <td />
            {arms.map(({ arm }) => (
              <th key={arm} scope="col">
                {words.armNames[arm]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, cell]) => (
            <tr key={head}>
              <th scope="row">{head}</th>
              {arms.map((arm) => (
                <td key={arm.arm}>{cell(arm)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
