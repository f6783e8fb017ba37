import type { SourceShare, SourceView } from '#contract/staff-sources.ts'
import { BarChart } from '../charts/bar-chart.tsx'
import { TableBehind } from '../charts/table-behind.tsx'
import { dayAndYear, useNow } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'
import { gapInWords } from './gap.ts'
import { filledDays, rhythmOf } from './rhythm.ts'
import { RhythmMark } from './rhythm-mark.tsx'

const words = texts.sources

/** One source: how fresh, how much, about whom, and what was refused. */
export function SourcePane({ view }: { view: SourceView }) {
  const now = useNow(20_000)
  const rhythm = rhythmOf(view, now)
  return (
    <>
      <dl className="figures source-figures">
        <div className="figure-tile">
          <dt>{words.last}</dt>
          <dd>
            <span className="figure-value">
              <Ago at={view.lastAt} />
            </span>
            <RhythmMark rhythm={rhythm} />
            <span className="quiet">{words.rhythmText[rhythm.state](gapInWords(rhythm.gapMs))}</span>
          </dd>
        </div>
        <Share name={words.identified} share={view.identified} hint={words.identifiedHint} />
        <Share name={words.consent} share={view.consent} hint={words.consentHint} />
      </dl>
      <Days view={view} now={now} />
      <Section title={words.refusals}>
        {view.refusals.length === 0 && <p className="quiet">{words.none}</p>}
        <dl className="traits">
          {view.refusals
            .toSorted((a, b) => b.events - a.events)
            .map(({ code, events }) => (
              <div key={code}>
                <dt>{words.codes[code] ?? code}</dt>
                <dd className="trait-value">{words.events(events)}</dd>
              </div>
            ))}
        </dl>
      </Section>
    </>
  )
}

function Share(props: { name: string; share: SourceShare | null; hint: (of: number) => string }) {
  const known = props.share !== null && props.share.of > 0
  return (
    <div className="figure-tile">
      <dt>{props.name}</dt>
      <dd>
        <span className="figure-value">
          {known ? `${Math.round((props.share?.share ?? 0) * 100)}%` : '–'}
        </span>
        <span className="quiet">{known ? props.hint(props.share?.of ?? 0) : words.unknown}</span>
      </dd>
    </div>
  )
}

function Days({ view, now }: { view: SourceView; now: Date }) {
  const days = filledDays(view.days, now)
  const sum = (name: 'stored' | 'refused') => days.reduce((total, day) => total + day[name], 0)
  return (
    <Section title={words.days}>
      <BarChart
        label={words.daysChart(sum('stored'), sum('refused'))}
        bars={days.map(({ day, stored, refused }) => ({
          key: day,
          label: dayAndYear(day),
          value: stored,
          refused,
        }))}
        ends={[dayAndYear(days[0]?.day ?? ''), dayAndYear(days.at(-1)?.day ?? '')]}
      />
      <TableBehind
        summary={words.asTable}
        heads={[words.day, words.stored, words.duplicates, words.refused]}
        rows={days
          .toReversed()
          .map(({ day, stored, duplicates, refused }) => [dayAndYear(day), stored, duplicates, refused])}
      />
    </Section>
  )
}
