import type { CustomerPage } from '#contract/staff-customers.ts'
import { dayAndYear } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { Why } from '../parts/why.tsx'
import { texts } from '../texts.ts'

const words = texts.customers.due

/** What is bought again and again, and when it is likely to be needed next. */
export function Due({ page }: { page: CustomerPage }) {
  if (page.replenishment.length === 0) return null
  return (
    <Section title={words.title}>
      <dl className="traits">
        {page.replenishment.map((each) => (
          <div key={each.productId}>
            <dt>{each.title}</dt>
            <dd>
              <span className="trait-value">
                {words.on} {dayAndYear(each.dueAt)}
              </span>
              <span className="quiet">{words.every(each.everyDays)}</span>
              <Why of={each.title} text={each.why} />
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
