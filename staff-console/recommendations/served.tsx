import type { ServedView } from '#contract/staff-recommendations.ts'
import { BarChart } from '../charts/bar-chart.tsx'
import { TableBehind } from '../charts/table-behind.tsx'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const words = texts.recommendations.served

const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 1 })

/** How much of the catalog was shown, how much of it is what everybody buys anyway, and which rows were clicked. */
export function Served({ served, sellable }: { served: ServedView; sellable: number }) {
  const { days, shown, products, headShare, rows } = served
  return (
    <Section title={words.title}>
      <p className="quiet">{words.days(days)}</p>
      {shown === 0 && rows.length === 0 ? (
        <p>{words.empty}</p>
      ) : (
        <>
          <dl className="traits">
            <div>
              <dt>{words.coverage}</dt>
              <dd>
                <span className="trait-value">{words.covered(products, sellable)}</span>
                <Share of={products / Math.max(sellable, 1)} label={words.coverage} />
              </dd>
            </div>
            {headShare !== null && (
              <div>
                <dt>{words.head}</dt>
                <dd>
                  <span className="trait-value">{words.headShare(percent.format(headShare))}</span>
                  <Share of={headShare} label={words.head} />
                </dd>
              </div>
            )}
          </dl>
          {rows.length > 0 && <Rows rows={rows} />}
        </>
      )}
    </Section>
  )
}

function Share({ of, label }: { of: number; label: string }) {
  return <progress className="share" aria-label={label} max={1} value={Math.min(of, 1)} />
}

function Rows({ rows }: { rows: ServedView['rows'] }) {
  const [first, last] = [rows[0]?.slot ?? '', rows.at(-1)?.slot ?? '']
  return (
    <>
      <BarChart
        label={words.chart}
        bars={rows.map(({ slot, shown }) => ({ key: slot, label: slot, value: shown }))}
        ends={[first, rows.length > 1 ? last : '']}
      />
      <TableBehind
        summary={words.chart}
        heads={[words.slot, words.shown, words.clicked, words.rate]}
        rows={rows.map(({ slot, shown, clicked }) => [
          slot,
          shown,
          clicked,
          shown > 0 ? percent.format(clicked / shown) : '',
        ])}
      />
    </>
  )
}
