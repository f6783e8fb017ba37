import type { CustomerPage } from '#contract/staff-customers.ts'
import { dayAndYear } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'

const words = texts.customers.segments

/** The segments a customer is in, as far as they serve the purpose that was stated. */
export function Segments({ page }: { page: CustomerPage }) {
  if (page.segments.length === 0) return null
  return (
    <Section title={words.title}>
      <ul className="side-list">
        {page.segments.map((segment) => (
          <li key={segment.segmentId}>
            <span>{segment.name}</span>
            <span className="quiet">{words.since(dayAndYear(segment.since))}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
