import type { SegmentFields } from '#contract/staff-segments.ts'
import { digitsOf } from '../segments/amount.ts'
import { problemsOf } from '../segments/rule-draft.ts'
import { RuleFields } from '../segments/rule-fields.tsx'
import { entriesOf } from '../slots/entries.ts'
import { TextField } from '../slots/text-field.tsx'
import { texts } from '../texts.ts'
import { ChoiceField } from './choice-field.tsx'
import { firstGroup, type JourneyDraft } from './journey-draft.ts'
import { NumberField } from './number-field.tsx'

const words = texts.journeys.definition

interface Props {
  draft: JourneyDraft
  errors: Record<string, string>
  set: (change: Partial<JourneyDraft>) => void
}

/** What it is called and does, and what it is worth against others. */
export function AboutFields(props: Props & { isNew: boolean; currency: string }) {
  const { draft, errors, set, currency } = props
  const unit = 10 ** digitsOf(currency)
  return (
    <fieldset className="group">
      <legend>{words.about.legend}</legend>
      {props.isNew && (
        <TextField
          label={words.about.name}
          hint={words.about.nameHint}
          most={60}
          value={draft.name}
          error={errors.name}
          onChange={(name) => set({ name })}
        />
      )}
      <TextField
        label={words.about.title}
        most={80}
        value={draft.title}
        error={errors.title}
        onChange={(title) => set({ title })}
      />
      <TextField
        label={words.about.about}
        most={300}
        lines={2}
        value={draft.about}
        error={errors.about}
        onChange={(about) => set({ about })}
      />
      <div className="journey-fields">
        <ChoiceField
          label={words.about.kind}
          hint={words.about.kindHint}
          options={entriesOf(texts.journeys.kinds)}
          value={draft.kind}
          error={errors.kind}
          onChange={(kind) => set({ kind })}
        />
        <NumberField
          label={words.about.priority}
          hint={words.about.priorityHint}
          value={draft.priority}
          error={errors.priority}
          onChange={(priority) => set({ priority })}
        />
        <NumberField
          label={words.about.value(currency)}
          hint={words.about.valueHint}
          value={draft.expectedValue / unit}
          error={errors.expectedValue}
          onChange={(value) => set({ expectedValue: Math.round(value * unit) })}
        />
      </div>
    </fieldset>
  )
}

/** Every customer, or those a rule means: the same conditions that segments have. */
export function AudienceFields({ draft, errors, set, fields }: Props & { fields: SegmentFields }) {
  const { audience } = draft
  return (
    <fieldset className="group">
      <legend>{words.audience.legend}</legend>
      <fieldset className="choices" aria-label={words.audience.legend}>
        <button
          type="button"
          className="choice"
          aria-pressed={audience.mode === 'everybody'}
          onClick={() => set({ audience: { mode: 'everybody' } })}
        >
          {words.audience.everybody}
        </button>
        <button
          type="button"
          className="choice"
          aria-pressed={audience.mode !== 'everybody'}
          onClick={() => {
            if (audience.mode === 'everybody') set({ audience: { mode: 'rule', group: firstGroup(fields) } })
          }}
        >
          {words.audience.rule}
        </button>
      </fieldset>
      {audience.mode === 'deep' && <p className="caution">{words.audience.deep}</p>}
      {audience.mode === 'rule' && (
        <RuleFields
          group={audience.group}
          fields={fields}
          segmentId={null}
          problems={errors.audience ? problemsOf(audience.group) : new Map()}
          onChange={(group) => set({ audience: { mode: 'rule', group } })}
        />
      )}
      {errors.audience && <p className="field-error">{errors.audience}</p>}
    </fieldset>
  )
}
