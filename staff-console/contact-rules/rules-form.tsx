import type { ContactRules } from '#contract/contact-rules.ts'
import type { ContactRulesView } from '#contract/staff-contact-rules.ts'
import { writeContactRules } from '../api/contact-rules.ts'
import { Check } from '../parts/field.tsx'
import { mayEditContactRules, useSession } from '../session/session.ts'
import { FormFrame } from '../settings/settings-form.tsx'
import { type Form, useForm } from '../settings/use-settings-form.ts'
import { texts } from '../texts.ts'
import { CapsFields } from './caps-fields.tsx'
import { checkRules } from './check-rules.ts'
import { CostFields } from './cost-fields.tsx'
import { HoldoutFields } from './holdout-fields.tsx'
import { HoursFields } from './hours-fields.tsx'
import { NumberField } from './number-field.tsx'

const words = texts.contactRules

export type RulesFormState = Form<ContactRules>

/** All rules on one page; what was changed is sent, and nothing else. */
export function RulesForm({
  view,
  onSaved,
}: {
  view: ContactRulesView
  onSaved: (view: ContactRulesView) => void
}) {
  const mayEdit = mayEditContactRules(useSession())
  const form = useForm(view.rules, checkRules, async (change) => onSaved(await writeContactRules(change)))
  const { values } = form
  return (
    <FormFrame form={form} intro={words.intro} mayEdit={mayEdit}>
      <CapsFields form={form} mayEdit={mayEdit} />
      <HoursFields form={form} />
      <fieldset className="group">
        <legend>{words.promotion.title}</legend>
        <Check
          label={words.promotion.label}
          hint={words.promotion.hint}
          checked={values.onePromotionADay}
          onChange={(onePromotionADay) => form.set({ onePromotionADay })}
        />
      </fieldset>
      <FatigueFields form={form} />
      <NumberField
        label={words.arbitration.label}
        hint={words.arbitration.hint}
        value={values.arbitrationMinutes}
        error={form.errorAt('arbitrationMinutes')}
        onChange={(arbitrationMinutes) => form.set({ arbitrationMinutes })}
      />
      <HoldoutFields form={form} view={view} />
      <DeliveryFields form={form} />
      <CostFields form={form} />
    </FormFrame>
  )
}

/** What is filled in where a shop begins to let customers rest. */
const usualRest = { touches: 6, days: 60, restDays: 30 }

function FatigueFields({ form }: { form: RulesFormState }) {
  const { fatigue } = form.values
  const field = (name: keyof typeof usualRest, label: string) =>
    fatigue && (
      <NumberField
        label={label}
        value={fatigue[name]}
        error={form.errorAt(`fatigue.${name}`)}
        onChange={(value) => form.set({ fatigue: { ...fatigue, [name]: value } })}
      />
    )
  return (
    <fieldset className="group">
      <legend>{words.fatigue.title}</legend>
      <Check
        label={words.fatigue.label}
        hint={fatigue ? words.fatigue.hint : words.fatigue.off}
        checked={fatigue !== null}
        onChange={(on) => form.set({ fatigue: on ? usualRest : null })}
      />
      {fatigue && (
        <div className="rule-fields">
          {field('touches', words.fatigue.touches)}
          {field('days', words.fatigue.days)}
          {field('restDays', words.fatigue.rest)}
        </div>
      )}
    </fieldset>
  )
}

function DeliveryFields({ form }: { form: RulesFormState }) {
  const { delivery } = words
  const field = (name: 'smsMaxSegments' | 'maxAttempts' | 'giveUpHours', label: string, hint?: string) => (
    <NumberField
      label={label}
      hint={hint}
      value={form.values[name]}
      error={form.errorAt(name)}
      onChange={(value) => form.set({ [name]: value })}
    />
  )
  return (
    <fieldset className="group">
      <legend>{delivery.title}</legend>
      {field('smsMaxSegments', delivery.segments, delivery.segmentsHint)}
      {field('maxAttempts', delivery.attempts, delivery.attemptsHint)}
      {field('giveUpHours', delivery.giveUp)}
    </fieldset>
  )
}
