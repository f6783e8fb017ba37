import type { JourneyChoices } from '#contract/staff-journeys.ts'
import type { SegmentFields } from '#contract/staff-segments.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { newKey } from '../segments/rule-draft.ts'
import { entriesOf } from '../slots/entries.ts'
import { texts } from '../texts.ts'
import { ChoiceField } from './choice-field.tsx'
import type { JourneyDraft } from './journey-draft.ts'
import { newTrigger } from './new-trigger.ts'
import { TriggerFields } from './trigger-fields.tsx'

const words = texts.journeys.definition.triggers
const MOST = 3

/** What lets people in: one to three triggers, each with what its kind asks for. */
export function TriggersFields(props: {
  triggers: JourneyDraft['triggers']
  fields: SegmentFields
  choices: JourneyChoices
  errors: Record<string, string>
  onChange: (triggers: JourneyDraft['triggers']) => void
}) {
  const { triggers, errors, onChange } = props
  return (
    <fieldset className="group">
      <legend>{words.legend}</legend>
      <p className="field-hint">{words.hint}</p>
      {errors.triggers && <p className="field-error">{errors.triggers}</p>}
      <ol className="journey-cards">
        {triggers.map(({ key, trigger }, at) => {
          const replace = (next: typeof trigger) =>
            onChange(triggers.map((each) => (each.key === key ? { key, trigger: next } : each)))
          return (
            <li key={key} className="journey-card">
              <header>
                <h2 className="card-title">{words.nth(at)}</h2>
                {triggers.length > 1 && (
                  <IconButton
                    icon="close"
                    label={words.remove(at)}
                    onClick={() => onChange(triggers.filter((each) => each.key !== key))}
                  />
                )}
              </header>
              <div className="journey-fields">
                <ChoiceField
                  label={words.type}
                  options={entriesOf(words.types)}
                  value={trigger.type}
                  onChange={(type) => replace(newTrigger(type))}
                />
                <TriggerFields
                  key={trigger.type}
                  trigger={trigger}
                  fields={props.fields}
                  choices={props.choices}
                  errors={errors}
                  at={`triggers.${at}`}
                  onChange={replace}
                />
              </div>
            </li>
          )
        })}
      </ol>
      <Button
        icon="plus"
        why={triggers.length >= MOST ? words.most : null}
        onClick={() => onChange([...triggers, { key: newKey(), trigger: newTrigger('event') }])}
      >
        {words.add}
      </Button>
    </fieldset>
  )
}
