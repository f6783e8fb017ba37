import type { CalendarPage } from '#contract/staff-calendar.ts'
import { texts } from '../texts.ts'
import { titleOf } from './entry-words.ts'
import { dayOf, monthName, weeksOf } from './months.ts'

const words = texts.calendar

interface Mark {
  key: string
  text: string
  kind: 'entry' | 'release'
}

/** The month day by day: what goes on, what is released. */
export function MonthGrid({ page }: { page: CalendarPage }) {
  const isQuiet =
    page.occasions.length === 0 && !releasesIn(page).some(({ day }) => day.startsWith(page.month))
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on a phone the month is wider than the page, and keys scroll it */}
      <section className="table-scroll" tabIndex={0} aria-label={monthName(page.month)}>
        <table className="month-grid" aria-label={monthName(page.month)}>
          <thead>
            <tr>
              {words.weekdays.map((weekday) => (
                <th key={weekday} scope="col">
                  {weekday}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeksOf(page.month).map((week) => (
              <tr key={week.find((day) => day !== null)}>
                {week.map((day, at) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell stands under its weekday
                  <td key={at}>{day !== null && <Day day={day} marks={marksOn(page, day)} />}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {isQuiet && <p className="quiet">{words.quietMonth}</p>}
    </>
  )
}

function Day({ day, marks }: { day: string; marks: Mark[] }) {
  return (
    <>
      <time dateTime={day}>{Number(day.slice(-2))}</time>
      <ul>
        {marks.map(({ key, text, kind }) => (
          <li key={key} className={`month-mark month-${kind}`} title={text}>
            {text}
          </li>
        ))}
      </ul>
    </>
  )
}

function marksOn(page: CalendarPage, day: string): Mark[] {
  const entries = new Map(page.entries.map((entry) => [entry.name, entry]))
  const going = page.occasions.flatMap(({ name, from, until }): Mark[] => {
    const entry = entries.get(name)
    return entry && from <= day && day <= until ? [{ key: name, text: titleOf(entry), kind: 'entry' }] : []
  })
  const opening = releasesIn(page).flatMap(({ day: on, text }): Mark[] =>
    on === day ? [{ key: text, text, kind: 'release' }] : [],
  )
  return [...going, ...opening]
}

function releasesIn({ releases }: CalendarPage): { day: string; text: string }[] {
  return releases.flatMap(({ title, releaseAt, early }) => [
    ...(releaseAt === null ? [] : [{ day: dayOf(releaseAt), text: words.goesOnSale(title) }]),
    ...(early === null ? [] : [{ day: dayOf(early.from), text: words.opensEarly(title) }]),
  ])
}
