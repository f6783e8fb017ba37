import type { CalendarPage } from '#contract/staff-calendar.ts'
import { saveReleases } from '../api/calendar.ts'
import { ChipsField } from '../journeys/chips-field.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Check, Field } from '../parts/field.tsx'
import { said } from '../slots/problem-of.ts'
import { TextField } from '../slots/text-field.tsx'
import { useWriting } from '../slots/use-writing.ts'
import { texts } from '../texts.ts'

const words = texts.calendar.releases

interface Draft {
  products: string
  /** As the browser's own field writes it, where the reader is. */
  at: string
  hasEarly: boolean
  from: string
  segmentIds: string[]
  tiers: string[]
}

/** Dates one product or a set of them, with who is let in early. */
export function ReleaseForm(props: {
  page: CalendarPage
  onClose: () => void
  onSaved: () => Promise<void>
}) {
  const { page } = props
  const form = useWriting<Draft>(
    () => ({ products: '', at: '', hasEarly: false, from: '', segmentIds: [], tiers: [] }),
    {
      within: 'body',
      check: ({ at, from, hasEarly }) => {
        const fields = {
          ...(at === '' && { releaseAt: words.needDate }),
          ...(hasEarly && from === '' && { 'early.from': words.needDate }),
        }
        return Object.keys(fields).length === 0
          ? null
          : { text: texts.calendar.form.wrong, conflict: false, fields }
      },
      save: async ({ products, at, hasEarly, from, segmentIds, tiers }) => {
        await saveReleases({
          productIds: products.split('\n').flatMap((id) => (id.trim() === '' ? [] : [id.trim()])),
          releaseAt: new Date(at).toISOString(),
          early: hasEarly ? { from: new Date(from).toISOString(), segmentIds, tiers } : null,
        })
        await props.onSaved()
      },
    },
  )
  const { draft, set, errors, problem } = form
  return (
    <Dialog title={words.form} onClose={props.onClose}>
      <form className="form dialog-text" noValidate onSubmit={form.submit}>
        <TextField
          label={words.products}
          hint={words.productsHint}
          most={20_000}
          lines={2}
          value={draft.products}
          error={said(errors, 'productIds')}
          onChange={(products) => set({ products })}
        />
        <Moment label={words.at} value={draft.at} error={errors.releaseAt} onChange={(at) => set({ at })} />
        <Check label={words.hasEarly} checked={draft.hasEarly} onChange={(hasEarly) => set({ hasEarly })} />
        {draft.hasEarly && (
          <>
            <Moment
              label={words.from}
              value={draft.from}
              error={errors['early.from'] ?? errors.early}
              onChange={(from) => set({ from })}
            />
            {page.segments.length > 0 && (
              <ChipsField
                label={words.segments}
                chosen={draft.segmentIds}
                options={page.segments.map(({ segmentId, name }) => [segmentId, name] as const)}
                onChange={(segmentIds) => set({ segmentIds })}
              />
            )}
            {page.tiers.length > 0 && (
              <ChipsField
                label={words.tiers}
                chosen={draft.tiers}
                options={page.tiers.map((tier) => [tier, tier] as const)}
                onChange={(tiers) => set({ tiers })}
              />
            )}
          </>
        )}
        {problem && (
          <p className="form-problem" role="alert">
            {problem.text}
          </p>
        )}
        <footer className="dialog-actions">
          <Button onClick={props.onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={form.busy}>
            {texts.calendar.form.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function Moment(props: {
  label: string
  value: string
  error: string | undefined
  onChange: (value: string) => void
}) {
  return (
    <Field label={props.label} error={props.error}>
      {(ids) => (
        <input
          {...ids}
          type="datetime-local"
          className="input"
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
