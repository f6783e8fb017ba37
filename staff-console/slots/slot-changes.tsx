import type { SlotChangeRow } from '#contract/staff-slots.ts'
import { Section } from '../parts/section.tsx'
import { Ago } from '../parts/time.tsx'
import { texts } from '../texts.ts'

const words = texts.slots

/** Who changed what of a slot, the newest first. */
export function SlotChanges({ changes }: { changes: readonly SlotChangeRow[] }) {
  return (
    <Section title={words.changes}>
      <ul className="plain-list" aria-label={words.changes}>
        {changes.map((change) => (
          <li key={change.rev}>
            <div className="plain-main">
              <span>
                {words.changeOf(words.changeWords[change.change], change.variantName)}{' '}
                {change.fields.length > 0 && (
                  <span className="quiet">
                    {words.changeFields(
                      change.fields.map((field) => words.fieldWords[field] ?? field).join(', '),
                    )}
                  </span>
                )}
              </span>
              <span className="quiet">
                {change.changedByName ?? words.theHouse}, <Ago at={change.changedAt} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}
