import type { ContactRulesView } from '#contract/staff-contact-rules.ts'
import { texts } from '../texts.ts'
import { NumberField } from './number-field.tsx'
import type { RulesFormState } from './rules-form.tsx'

const words = texts.contactRules.holdouts
const names = ['global', 'associates', 'journeys'] as const

/** Who is left out to measure by: each share, in people. */
export function HoldoutFields({ form, view }: { form: RulesFormState; view: ContactRulesView }) {
  const { holdouts } = form.values
  return (
    <fieldset className="group">
      <legend>{words.title}</legend>
      <p className="field-hint">{words.hint}</p>
      {names.map((name) => {
        const percent = holdouts[name]
        const people = Math.round((view.reachable * (Number.isNaN(percent) ? 0 : percent)) / 100)
        return (
          <div key={name} className="holdout">
            <NumberField
              label={`${words.shares[name]}, ${words.percent}`}
              hint={words.people(people, view.reachable)}
              value={percent}
              step="0.01"
              error={form.errorAt(`holdouts.${name}`)}
              onChange={(share) => form.set({ holdouts: { ...holdouts, [name]: share } })}
            />
            {view.exposed[name] > 0 && percent !== view.rules.holdouts[name] && (
              <p className="caution" role="status">
                {words.exposed(view.exposed[name])}
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}
