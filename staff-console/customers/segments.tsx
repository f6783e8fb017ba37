import type { CustomerPage } from '#contract/staff-customers.ts'
import { dayAndYear } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { Link } from '../routing/link.tsx'
import { segmentPage } from '../routing/route.ts'
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
            <Link to={segmentPage(segment.segmentId)} className="text-link">
              {segment.name}
            </Link>
            <span className="quiet">{words.since(dayAndYear(segment.since))}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
