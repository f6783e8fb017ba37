import { useState } from 'react'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import type { Draft, Errors } from './add-document.tsx'

const words = texts.documents.form

/** For whom the document holds, and since when; open where something there is wrong. */
export function ValidityFields(props: {
  draft: Draft
  errors: Errors
  set: (change: Partial<Draft>) => void
}) {
  const { draft, errors, set } = props
  const [open, setOpen] = useState(false)
  const wrong = errors.country ?? errors.validFrom ?? errors.validUntil
  return (
    <details
      className="why"
      open={open || wrong !== undefined}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>{words.validity}</summary>
      <Field label={words.country} hint={words.countryHint} error={errors.country}>
        {(ids) => (
          <input
            {...ids}
            className="input input-short"
            value={draft.country}
            onChange={(event) => set({ country: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.validFrom} hint={words.datesHint} error={errors.validFrom}>
        {(ids) => (
          <input
            {...ids}
            className="input input-short"
            type="date"
            value={draft.validFrom}
            onChange={(event) => set({ validFrom: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.validUntil} error={errors.validUntil}>
        {(ids) => (
          <input
            {...ids}
            className="input input-short"
            type="date"
            value={draft.validUntil}
            onChange={(event) => set({ validUntil: event.target.value })}
          />
        )}
      </Field>
    </details>
  )
}
