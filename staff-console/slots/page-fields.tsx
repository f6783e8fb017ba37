import type { SlotRow } from '#contract/staff-slots.ts'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import type { PageAsked } from './use-preview.ts'

const words = texts.slots.side

/** Which page they are on, and which slots of it are looked at. */
export function PageFields(props: {
  page: PageAsked
  onPage: (page: PageAsked) => void
  slots: readonly SlotRow[]
  chosen: string | null
  onChosen: (slot: string | null) => void
}) {
  const { page, onPage } = props
  const text = (name: keyof PageAsked, label: string) => (
    <Field label={label}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={page[name]}
          onChange={(event) => onPage({ ...page, [name]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <div className="side-fields">
      <Field label={words.slot}>
        {(ids) => (
          <select
            {...ids}
            className="input"
            value={props.chosen ?? ''}
            onChange={(event) => props.onChosen(event.target.value || null)}
          >
            <option value="">{words.allSlots}</option>
            {props.slots.map(({ name, place }) => (
              <option key={name} value={name}>
                {place}
              </option>
            ))}
          </select>
        )}
      </Field>
      {text('path', words.path)}
      {text('productId', words.product)}
      {text('search', words.search)}
    </div>
  )
}
