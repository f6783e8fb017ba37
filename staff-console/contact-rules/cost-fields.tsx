import { texts } from '../texts.ts'
import { NumberField } from './number-field.tsx'
import type { RulesFormState } from './rules-form.tsx'

const words = texts.contactRules.costs
const names = ['sms', 'whatsapp', 'email', 'push', 'web'] as const

/** What one message costs on each channel: offers and readouts count it. */
export function CostFields({ form }: { form: RulesFormState }) {
  const { messageCosts } = form.values
  return (
    <fieldset className="group">
      <legend>{words.title}</legend>
      <p className="field-hint">{words.hint}</p>
      {names.map((name) => (
        <NumberField
          key={name}
          label={words.channels[name]}
          value={messageCosts[name]}
          step="0.001"
          error={form.errorAt(`messageCosts.${name}`)}
          onChange={(cost) => form.set({ messageCosts: { ...messageCosts, [name]: cost } })}
        />
      ))}
    </fieldset>
  )
}
