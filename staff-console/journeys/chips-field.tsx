import { Chips } from '../segments/controls.tsx'

/** Any number of a closed list, with its label, hint and error. */
export function ChipsField<T extends string>(props: {
  label: string
  hint?: string | undefined
  error?: string | undefined
  chosen: readonly T[]
  options: readonly (readonly [T, string])[]
  onChange: (chosen: T[]) => void
}) {
  return (
    <div className={`field ${props.error ? 'field-wrong' : ''}`}>
      <span className="field-label" aria-hidden="true">
        {props.label}
      </span>
      {props.hint && <p className="field-hint">{props.hint}</p>}
      <Chips label={props.label} chosen={props.chosen} options={props.options} onChange={props.onChange} />
      {props.error && <p className="field-error">{props.error}</p>}
    </div>
  )
}
