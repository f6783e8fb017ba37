import type { DocumentRow } from '#contract/staff-api.ts'
import { texts } from '../texts.ts'

const words = texts.documents
const regions = new Intl.DisplayNames(undefined, { type: 'region' })
const lists = new Intl.ListFormat(undefined, { type: 'conjunction' })
// the days are days of the calendar, the same in every zone
const days = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })
const DAY = 86_400_000

/** For whom a document holds, since when, and whether it is quoted; nothing where it simply holds everywhere. */
export function DocumentValidity({ row }: { row: DocumentRow }) {
  const said = saidOf(row)
  const standing = row.standing === 'current' ? null : words.standing[row.standing]
  if (said.length === 0 && standing === null) return null
  return (
    <span className="quiet">
      {said.join(' · ')}
      {standing && (
        <>
          {said.length > 0 && ' · '}
          <strong>{standing}</strong>
        </>
      )}
    </span>
  )
}

function saidOf(row: DocumentRow): string[] {
  return [
    ...(row.countries.length > 0
      ? [words.forCountries(lists.format(row.countries.map((code) => regions.of(code) ?? code)))]
      : []),
    ...(row.version ? [words.version(row.version)] : []),
    ...(row.validFrom ? [words.holdsFrom(days.format(new Date(row.validFrom)))] : []),
    ...(row.validUntil ? [words.holdsUntil(days.format(lastDayOf(row.validUntil)))] : []),
  ]
}

/** An end at midnight is the end of the day before. */
function lastDayOf(end: string): Date {
  const time = Date.parse(end)
  return new Date(time % DAY === 0 ? time - DAY : time)
}
