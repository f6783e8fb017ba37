import { Field } from '../parts/field.tsx'

/** One of a few; a value that is no longer offered stays to be seen. */
export function ChoiceField<T extends string>(props: {
  label: string
  hint?: string | undefined
  error?: string | undefined
  value: T
  options: readonly (readonly [T, string])[]
  onChange: (value: T) => void
}) {
  const isKnown = props.options.some(([value]) => value === props.value)
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={props.value}
          onChange={(event) => {
            const next = props.options.find(([value]) => value === event.target.value)
            if (next) props.onChange(next[0])
          }}
        >
          {!isKnown && <option value={props.value}>{props.value}</option>}
          {props.options.map(([value, name]) => (
            <option key={value} value={value}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
