import { type ReactNode, useState } from 'react'
import type { CalendarPage, CalendarRow } from '#contract/staff-calendar.ts'
import { removeEntry } from '../api/calendar.ts'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/section.tsx'
import { Empty } from '../parts/states.tsx'
import { Link } from '../routing/link.tsx'
import { journeyPage } from '../routing/route.ts'
import { texts } from '../texts.ts'
import { AskDialog } from './ask-dialog.tsx'
import { EntryForm } from './entry-form.tsx'
import { daysWords, regionsWords, titleOf } from './entry-words.ts'

const words = texts.calendar

/** Every entry: when and where it comes round, which journeys begin by it. */
export function EntryList(props: {
  page: CalendarPage
  /** Why nothing can be changed; null: it can. */
  why: string | null
  aside: ReactNode
  onChanged: () => Promise<void>
}) {
  const { page, why, onChanged } = props
  const [editing, setEditing] = useState<CalendarRow | null>(null)
  const [removing, setRemoving] = useState<CalendarRow | null>(null)
  const finish = async () => {
    setEditing(null)
    setRemoving(null)
    await onChanged()
  }
  return (
    <Section title={words.entries} aside={props.aside}>
      {page.entries.length === 0 ? (
        <Empty title={words.noEntries} text={words.noEntriesText} />
      ) : (
        <ul className="journey-people" aria-label={words.entries}>
          {page.entries.map((entry) => (
            <li key={entry.name}>
              <div>
                <p>
                  <strong>{titleOf(entry)}</strong> {!entry.live && <span className="chip">{words.off}</span>}
                </p>
                <p className="quiet">
                  {regionsWords(entry.regions)} · {daysWords(entry.days)}
                </p>
              </div>
              <UsedBy entry={entry} />
              <div className="side-actions">
                <Button
                  why={why}
                  aria-label={words.editNamed(titleOf(entry))}
                  onClick={() => setEditing(entry)}
                >
                  {words.edit}
                </Button>
                <Button
                  look="quiet"
                  why={why}
                  aria-label={words.removeNamed(titleOf(entry))}
                  onClick={() => setRemoving(entry)}
                >
                  {words.remove}
                </Button>
              </div>
            </li>
          ))}
        </ul>
      )}
      {editing && <EntryForm entry={editing} onClose={() => setEditing(null)} onSaved={finish} />}
      {removing && (
        <AskDialog
          title={words.removeTitle(titleOf(removing))}
          text={removing.readyMade ? words.removeReadyText : words.removeText}
          action={words.remove}
          act={() => removeEntry(removing.name)}
          onClose={() => setRemoving(null)}
          onDone={finish}
        />
      )}
    </Section>
  )
}

function UsedBy({ entry }: { entry: CalendarRow }) {
  if (entry.journeys.length === 0) return <p className="quiet">{words.unused}</p>
  return (
    <p>
      {words.usedBy}{' '}
      {entry.journeys.map(({ name, title }, at) => (
        <span key={name}>
          {at > 0 && ', '}
          <Link className="text-link" to={journeyPage(name)}>
            {title}
          </Link>
        </span>
      ))}
    </p>
  )
}
