import type { CalendarDays, CalendarEntryInput } from '#contract/calendar.ts'
import type { CalendarRow } from '#contract/staff-calendar.ts'
import { saveEntry } from '../api/calendar.ts'
import { ChoiceField } from '../journeys/choice-field.tsx'
import { NumberField } from '../journeys/number-field.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Check } from '../parts/field.tsx'
import { entriesOf } from '../slots/entries.ts'
import { said } from '../slots/problem-of.ts'
import { TextField } from '../slots/text-field.tsx'
import { useWriting } from '../slots/use-writing.ts'
import { texts } from '../texts.ts'
import { titleOf } from './entry-words.ts'

const words = texts.calendar.form

interface Draft {
  name: string
  en: string
  de: string
  regions: string
  days: CalendarDays
  categories: string
  live: boolean
}

/** An entry as it is written; languages and attributes that the form does not show are kept. */
export function EntryForm(props: {
  entry: CalendarRow | null
  onClose: () => void
  onSaved: () => Promise<void>
}) {
  const { entry } = props
  const form = useWriting<Draft>(() => draftOf(entry), {
    within: 'entry',
    check: () => null, // the server has the rules
    save: async (draft) => {
      await saveEntry(inputOf(draft, entry), entry?.rev ?? null)
      await props.onSaved()
    },
  })
  const { draft, set, errors, problem } = form
  return (
    <Dialog title={entry ? words.editEntry(titleOf(entry)) : words.newEntry} onClose={props.onClose}>
      <form className="form dialog-text" noValidate onSubmit={form.submit}>
        {entry === null && (
          <TextField
            label={words.name}
            hint={words.nameHint}
            most={60}
            value={draft.name}
            error={errors.name}
            onChange={(name) => set({ name })}
          />
        )}
        <TextField
          label={words.title(words.english)}
          most={60}
          value={draft.en}
          error={said(errors, 'title')}
          onChange={(en) => set({ en })}
        />
        <TextField
          label={words.title(words.german)}
          most={60}
          value={draft.de}
          error={errors['title.de']}
          onChange={(de) => set({ de })}
        />
        <TextField
          label={words.regions}
          hint={words.regionsHint}
          most={300}
          value={draft.regions}
          error={said(errors, 'regions')}
          onChange={(regions) => set({ regions })}
        />
        <DaysFields days={draft.days} errors={errors} onChange={(days) => set({ days })} />
        <TextField
          label={words.categories}
          hint={words.categoriesHint}
          most={4000}
          lines={2}
          value={draft.categories}
          error={said(errors, 'categories')}
          onChange={(categories) => set({ categories })}
        />
        <Check label={words.live} checked={draft.live} onChange={(live) => set({ live })} />
        {problem && (
          <p className="form-problem" role="alert">
            {problem.text}
          </p>
        )}
        <footer className="dialog-actions">
          <Button onClick={props.onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={form.busy}>
            {form.busy ? words.saving : words.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function DaysFields(props: {
  days: CalendarDays
  errors: Record<string, string>
  onChange: (days: CalendarDays) => void
}) {
  const { days, errors, onChange } = props
  const hint = days.type === 'yearly' ? words.monthDay : words.date
  return (
    <>
      <ChoiceField
        label={words.days}
        options={entriesOf(texts.calendar.types)}
        value={days.type}
        onChange={(type) => onChange(firstDays(type))}
      />
      {days.type === 'feast' ? (
        <>
          <ChoiceField
            label={words.feast}
            options={entriesOf(texts.calendar.feasts)}
            value={days.feast}
            onChange={(feast) => onChange({ ...days, feast })}
          />
          <NumberField
            label={words.before}
            value={days.daysBefore}
            error={errors['days.daysBefore']}
            onChange={(daysBefore) => onChange({ ...days, daysBefore })}
          />
          <NumberField
            label={words.after}
            value={days.daysAfter}
            error={errors['days.daysAfter']}
            onChange={(daysAfter) => onChange({ ...days, daysAfter })}
          />
        </>
      ) : (
        <>
          <TextField
            label={words.from}
            hint={hint}
            most={10}
            value={days.from}
            error={errors['days.from']}
            onChange={(from) => onChange({ ...days, from })}
          />
          <TextField
            label={words.until}
            hint={hint}
            most={10}
            value={days.until}
            error={errors['days.until']}
            onChange={(until) => onChange({ ...days, until })}
          />
        </>
      )}
    </>
  )
}

function firstDays(type: CalendarDays['type']): CalendarDays {
  if (type === 'feast') return { type, feast: 'christmas', daysBefore: 14, daysAfter: 0 }
  return { type, from: '', until: '' }
}

function draftOf(entry: CalendarRow | null): Draft {
  return {
    name: entry?.name ?? '',
    en: entry?.title.en ?? '',
    de: entry?.title.de ?? '',
    regions: (entry?.regions ?? []).join(', '),
    days: entry?.days ?? firstDays('yearly'),
    categories: (entry?.categories ?? []).join('\n'),
    live: entry?.live ?? true,
  }
}

const parts = (text: string, between: RegExp) =>
  text.split(between).flatMap((part) => (part.trim() === '' ? [] : [part.trim()]))

function inputOf(draft: Draft, entry: CalendarRow | null): CalendarEntryInput {
  const { en: _, de: __, ...others } = entry?.title ?? {}
  const { en, de } = draft
  return {
    name: draft.name.trim(),
    title: { ...others, ...(en.trim() !== '' && { en }), ...(de.trim() !== '' && { de }) },
    regions: parts(draft.regions, /,/),
    days: draft.days,
    categories: parts(draft.categories, /\n/),
    attributes: entry?.attributes ?? {},
    live: draft.live,
  }
}
