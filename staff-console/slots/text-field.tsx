import { Field } from '../parts/field.tsx'

/** A labelled line of text, or several lines. */
export function TextField(props: {
  label: string
  hint?: string | undefined
  error?: string | undefined
  most: number
  lines?: number
  value: string
  onChange: (value: string) => void
}) {
  const { most, lines, value, onChange } = props
  return (
    <Field label={props.label} hint={props.hint} error={props.error}>
      {(ids) =>
        lines === undefined ? (
          <input
            {...ids}
            className="input"
            autoComplete="off"
            maxLength={most}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        ) : (
          <textarea
            {...ids}
            className="input"
            rows={lines}
            maxLength={most}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  )
}
