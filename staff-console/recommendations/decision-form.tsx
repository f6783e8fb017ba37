import { type FormEvent, useState } from 'react'
import type { CurationKind, CurationPage, CurationView } from '#contract/staff-recommendations.ts'
import { saveCuration } from '../api/recommendations.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { checkDraft, type Draft, type DraftErrors, draftErrors, draftOf, inputOf } from './decision.ts'
import { HiddenFields } from './hidden-fields.tsx'
import { ListField, TextField } from './list-field.tsx'
import { ProductField } from './product-field.tsx'
import { RowSelect } from './row-select.tsx'

const words = texts.recommendations.form

export interface DraftFields {
  draft: Draft
  errors: DraftErrors
  page: CurationPage
  set: (change: Partial<Draft>) => void
}

/** One decision, new or as it stands; nothing of it is lost when saving fails. */
export function DecisionForm(props: {
  kind: CurationKind
  entry: CurationView | null
  page: CurationPage
  onClose: () => void
  onSaved: (page: CurationPage) => void
}) {
  const { kind, entry, page } = props
  const [draft, setDraft] = useState(() => draftOf(kind, entry))
  const [errors, setErrors] = useState<DraftErrors>({})
  const [busy, setBusy] = useState(false)
  const set = (change: Partial<Draft>) => setDraft((held) => ({ ...held, ...change }))
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const found = checkDraft(draft)
    setErrors(found)
    if (Object.keys(found).length > 0 || busy) return
    setBusy(true)
    try {
      props.onSaved(await saveCuration(entry?.curationId ?? null, inputOf(draft)))
    } catch (error) {
      setErrors(draftErrors(error, kind))
      setBusy(false)
    }
  }
  const fields = { draft, errors, page, set }
  return (
    <Dialog title={words.titles[kind]} onClose={props.onClose}>
      <form className="form" noValidate onSubmit={submit}>
        <KindFields {...fields} />
        <div className="decision-dates">
          <TextField
            label={words.startsAt}
            type="date"
            value={draft.startsOn}
            error={errors.startsOn}
            onValue={(startsOn) => set({ startsOn })}
          />
          <TextField
            label={words.endsAt}
            type="date"
            value={draft.endsOn}
            error={errors.endsOn}
            onValue={(endsOn) => set({ endsOn })}
          />
        </div>
        <TextField
          label={words.note}
          hint={words.noteHint}
          value={draft.note}
          error={errors.note}
          maxLength={200}
          onValue={(note) => set({ note })}
        />
        {errors.all && (
          <p className="form-problem" role="alert">
            {errors.all}
          </p>
        )}
        <footer className="dialog-actions">
          <Button onClick={props.onClose}>{texts.app.cancel}</Button>
          <Button look="primary" type="submit" busy={busy}>
            {words.save}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

function KindFields(fields: DraftFields) {
  switch (fields.draft.kind) {
    case 'pin':
      return <PinFields {...fields} />
    case 'exclude':
      return (
        <>
          <HiddenFields {...fields} />
          <Where {...fields} />
        </>
      )
    case 'goes_with':
      return <LookFields {...fields} />
  }
}

function PinFields(fields: DraftFields) {
  const { draft, errors, set } = fields
  return (
    <>
      <ProductField
        label={words.product}
        error={errors.product}
        product={draft.product}
        onProduct={(product) => set({ product })}
      />
      <Field label={words.position} hint={words.positionHint} error={errors.position}>
        {(ids) => (
          <input
            {...ids}
            className="input"
            type="number"
            min={1}
            max={24}
            value={draft.position}
            onChange={({ target }) => set({ position: target.value })}
          />
        )}
      </Field>
      <Where {...fields} />
    </>
  )
}

function Where({ draft, errors, set }: DraftFields) {
  return (
    <>
      <RowSelect label={words.row} row={draft.row} every={words.everyRow} onRow={(row) => set({ row })} />
      <ProductField
        label={words.beside}
        hint={words.besideHint}
        error={errors.beside}
        product={draft.beside}
        onProduct={(beside) => set({ beside })}
      />
    </>
  )
}

function LookFields({ draft, errors, page, set }: DraftFields) {
  return (
    <>
      <ListField
        label={words.completes}
        value={draft.completes}
        values={page.categories}
        error={errors.completes}
        onValue={(completes) => set({ completes })}
      />
      <ListField
        label={words.completedBy}
        value={draft.category}
        values={page.categories}
        error={errors.category}
        onValue={(category) => set({ category })}
      />
    </>
  )
}
