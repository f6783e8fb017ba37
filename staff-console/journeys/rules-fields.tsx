import type { JourneyChoices } from '#contract/staff-journeys.ts'
import { Check } from '../parts/field.tsx'
import { entriesOf } from '../slots/entries.ts'
import { said } from '../slots/problem-of.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { ChipsField } from './chips-field.tsx'
import { ChoiceField } from './choice-field.tsx'
import type { JourneyDraft } from './journey-draft.ts'
import { NumberField } from './number-field.tsx'

const words = texts.journeys.definition

interface Props {
  draft: JourneyDraft
  choices: JourneyChoices
  errors: Record<string, string>
  set: (change: Partial<JourneyDraft>) => void
}

/** Who stays out, who may come again, what ends it. */
export function RulesFields({ draft, choices, errors, set }: Props) {
  const { exclusions, reentry, stop } = draft
  const exclude = (change: Partial<typeof exclusions>) => set({ exclusions: { ...exclusions, ...change } })
  const others = choices.journeys.filter(({ name }) => name !== draft.name)
  return (
    <>
      <fieldset className="group">
        <legend>{words.exclusions.legend}</legend>
        <Check
          label={words.exclusions.bought}
          checked={exclusions.boughtWithinDays !== null}
          onChange={(isOn) => exclude({ boughtWithinDays: isOn ? 7 : null })}
        />
        {exclusions.boughtWithinDays !== null && (
          <NumberField
            label={words.exclusions.boughtDays}
            value={exclusions.boughtWithinDays}
            error={said(errors, 'exclusions.boughtWithinDays')}
            onChange={(boughtWithinDays) => exclude({ boughtWithinDays })}
          />
        )}
        <Check
          label={words.exclusions.openCase}
          checked={exclusions.openCase}
          onChange={(openCase) => exclude({ openCase })}
        />
        <Check
          label={words.exclusions.promotion}
          checked={exclusions.promotionToday}
          onChange={(promotionToday) => exclude({ promotionToday })}
        />
        {others.length > 0 && (
          <ChipsField
            label={words.exclusions.journeys}
            chosen={exclusions.journeys}
            options={others.map(({ name, title }) => [name, title] as const)}
            error={said(errors, 'exclusions.journeys')}
            onChange={(journeys) => exclude({ journeys })}
          />
        )}
      </fieldset>
      <fieldset className="group">
        <legend>{words.reentry.legend}</legend>
        <Check
          label={words.reentry.again}
          hint={words.reentry.once}
          checked={reentry.everyDays !== null}
          onChange={(isOn) => set({ reentry: { ...reentry, everyDays: isOn ? 30 : null } })}
        />
        {reentry.everyDays !== null && (
          <NumberField
            label={words.reentry.everyDays}
            value={reentry.everyDays}
            error={said(errors, 'reentry.everyDays')}
            onChange={(everyDays) => set({ reentry: { ...reentry, everyDays } })}
          />
        )}
        <Check
          label={words.reentry.perObject}
          checked={reentry.perObject}
          onChange={(perObject) => set({ reentry: { ...reentry, perObject } })}
        />
      </fieldset>
      <fieldset className="group">
        <legend>{words.stop.legend}</legend>
        <ChoiceField
          label={words.stop.purchase}
          options={entriesOf(words.stop.purchases)}
          value={stop.onPurchase ?? 'never'}
          onChange={(on) => set({ stop: { ...stop, onPurchase: on === 'never' ? null : on } })}
        />
        <TextField
          label={words.stop.events}
          hint={words.stop.eventsHint}
          most={2000}
          lines={3}
          value={stop.onEvents.join('\n')}
          error={said(errors, 'stop.onEvents')}
          onChange={(lines) => set({ stop: { ...stop, onEvents: lines === '' ? [] : lines.split('\n') } })}
        />
        <NumberField
          label={words.stop.afterDays}
          value={stop.afterDays}
          error={said(errors, 'stop.afterDays')}
          onChange={(afterDays) => set({ stop: { ...stop, afterDays } })}
        />
      </fieldset>
    </>
  )
}

/** The holdout, the measure and the plan that is fixed before. */
export function MeasureFields({ draft, errors, set }: Omit<Props, 'choices'>) {
  const { holdout, success, plan } = draft
  return (
    <fieldset className="group">
      <legend>{words.measure.legend}</legend>
      <div className="journey-fields">
        <NumberField
          label={words.measure.holdout}
          hint={words.measure.holdoutHint}
          value={holdout}
          error={said(errors, 'holdout')}
          onChange={(next) => set({ holdout: next })}
        />
        <ChoiceField
          label={words.measure.measure}
          options={entriesOf(words.measure.measures)}
          value={success.measure}
          error={said(errors, 'success.measure')}
          onChange={(measure) => set({ success: { ...success, measure } })}
        />
        <NumberField
          label={words.measure.withinDays}
          value={success.withinDays}
          error={said(errors, 'success.withinDays')}
          onChange={(withinDays) => set({ success: { ...success, withinDays } })}
        />
        <NumberField
          label={words.measure.perArm}
          hint={words.measure.planHint}
          value={plan.perArm}
          error={said(errors, 'plan.perArm')}
          onChange={(perArm) => set({ plan: { ...plan, perArm } })}
        />
        <NumberField
          label={words.measure.weeks}
          value={plan.weeks}
          error={said(errors, 'plan.weeks')}
          onChange={(weeks) => set({ plan: { ...plan, weeks } })}
        />
      </div>
    </fieldset>
  )
}
