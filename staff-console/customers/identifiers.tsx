import { useState } from 'react'
import type { CustomerPage, IdentifierDetail } from '#contract/staff-customers.ts'
import { dayAndYear } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'
import { wordFor } from './names.ts'

const FIRST = 6
const words = texts.customers.identifiers

/** What this customer is recognised by, each with where it is from, and what has been set aside. */
export function Identifiers({ page }: { page: CustomerPage }) {
  const [all, setAll] = useState(false)
  const { identifiers } = page
  const shown = all ? identifiers : identifiers.slice(0, FIRST)
  const hidden = identifiers.length - shown.length
  return (
    <Section title={words.title}>
      {identifiers.length === 0 && <p className="quiet">{words.none}</p>}
      <IdentifierList identifiers={shown} />
      {hidden > 0 && (
        <div>
          <Button onClick={() => setAll(true)}>{words.more(hidden)}</Button>
        </div>
      )}
    </Section>
  )
}

export function IdentifierList({ identifiers }: { identifiers: IdentifierDetail[] }) {
  return (
    <ul className="identifiers">
      {identifiers.map((each) => (
        <li key={`${each.kind} ${each.value}`}>
          <span className="identifier-kind">{words.kinds[each.kind]}</span>
          <span className="identifier-value">{each.value}</span>
          <span className="quiet">{words.from(each.source, dayAndYear(each.firstSeenAt))}</span>
          {each.quarantine && (
            <span className="quarantine">
              <span className="chip chip-off">{words.quarantined}</span>{' '}
              {wordFor(words.quarantineReasons, each.quarantine.reason)}
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
