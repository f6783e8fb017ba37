import { useCallback, useEffect, useState } from 'react'
import type { CalendarPage as Page } from '#contract/staff-calendar.ts'
import { readCalendar } from '../api/calendar.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { faultText } from '../parts/fault-text.ts'
import { useResource } from '../parts/resource.ts'
import { Failed, Loading } from '../parts/states.tsx'
import { Pick } from '../segments/controls.tsx'
import { mayEditJourneys, useSession } from '../session/session.ts'
import { WingTabs } from '../shell/wing-tabs.tsx'
import { texts } from '../texts.ts'
import { EntryForm } from './entry-form.tsx'
import { EntryList } from './entry-list.tsx'
import { MonthGrid } from './month-grid.tsx'
import { countries, monthName, shifted, thisMonth } from './months.ts'
import { ReleaseList } from './release-list.tsx'

const words = texts.calendar

/** What comes round in a month: seasons, feasts and releases, as a grid and as lists. */
export function CalendarPage() {
  const { shopName } = useSession()
  const [month, setMonth] = useState(() => thisMonth(new Date()))
  const [country, setCountry] = useState('US')
  useEffect(() => {
    document.title = texts.app.title(words.title, shopName)
  }, [shopName])
  const read = useCallback(() => readCalendar(month, country), [month, country])
  const { resource, reload } = useResource(read)
  return (
    <div className="wing">
      <WingTabs room="calendar" />
      <div className="page-scroll">
        <div className="page page-wide">
          <h1>{words.title}</h1>
          <p className="page-intro">{words.intro}</p>
          <div className="calendar-head">
            <IconButton icon="back" label={words.before} onClick={() => setMonth(shifted(month, -1))} />
            <h2 aria-live="polite">{monthName(month)}</h2>
            <IconButton icon="chevron" label={words.after} onClick={() => setMonth(shifted(month, 1))} />
            <span className="calendar-country">
              <span>{words.country}</span>
              <Pick label={words.country} value={country} options={countries} onChange={setCountry} />
            </span>
          </div>
          {resource.status === 'loading' && <Loading label={words.loading} rows={7} />}
          {resource.status === 'failed' && (
            <Failed text={faultText(resource.fault, words.failed)} onRetry={() => void reload()} />
          )}
          {resource.status === 'ready' && (
            <>
              <MonthGrid page={resource.value} />
              <Lists page={resource.value} onChanged={reload} />
            </>
          )}
        </div>
      </div>
    </div>
  )
}

function Lists({ page, onChanged }: { page: Page; onChanged: () => Promise<void> }) {
  const session = useSession()
  const [adding, setAdding] = useState(false)
  const why = mayEditJourneys(session) ? null : words.mayNot
  return (
    <div className="segment-parts">
      <EntryList
        page={page}
        why={why}
        onChanged={onChanged}
        aside={
          <Button icon="plus" why={why} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        }
      />
      <ReleaseList page={page} why={why} onChanged={onChanged} />
      {adding && (
        <EntryForm
          entry={null}
          onClose={() => setAdding(false)}
          onSaved={async () => {
            setAdding(false)
            await onChanged()
          }}
        />
      )}
    </div>
  )
}
