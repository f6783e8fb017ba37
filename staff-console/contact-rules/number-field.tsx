import { Field } from '../parts/field.tsx'

/** A number; what is no number yet is kept as such until it is saved, and then said. */
export function NumberField(props: {
  label: string
  hideLabel?: boolean
  hint?: string | undefined
  value: number
  error: string | null
  step?: string
  onChange: (value: number) => void
}) {
  return (
    <Field label={props.label} hint={props.hint} error={props.error} hideLabel={props.hideLabel ?? false}>
      {(ids) => (
        <input
          {...ids}
          className="input input-short"
          type="number"
          inputMode={props.step ? 'decimal' : 'numeric'}
          step={props.step ?? '1'}
          value={Number.isNaN(props.value) ? '' : props.value}
          onChange={(event) => props.onChange(event.target.valueAsNumber)}
        />
      )}
    </Field>
  )
}
