import type { CustomerPage } from '#contract/staff-customers.ts'
import { Section } from '../parts/section.tsx'
import { Link } from '../routing/link.tsx'
import { customerPage } from '../routing/route.ts'
import { texts } from '../texts.ts'

const words = texts.customers

export function Address({ page }: { page: CustomerPage }) {
  if (page.address.length === 0) return null
  return (
    <Section title={words.address}>
      <address className="postal">
        {page.address.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </address>
    </Section>
  )
}

/** The others at the same address with the same surname: a group, never a merge. */
export function Households({ page }: { page: CustomerPage }) {
  return page.households.map((household) => {
    const others = household.members.filter((member) => member.customerId !== page.customerId)
    if (others.length === 0) return null
    return (
      <Section key={household.householdId} title={words.household.title}>
        <ul className="side-list">
          {others.map((member) => (
            <li key={member.customerId}>
              <Link to={customerPage(member.customerId)} className="text-link">
                {member.name ?? words.visitor}
              </Link>
            </li>
          ))}
        </ul>
        <p className="quiet">{words.household.text}</p>
      </Section>
    )
  })
}
