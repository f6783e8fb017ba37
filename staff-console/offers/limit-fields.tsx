import { Check } from '../parts/field.tsx'
import { texts } from '../texts.ts'
import { NumberField } from './number-field.tsx'
import type { Limits } from './offer-draft.ts'
import type { PartProps } from './offer-form.tsx'

const words = texts.offers.form

/** Budgets, numbers, rest and the margin floor. */
export function LimitFields({ draft, errors, set }: PartProps) {
  const limit = (of: 'budgets' | 'counts', name: keyof Limits, label: string) => (
    <NumberField
      label={label}
      value={draft[of][name]}
      error={errors[`${of}.${name}`]}
      onChange={(value) => set({ [of]: { ...draft[of], [name]: value } })}
    />
  )
  return (
    <>
      <fieldset className="group">
        <legend>{words.limits}</legend>
        <p className="field-hint">{words.limitsHint}</p>
        <div className="side-fields">
          {limit('budgets', 'total', words.budgetTotal)}
          {limit('budgets', 'perDay', words.budgetDay)}
          {limit('budgets', 'perCustomer', words.budgetCustomer)}
          {limit('counts', 'total', words.countTotal)}
          {limit('counts', 'perDay', words.countDay)}
          {limit('counts', 'perCustomer', words.countCustomer)}
        </div>
        <NumberField
          label={words.cooldown}
          value={draft.cooldownDays}
          error={errors.cooldownDays}
          onChange={(cooldownDays) => set({ cooldownDays })}
        />
      </fieldset>
      <fieldset className="group">
        <legend>{words.margin}</legend>
        <NumberField
          label={words.floor}
          hint={words.floorHint}
          value={draft.marginFloor}
          error={errors.marginFloor}
          onChange={(marginFloor) => set({ marginFloor })}
        />
        <Check
          label={words.onlyWhereNeeded}
          hint={words.onlyWhereNeededHint}
          checked={draft.onlyWhereNeeded}
          onChange={(onlyWhereNeeded) => set({ onlyWhereNeeded })}
        />
      </fieldset>
    </>
  )
}
