import { type ReactNode, useId } from 'react'

interface FieldIds {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

/** A labelled control with its hint and its error; spread the ids on the control. */
export function Field(props: {
  label: string
  hint?: string | undefined
  error?: string | null | undefined
  children: (ids: FieldIds) => ReactNode
  hideLabel?: boolean
}) {
  const id = useId()
  const hintId = `${id}-hint`
  const errorId = `${id}-error`
  const described = [props.hint && hintId, props.error && errorId].filter(Boolean).join(' ')
  return (
    <div className={`field ${props.error ? 'field-wrong' : ''}`}>
      <label htmlFor={id} className={props.hideLabel ? 'hidden' : 'field-label'}>
        {props.label}
      </label>
      {props.hint && (
        <p className="field-hint" id={hintId}>
          {props.hint}
        </p>
      )}
      {props.children({
        id,
        'aria-describedby': described || undefined,
        'aria-invalid': props.error ? true : undefined,
      })}
      {props.error && (
        <p className="field-error" id={errorId}>
          {props.error}
        </p>
      )}
    </div>
  )
}

/** A yes or no with its explanation. */
export function Check(props: {
  label: string
  hint?: string | undefined
  checked: boolean
  onChange: (checked: boolean) => void
  /** Why it cannot be changed now. */
  why?: string | null
}) {
  const id = useId()
  const hint = props.why ?? props.hint
  return (
    <div className="check">
      <input
        id={id}
        type="checkbox"
        checked={props.checked}
        aria-disabled={props.why ? true : undefined}
        aria-describedby={hint ? `${id}-hint` : undefined}
        onChange={(event) => {
          if (!props.why) props.onChange(event.target.checked)
        }}
      />
      <label htmlFor={id}>{props.label}</label>
      {hint && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}
