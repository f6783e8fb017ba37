import type { JourneyVersionRow } from '#contract/staff-journeys.ts'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.journeys.overview
const fieldWords: Readonly<Record<string, string>> = texts.journeys.definition.fields

/** Who wrote which version, and what was changed in it. */
export function VersionList({ versions }: { versions: JourneyVersionRow[] }) {
  return (
    <Section title={words.versions}>
      <p className="quiet">{words.versionNote}</p>
      <ul className="version-list">
        {versions.map((row) => (
          <li key={row.version}>
            <strong>{texts.journeys.version(row.version)}</strong> <span>{changed(row)}</span>{' '}
            <span className="quiet">
              <Ago at={row.createdAt} />{' '}
              {row.createdByName === null ? words.byHouse : words.by(row.createdByName)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function changed({ version, fields }: JourneyVersionRow): string {
  if (fields.length > 0) return fields.map((field) => fieldWords[field] ?? field).join(', ')
  return version === 1 ? words.first : words.rewritten
}
