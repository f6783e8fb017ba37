import { useState } from 'react'
import { Field } from '../parts/field.tsx'

/** A labelled number; what is none is held as NaN, and stays as it was typed. */
export function NumberField(props: {
  label: string
  hint?: string | undefined
  error?: string | undefined
  value: number
  onChange: (value: number) => void
}) {
  const [text, setText] = useState(() => (Number.isNaN(props.value) ? '' : String(props.value)))
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(ids) => (
        <input
          {...ids}
          className="input input-short"
          inputMode="decimal"
          autoComplete="off"
          maxLength={12}
          value={text}
          onChange={(event) => {
            setText(event.target.value)
            props.onChange(read(event.target.value))
          }}
        />
      )}
    </Field>
  )
}

function read(text: string): number {
  const plain = text.trim().replace(',', '.')
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : Number.NaN
}
