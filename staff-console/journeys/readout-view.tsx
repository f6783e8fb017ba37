import type { Readout } from '#contract/readouts.ts'
import { dayAndYear } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { Empty } from '../parts/states.tsx'
import { texts } from '../texts.ts'
import { ArmsTable } from './arms-table.tsx'
import { ForestPlot } from './forest-plot.tsx'
import { verdictOf } from './readout-values.ts'
import { Standing } from './standing.tsx'
import { TrustChecks } from './trust-checks.tsx'
import { WeeksChart } from './weeks-chart.tsx'

const words = texts.journeys.readout

/** A readout, as it stands or as it was kept. */
export function ReadoutView({ readout }: { readout: Readout }) {
  if (readout.from === null) return <Empty title={words.nobody} text={words.nobodyText} />
  const verdict = readout.status === 'ready' ? verdictOf(readout) : null
  return (
    <div className="segment-parts">
      <Standing readout={readout} />
      {verdict !== null && (
        <Section title={words.verdict}>
          <p className="rule-words">{verdict}</p>
        </Section>
      )}
      <Section title={words.differences}>
        <p className="quiet">
          {words.differencesNote} {words.interval[readout.interval]}
        </p>
        <ForestPlot readout={readout} />
      </Section>
      <Section title={words.arms}>
        <p className="quiet">
          {words.range(dayAndYear(readout.from), dayAndYear(readout.until))}.{' '}
          {words.compared(readout.withinDays)}
        </p>
        <ArmsTable readout={readout} />
      </Section>
      <Section title={words.byWeek}>
        <WeeksChart weeks={readout.weeks} />
      </Section>
      <TrustChecks readout={readout} />
    </div>
  )
}
