import { Field } from '../parts/field.tsx'

/** A labelled list of which one is chosen. */
export function Choice<T extends string>(props: {
  label: string
  hint?: string
  error?: string | undefined
  value: T
  options: readonly (readonly [T, string])[]
  onChange: (value: T) => void
}) {
  const { options, value } = props
  const isKnown = options.some(([each]) => each === value)
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={value}
          onChange={(event) => {
            const chosen = options.find(([each]) => each === event.target.value)
            if (chosen) props.onChange(chosen[0])
          }}
        >
          {!isKnown && <option value={value}>{value}</option>}
          {options.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
