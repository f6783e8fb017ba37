import { useId } from 'react'
import type { ShopError } from '../../shop/ask-server.ts'
import { texts } from '../../texts.ts'

const names = ['email', 'name', 'line1', 'city', 'region', 'postcode'] as const
export type FieldName = (typeof names)[number]

interface Props {
  name: FieldName
  complete: string
  value: string
  fault: string | undefined
}

/** A labelled input with what is wrong about it. */
export function Field({ name, complete, value, fault }: Props) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id}>{texts.checkout[name]}</label>
      <input
        id={id}
        name={name}
        type={name === 'email' ? 'email' : 'text'}
        autoComplete={complete}
        defaultValue={value}
        required
        aria-invalid={fault !== undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
      />
      {fault && (
        <p id={`${id}-fault`} className="fault">
          {fault}
        </p>
      )}
    </div>
  )
}

/** The server's faults by field, as sentences under their labels. */
export function fieldFaults(error: ShopError): Partial<Record<FieldName, string>> {
  const faults: Partial<Record<FieldName, string>> = {}
  for (const { path, message } of error.fields) {
    const name = names.find((candidate) => candidate === path)
    if (name) faults[name] = `${texts.checkout[name]} ${message}`
  }
  return faults
}
