import { Check, Field } from '../parts/field.tsx'
import { entriesOf } from '../slots/entries.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { NumberField } from './number-field.tsx'
import type { OfferDraft } from './offer-draft.ts'
import type { PartProps } from './offer-form.tsx'

const words = texts.offers.form
const codes = entriesOf<OfferDraft['codes']>(texts.offers.terms.codes)

/** How it goes with other offers, its codes, and when it runs. */
export function TimeFields({ draft, errors, set }: PartProps) {
  const moment = (at: 'startsAt' | 'endsAt', label: string, hint: string) => (
    <Field label={label} hint={hint} error={errors[at]}>
      {(ids) => (
        <input
          {...ids}
          type="datetime-local"
          className="input"
          value={draft[at]}
          onChange={(event) => set({ [at]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <>
      <fieldset className="group">
        <legend>{words.stacking}</legend>
        <Check
          label={words.combinable}
          hint={words.combinableHint}
          checked={draft.combinable}
          onChange={(combinable) => set({ combinable })}
        />
        <div className="template-pair">
          <TextField
            label={words.group}
            hint={words.groupHint}
            most={60}
            value={draft.group}
            error={errors['stacking.group']}
            onChange={(group) => set({ group })}
          />
          <NumberField
            label={words.priority}
            hint={words.priorityHint}
            value={draft.priority}
            error={errors['stacking.priority']}
            onChange={(priority) => set({ priority })}
          />
        </div>
      </fieldset>
      <fieldset className="group">
        <legend>{words.time}</legend>
        <Field label={words.codes} error={errors.codes}>
          {(ids) => (
            <select
              {...ids}
              className="input"
              value={draft.codes}
              onChange={(event) => {
                const next = codes.find(([value]) => value === event.target.value)
                if (next) set({ codes: next[0] })
              }}
            >
              {codes.map(([value, name]) => (
                <option key={value} value={value}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
        <NumberField
          label={words.validDays}
          value={draft.validDays}
          error={errors.validDays}
          onChange={(validDays) => set({ validDays })}
        />
        <div className="template-pair">
          {moment('startsAt', words.startsAt, words.startsAtHint)}
          {moment('endsAt', words.endsAt, words.endsAtHint)}
        </div>
        <Check
          label={words.onRequest}
          hint={words.onRequestHint}
          checked={draft.onRequest}
          onChange={(onRequest) => set({ onRequest })}
        />
      </fieldset>
    </>
  )
}
