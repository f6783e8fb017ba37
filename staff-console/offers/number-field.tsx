import { Field } from '../parts/field.tsx'

/** A labelled number, as it is typed. */
export function NumberField(props: {
  label: string
  hint?: string | undefined
  error?: string | undefined
  value: string
  onChange: (value: string) => void
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          inputMode="decimal"
          autoComplete="off"
          maxLength={15}
          value={props.value}
          onChange={(event) => props.onChange(event.target.value)}
        />
      )}
    </Field>
  )
}
