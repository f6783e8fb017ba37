import { useState } from 'react'
import type { ContentField, FieldSource } from '#contract/content-places.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { entriesOf } from '../slots/entries.ts'
import { texts } from '../texts.ts'
import { useWritingOf } from './writing.ts'

const words = texts.contentForm
const sources = entriesOf<FieldSource>(words.fieldSources)

/** Puts a field into a text, with the words for who has none: nobody has to know how it is written. */
export function FieldMenu({ label, onInsert }: { label: string; onInsert: (place: string) => void }) {
  const { choices } = useWritingOf()
  const [open, setOpen] = useState(false)
  const [name, setName] = useState<ContentField>('first_name')
  const [otherwise, setOtherwise] = useState('')
  if (!open)
    return (
      <button
        type="button"
        className="link-button"
        aria-label={words.insertFor(label)}
        onClick={() => setOpen(true)}
      >
        {words.insert}
      </button>
    )
  const insert = () => {
    const rest = otherwise.replace(/[{}|]/g, '').trim()
    onInsert(rest === '' ? `{{${name}}}` : `{{${name}|${rest}}}`)
    setOpen(false)
    setOtherwise('')
  }
  return (
    <fieldset className="field-menu">
      <legend className="hidden">{words.insertFor(label)}</legend>
      <Field label={words.field}>
        {(ids) => (
          <select
            {...ids}
            className="input input-small"
            value={name}
            onChange={(event) => {
              const chosen = choices.fields.find((field) => field.name === event.target.value)
              if (chosen) setName(chosen.name)
            }}
          >
            {sources.map(([source, title]) => (
              <optgroup key={source} label={title}>
                {choices.fields
                  .filter((field) => field.source === source)
                  .map((field) => (
                    <option key={field.name} value={field.name}>
                      {words.fields[field.name]}
                    </option>
                  ))}
              </optgroup>
            ))}
          </select>
        )}
      </Field>
      <Field label={words.fieldOtherwise}>
        {(ids) => (
          <input
            {...ids}
            className="input input-small"
            maxLength={200}
            value={otherwise}
            onChange={(event) => setOtherwise(event.target.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return
              event.preventDefault() // else the form is sent
              insert()
            }}
          />
        )}
      </Field>
      <Button onClick={insert}>{words.insertNow}</Button>
      <Button look="quiet" onClick={() => setOpen(false)}>
        {texts.app.cancel}
      </Button>
    </fieldset>
  )
}
