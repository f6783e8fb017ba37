import type { SourceView } from '#contract/staff-sources.ts'
import { useNow } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { Link } from '../routing/link.tsx'
import { texts } from '../texts.ts'
import { rhythmOf } from './rhythm.ts'
import { RhythmMark } from './rhythm-mark.tsx'

const words = texts.sources

/** Every source with how fresh it is. */
export function SourceList({ sources }: { sources: SourceView[] }) {
  const now = useNow(20_000)
  return (
    <Section title={words.list}>
      <ul className="plain-list">
        {sources.map((view) => {
          const rhythm = rhythmOf(view, now)
          return (
            <li key={view.source}>
              <div className="plain-main">
                <Link to={{ room: 'sources', source: view.source }} className="plain-title">
                  {view.source}
                </Link>
                <span className="quiet">
                  {words.last} <Ago at={view.lastAt} />
                  {rhythm.aDay > 0 && <> · {words.aDay(Math.round(rhythm.aDay))}</>}
                  {refusedShare(view) > 0 && <> · {words.refusedShare(refusedShare(view))}</>}
                </span>
              </div>
              <RhythmMark rhythm={rhythm} />
            </li>
          )
        })}
      </ul>
    </Section>
  )
}

function refusedShare({ days }: SourceView): number {
  const refused = days.reduce((sum, day) => sum + day.refused, 0)
  const whole = days.reduce((sum, day) => sum + day.stored + day.duplicates + day.refused, 0)
  return whole === 0 ? 0 : refused / whole
}
