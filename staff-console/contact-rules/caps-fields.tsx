import { useState } from 'react'
import type { ContactCap } from '#contract/contact-rules.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { NumberField } from './number-field.tsx'
import type { RulesFormState } from './rules-form.tsx'

const words = texts.contactRules.caps
const channels = ['all', 'sms', 'whatsapp', 'email', 'push', 'web'] as const satisfies ContactCap['channel'][]
const purposes = ['all', 'clienteling', 'marketing'] as const satisfies ContactCap['purpose'][]
const MOST = 30
const another: ContactCap = { channel: 'all', purpose: 'all', limit: 1, hours: 24 }

/** The limits, each a sentence whose numbers and words can be changed. */
export function CapsFields({ form, mayEdit }: { form: RulesFormState; mayEdit: boolean }) {
  const { caps } = form.values
  const change = (index: number, cap: ContactCap) =>
    form.set({ caps: caps.map((held, at) => (at === index ? cap : held)) })
  return (
    <fieldset className="group">
      <legend>{words.title}</legend>
      <p className="field-hint">{caps.length === 0 ? words.none : words.hint}</p>
      {mayEdit ? (
        caps.map((cap, index) => (
          <CapLine
            // biome-ignore lint/suspicious/noArrayIndexKey: a limit is its place in the list while it is changed
            key={index}
            cap={cap}
            number={index + 1}
            errorAt={(field) => form.errorAt(`caps.${index}${field && `.${field}`}`)}
            onChange={(next) => change(index, next)}
            onRemove={() => form.set({ caps: caps.filter((_, at) => at !== index) })}
          />
        ))
      ) : (
        <ul className="cap-sentences">
          {caps.map((cap) => (
            <li key={words.sentence(cap)}>{words.sentence(cap)}</li>
          ))}
        </ul>
      )}
      {mayEdit && (
        <Button
          icon="plus"
          why={caps.length >= MOST ? words.full : null}
          onClick={() => form.set({ caps: [...caps, another] })}
        >
          {words.add}
        </Button>
      )}
    </fieldset>
  )
}

function CapLine(props: {
  cap: ContactCap
  number: number
  errorAt: (field: '' | 'limit' | 'hours') => string | null
  onChange: (cap: ContactCap) => void
  onRemove: () => void
}) {
  const { cap, number, errorAt, onChange } = props
  const [chosen, setChosen] = useState<'hours' | 'days' | null>(null)
  // a time that is no whole number of days can only be shown in hours
  const whole = cap.hours % 24 === 0
  const unit = whole ? (chosen ?? 'days') : 'hours'
  const each = unit === 'days' ? 24 : 1
  const named = (field: string) => `${words.limit(number)}: ${field}`
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset in a fieldset would be announced twice
    <div className="cap-line" role="group" aria-label={words.limit(number)}>
      <span>{words.atMost}</span>
      <NumberField
        label={named(words.count)}
        hideLabel
        value={cap.limit}
        error={errorAt('limit')}
        onChange={(limit) => onChange({ ...cap, limit })}
      />
      <span>{words.messages}</span>
      <Choice
        label={named(words.purpose)}
        value={cap.purpose}
        values={purposes}
        names={texts.contactRules.purposes}
        onChange={(purpose) => onChange({ ...cap, purpose })}
      />
      <span>{words.within}</span>
      <NumberField
        label={named(words.length)}
        hideLabel
        value={cap.hours / each}
        error={errorAt('hours')}
        onChange={(length) => {
          setChosen(unit)
          onChange({ ...cap, hours: length * each })
        }}
      />
      <Choice
        label={named(words.unit)}
        value={unit}
        values={['hours', 'days']}
        names={words.units}
        onChange={(next) => {
          setChosen(next)
          onChange({ ...cap, hours: (cap.hours / each) * (next === 'days' ? 24 : 1) })
        }}
      />
      <Choice
        label={named(words.channel)}
        value={cap.channel}
        values={channels}
        names={texts.contactRules.channels}
        onChange={(channel) => onChange({ ...cap, channel })}
      />
      <IconButton icon="close" label={words.remove(words.sentence(cap))} onClick={props.onRemove} />
      {errorAt('') && <p className="field-error cap-error">{errorAt('')}</p>}
    </div>
  )
}

function Choice<T extends string>(props: {
  label: string
  value: T
  values: readonly T[]
  names: Record<T, string>
  onChange: (value: T) => void
}) {
  return (
    <Field label={props.label} hideLabel>
      {(ids) => (
        <select
          {...ids}
          className="input"
          value={props.value}
          onChange={(event) => {
            const next = props.values.find((value) => value === event.target.value)
            if (next !== undefined) props.onChange(next)
          }}
        >
          {props.values.map((value) => (
            <option key={value} value={value}>
              {props.names[value]}
            </option>
          ))}
        </select>
      )}
    </Field>
  )
}
