import type { ModelView } from '#contract/staff-segments.ts'
import { BarChart } from '../charts/bar-chart.tsx'
import { axisNumber } from '../charts/scale.ts'
import { TableBehind } from '../charts/table-behind.tsx'
import { money } from '../look/money.ts'
import { texts } from '../texts.ts'

const words = texts.scores

/** How many customers have which score. */
export function ScoreBars(props: { score: ModelView['scores'][number]; currency: string | null }) {
  const { name, means, open, bins } = props.score
  const told = (value: number) => {
    if (!open) return `${Math.round(value * 100)}%`
    if (!name.startsWith('value_') || !props.currency) return axisNumber(value)
    return money({ amount: Math.round(value), currency: props.currency })
  }
  const upTo = (at: number) => (open && at === bins.length - 1 ? words.andMore : told(bins[at]?.to ?? 0))
  return (
    <div>
      <h3>{words.distribution(means)}</h3>
      <BarChart
        label={words.distributionChart(means)}
        bars={bins.map((bin, at) => ({
          key: String(bin.from),
          label: `${told(bin.from)} – ${upTo(at)}`,
          value: bin.customers,
        }))}
        ends={[told(0), `${told(bins.at(-1)?.to ?? 0)}${open ? '+' : ''}`]}
      />
      <TableBehind
        summary={texts.segments.asTable}
        heads={[words.from, words.to, texts.segments.members]}
        rows={bins.map((bin, at) => [told(bin.from), upTo(at), bin.customers])}
      />
    </div>
  )
}
