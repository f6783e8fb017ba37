import type { OfferStatus } from '#contract/offers.ts'
import type { OfferChangeRow } from '#contract/staff-offers.ts'
import { exactTime } from '../look/time.ts'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.offers.changes
const statuses: Record<string, string | undefined> = texts.offers.statuses satisfies Record<
  OfferStatus,
  string
>

/** Who changed what of the offer, the latest first. */
export function OfferChanges({ changes }: { changes: readonly OfferChangeRow[] }) {
  return (
    <Section title={words.title}>
      <ul className="plain-list">
        {changes.map((change) => (
          <li key={`${change.changedAt} ${change.change} ${change.fields.join()} ${change.status}`}>
            <div className="plain-main">
              <span>{said(change)}</span>
              <span className="quiet">{change.changedByName ?? words.house}</span>
            </div>
            <span className="quiet" title={exactTime(change.changedAt)}>
              <Ago at={change.changedAt} />
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function said({ change, fields, status }: OfferChangeRow): string {
  if (change === 'added') return words.added
  if (change === 'status') return words.status(statuses[status ?? ''] ?? '')
  if (fields.length === 0) return words.nothing
  return words.changed(fields.map((field) => words.fields[field] ?? field).join(', '))
}
