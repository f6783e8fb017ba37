import type { OfferRow } from '#contract/staff-offers.ts'
import { Chips } from '../segments/controls.tsx'
import { LiveCountCard } from '../segments/live-count.tsx'
import { problemsOf } from '../segments/rule-draft.ts'
import { RuleFields } from '../segments/rule-fields.tsx'
import { useLiveCount } from '../segments/use-live-count.ts'
import { said } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import { NumberField } from './number-field.tsx'
import { ruleOfDraft } from './offer-draft.ts'
import type { PartProps } from './offer-form.tsx'

const words = texts.offers.form

/** Who may have it: a rule that is counted while it is written, tiers, and what a tier gets on top. */
export function WhoFields(props: PartProps & { before: OfferRow | null; tried: boolean }) {
  const { draft, errors, set, known, before } = props
  const live = useLiveCount(ruleOfDraft(draft, before), 'marketing')
  const { tiers } = known.choices
  const all = [...tiers, ...draft.tiers.filter((tier) => !tiers.includes(tier))]
  const boosted = [...all, ...Object.keys(draft.boosts).filter((tier) => !all.includes(tier))]
  return (
    <fieldset className="group">
      <legend>{words.who}</legend>
      <div className="offer-who">
        <label className="offer-radio">
          <input
            type="radio"
            name="who"
            checked={draft.everybody}
            onChange={() => set({ everybody: true })}
          />
          {words.everybody}
        </label>
        <label className="offer-radio">
          <input
            type="radio"
            name="who"
            checked={!draft.everybody}
            onChange={() => set({ everybody: false })}
          />
          {words.some}
        </label>
      </div>
      {!draft.everybody && (
        <>
          {draft.rule ? (
            <RuleFields
              group={draft.rule}
              fields={known.fields}
              segmentId={null}
              problems={props.tried ? problemsOf(draft.rule) : new Map()}
              onChange={(rule) => set({ rule })}
            />
          ) : (
            <p className="caution">{words.deep}</p>
          )}
          <LiveCountCard live={live} />
        </>
      )}
      {said(errors, 'eligibility') && <p className="field-error">{said(errors, 'eligibility')}</p>}
      {all.length > 0 && (
        <div className="field">
          <span className="field-label">{words.tiers}</span>
          <p className="field-hint">{words.tiersHint}</p>
          <Chips
            label={words.tiers}
            chosen={draft.tiers}
            options={all.map((tier) => [tier, tier])}
            onChange={(chosen) => set({ tiers: chosen })}
          />
        </div>
      )}
      {boosted.length > 0 && draft.kind !== 'gift' && (
        <div className="side-fields">
          {boosted.map((tier) => (
            <NumberField
              key={tier}
              label={words.boost(tier)}
              value={draft.boosts[tier] ?? ''}
              error={errors[`tierBoosts.${tier}`]}
              onChange={(extra) => set({ boosts: { ...draft.boosts, [tier]: extra } })}
            />
          ))}
        </div>
      )}
      <NumberField
        label={words.loyaltyCost}
        hint={words.loyaltyCostHint}
        value={draft.loyaltyCost}
        error={errors.loyaltyCost}
        onChange={(loyaltyCost) => set({ loyaltyCost })}
      />
    </fieldset>
  )
}
