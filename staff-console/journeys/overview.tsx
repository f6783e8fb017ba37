import type { JourneyPage, ReasonCount } from '#contract/staff-journeys.ts'
import { ReasonBars } from '../charts/reason-bars.tsx'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'
import { FunnelChart } from './funnel-chart.tsx'
import { VersionList } from './version-list.tsx'

const words = texts.journeys.overview
const tiles = ['entered', 'inside', 'heldOut', 'sent', 'converted'] as const

/** What became of everybody whom the journey's triggers named. */
export function Overview({ page }: { page: JourneyPage }) {
  const { figures } = page
  return (
    <div className="segment-parts">
      <section aria-label={texts.journeys.days(page.days)}>
        <p className="quiet journeys-days">{texts.journeys.days(page.days)}</p>
        <dl className="journey-tiles">
          {tiles.map((tile) => (
            <div key={tile}>
              <dt>{texts.journeys.figures[tile]}</dt>
              <dd className="figure-value">{figures[tile].toLocaleString('en')}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Section title={words.funnel}>
        <FunnelChart steps={figures.funnel} />
      </Section>
      {figures.sentBy.length > 0 && (
        <Section title={words.byChannel}>
          <ReasonBars
            label={words.byChannel}
            bars={figures.sentBy.map(({ channel, count }) => ({
              key: channel,
              label: texts.journeys.channels[channel],
              value: count,
              isGood: true,
            }))}
          />
        </Section>
      )}
      <Reasons title={words.suppressed} counts={figures.suppressed} none={words.noneSuppressed} />
      <Reasons title={words.leftOut} counts={figures.leftOut} none={words.none} />
      <Reasons title={words.exits} counts={figures.exits} none={words.none} />
      <VersionList versions={page.versions} />
    </div>
  )
}

function Reasons({ title, counts, none }: { title: string; counts: ReasonCount[]; none: string }) {
  return (
    <Section title={title}>
      {counts.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <ReasonBars
          label={title}
          bars={counts.map(({ reason, words: label, count }) => ({ key: reason, label, value: count }))}
        />
      )}
    </Section>
  )
}
