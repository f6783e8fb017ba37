import { Field } from '../parts/field.tsx'

interface Props {
  label: string
  hint?: string
  value: string
  error?: string | undefined
  onValue: (value: string) => void
}

/** One of what the catalog has; a value that it has no more stays until another is chosen. */
export function ListField({ label, hint, value, error, onValue, values }: Props & { values: string[] }) {
  const all = value !== '' && !values.includes(value) ? [value, ...values] : values
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <select {...ids} className="input" value={value} onChange={({ target }) => onValue(target.value)}>
          <option value="" />
          {all.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}

export function TextField({
  label,
  hint,
  value,
  error,
  onValue,
  type = 'text',
  maxLength = 200,
}: Props & { type?: 'text' | 'date'; maxLength?: number }) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ids) => (
        <input
          {...ids}
          className="input"
          type={type}
          autoComplete="off"
          maxLength={type === 'text' ? maxLength : undefined}
          value={value}
          onChange={({ target }) => onValue(target.value)}
        />
      )}
    </Field>
  )
}
