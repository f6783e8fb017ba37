import { useState } from 'react'
import type { SlotAudience, SlotStrategy } from '#contract/slots.ts'
import type { SlotChoices } from '#contract/staff-slots.ts'
import { IconButton } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { conditionNames, conditionsIn } from './audience-words.ts'
import { ConditionControl } from './condition-control.tsx'
import { emptyCondition, isEmptyCondition, reachesFurther, withoutCondition } from './conditions.ts'
import { said } from './problem-of.ts'

const words = texts.slots.form

/** For whom a variant is: any number of conditions, all of which have to hold. */
export function AudienceFields(props: {
  audience: SlotAudience
  choices: SlotChoices
  /** Of the slot. */
  strategy: SlotStrategy
  /** Shown once saving was tried. */
  tried: boolean
  errors: Record<string, string>
  onChange: (audience: SlotAudience) => void
}) {
  const { audience, choices, strategy, onChange } = props
  const [added, setAdded] = useState('')
  const chosen = conditionsIn(audience)
  return (
    <fieldset className="group">
      <legend>{words.audience}</legend>
      <p className="field-hint">{words.audienceHint}</p>
      <ul className="conditions">
        {chosen.map((name) => (
          <li key={name} className="condition">
            <div className="condition-fields">
              <span>{texts.slots.conditions[name]}</span>
              <ConditionControl name={name} audience={audience} choices={choices} onChange={onChange} />
              {reachesFurther(name, strategy) && (
                <p className="caution condition-problem">
                  {words.neverHolds(texts.slots.shortStrategies[strategy])}
                </p>
              )}
              <Fault
                text={
                  said(props.errors, `audience.${name}`) ??
                  (props.tried && isEmptyCondition(audience, name) ? words.needValue : undefined)
                }
              />
            </div>
            <IconButton
              icon="close"
              label={words.removeCondition(texts.slots.conditions[name])}
              onClick={() => onChange(withoutCondition(audience, name))}
            />
          </li>
        ))}
      </ul>
      <Field label={words.addCondition} hint={choices.noWeather ?? undefined}>
        {(ids) => (
          <select
            {...ids}
            className="input input-short"
            value={added}
            onChange={(event) => {
              const name = conditionNames.find((each) => each === event.target.value)
              if (name) onChange({ ...audience, ...emptyCondition(name) })
              setAdded('')
            }}
          >
            <option value="">{words.choose}</option>
            {conditionNames
              .filter((name) => !chosen.includes(name))
              .map((name) => (
                <option key={name} value={name} disabled={name === 'weather' && choices.noWeather !== null}>
                  {texts.slots.conditions[name]}
                </option>
              ))}
          </select>
        )}
      </Field>
    </fieldset>
  )
}

function Fault({ text }: { text: string | undefined }) {
  return text === undefined ? null : <p className="field-error condition-problem">{text}</p>
}
