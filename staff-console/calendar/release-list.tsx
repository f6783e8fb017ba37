import { useState } from 'react'
import type { CalendarPage, ReleaseRow } from '#contract/staff-calendar.ts'
import { dropRelease } from '../api/calendar.ts'
import { exactTime } from '../look/time.ts'
import { Button } from '../parts/button.tsx'
import { Section } from '../parts/section.tsx'
import { texts } from '../texts.ts'
import { AskDialog } from './ask-dialog.tsx'
import { ReleaseForm } from './release-form.tsx'

const words = texts.calendar.releases

/** What goes on sale when, and who is let in before. */
export function ReleaseList(props: {
  page: CalendarPage
  why: string | null
  onChanged: () => Promise<void>
}) {
  const { page, why, onChanged } = props
  const [dating, setDating] = useState(false)
  const [dropping, setDropping] = useState<ReleaseRow | null>(null)
  const finish = async () => {
    setDating(false)
    setDropping(null)
    await onChanged()
  }
  return (
    <Section
      title={words.title}
      aside={
        <Button icon="plus" why={why} onClick={() => setDating(true)}>
          {words.add}
        </Button>
      }
    >
      {page.releases.length === 0 ? (
        <p className="quiet">{words.none}</p>
      ) : (
        <ul className="journey-people" aria-label={words.title}>
          {page.releases.map((release) => (
            <li key={release.productId}>
              <div>
                <strong>{release.title}</strong>
                <p className="quiet">
                  <code>{release.productId}</code> · {release.saidBy === 'feed' ? words.feed : words.staff}
                </p>
              </div>
              <div>
                <p>{release.releaseAt === null ? words.now : words.onSale(exactTime(release.releaseAt))}</p>
                {release.early && (
                  <p className="quiet">
                    {words.early(exactTime(release.early.from), whom(release.early, page))}
                  </p>
                )}
              </div>
              {release.saidBy === 'staff' && (
                <Button
                  look="quiet"
                  why={why}
                  aria-label={words.dropNamed(release.title)}
                  onClick={() => setDropping(release)}
                >
                  {words.drop}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {dating && <ReleaseForm page={page} onClose={() => setDating(false)} onSaved={finish} />}
      {dropping && (
        <AskDialog
          title={words.dropTitle(dropping.title)}
          text={words.dropText}
          action={words.drop}
          act={() => dropRelease(dropping.productId)}
          onClose={() => setDropping(null)}
          onDone={finish}
        />
      )}
    </Section>
  )
}

function whom({ segmentIds, tiers }: NonNullable<ReleaseRow['early']>, { segments }: CalendarPage): string {
  const names = new Map(segments.map(({ segmentId, name }) => [segmentId, name]))
  return [...tiers, ...segmentIds.map((id) => names.get(id) ?? id)].join(', ')
}
