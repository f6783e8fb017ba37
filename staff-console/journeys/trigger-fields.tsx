import type { JourneyTrigger } from '#contract/journey-triggers.ts'
import type { JourneyChoices } from '#contract/staff-journeys.ts'
import type { SegmentFields } from '#contract/staff-segments.ts'
import { Check } from '../parts/field.tsx'
import { TextBox } from '../segments/controls.tsx'
import { entriesOf } from '../slots/entries.ts'
import { said } from '../slots/problem-of.ts'
import { texts } from '../texts.ts'
import { ChipsField } from './chips-field.tsx'
import { ChoiceField } from './choice-field.tsx'
import { NumberField } from './number-field.tsx'

const words = texts.journeys.definition.triggers

interface Props<T> {
  trigger: T
  fields: SegmentFields
  choices: JourneyChoices
  errors: Record<string, string>
  /** Its path within the definition. */
  at: string
  onChange: (trigger: JourneyTrigger) => void
}

/** What a kind of trigger asks for. */
export function TriggerFields(props: Props<JourneyTrigger>) {
  const { trigger, errors, at, onChange } = props
  const of = (field: string) => said(errors, `${at}.${field}`)
  switch (trigger.type) {
    case 'replenishment_due':
      return (
        <NumberField
          label={words.daysBefore}
          value={trigger.daysBefore}
          error={of('daysBefore')}
          onChange={(daysBefore) => onChange({ ...trigger, daysBefore })}
        />
      )
    case 'order_delivered':
      return (
        <ChoiceField
          label={words.which}
          options={entriesOf(words.whichOf)}
          value={trigger.which}
          error={of('which')}
          onChange={(which) => onChange({ ...trigger, which })}
        />
      )
    case 'first_in_category':
      return (
        <NumberField
          label={words.depth}
          hint={words.depthHint}
          value={trigger.depth}
          error={of('depth')}
          onChange={(depth) => onChange({ ...trigger, depth })}
        />
      )
    case 'back_in_stock':
    case 'price_drop':
      return <WantedFields {...props} trigger={trigger} />
    case 'early_access':
      return (
        <NumberField
          label={words.leastHoursLeft}
          value={trigger.leastHoursLeft}
          error={of('leastHoursLeft')}
          onChange={(leastHoursLeft) => onChange({ ...trigger, leastHoursLeft })}
        />
      )
    case 'store_visit':
      return (
        <ChipsField
          label={words.signs}
          chosen={trigger.signs}
          options={entriesOf(words.visits)}
          error={of('signs')}
          onChange={(signs) => onChange({ ...trigger, signs })}
        />
      )
    case 'abandoned':
      return <AbandonedFields {...props} trigger={trigger} />
    case 'subscription':
      return (
        <>
          <ChipsField
            label={words.signs}
            chosen={trigger.signs}
            options={entriesOf(words.subscriptionSigns)}
            error={of('signs')}
            onChange={(signs) => onChange({ ...trigger, signs })}
          />
          <NumberField
            label={words.daysBefore}
            value={trigger.daysBefore}
            error={of('daysBefore')}
            onChange={(daysBefore) => onChange({ ...trigger, daysBefore })}
          />
        </>
      )
    case 'calendar':
      return <CalendarFields {...props} trigger={trigger} />
    case 'lapsed':
      return <LapsedFields {...props} trigger={trigger} />
    case 'event':
      return <EventFields {...props} trigger={trigger} />
    case 'segment_entered':
      return (
        <ChoiceField
          label={words.segment}
          options={props.fields.segments.map(({ segmentId, name }) => [segmentId, name] as const)}
          value={trigger.segmentId}
          error={of('segmentId')}
          onChange={(segmentId) => onChange({ ...trigger, segmentId })}
        />
      )
  }
}

type Of<T extends JourneyTrigger['type']> = Props<Extract<JourneyTrigger, { type: T }>>

function WantedFields({ trigger, errors, at, onChange }: Of<'back_in_stock' | 'price_drop'>) {
  const { interest } = trigger
  return (
    <>
      <ChipsField
        label={words.interest}
        chosen={interest.shownBy}
        options={entriesOf(words.interests)}
        error={said(errors, `${at}.interest.shownBy`)}
        onChange={(shownBy) => onChange({ ...trigger, interest: { ...interest, shownBy } })}
      />
      <NumberField
        label={words.withinDays}
        value={interest.withinDays}
        error={said(errors, `${at}.interest.withinDays`)}
        onChange={(withinDays) => onChange({ ...trigger, interest: { ...interest, withinDays } })}
      />
      {trigger.type === 'price_drop' && (
        <NumberField
          label={words.atLeastPercent}
          value={trigger.atLeastPercent}
          error={said(errors, `${at}.atLeastPercent`)}
          onChange={(atLeastPercent) => onChange({ ...trigger, atLeastPercent })}
        />
      )}
    </>
  )
}

function AbandonedFields({ trigger, errors, at, onChange }: Of<'abandoned'>) {
  return (
    <>
      <ChoiceField
        label={words.what}
        options={entriesOf(words.abandonments)}
        value={trigger.what}
        onChange={(what) => onChange({ ...trigger, what })}
      />
      <NumberField
        label={words.afterMinutes}
        value={trigger.afterMinutes}
        error={said(errors, `${at}.afterMinutes`)}
        onChange={(afterMinutes) => onChange({ ...trigger, afterMinutes })}
      />
      {trigger.what === 'browse' && (
        <NumberField
          label={words.leastViews}
          value={trigger.leastViews}
          error={said(errors, `${at}.leastViews`)}
          onChange={(leastViews) => onChange({ ...trigger, leastViews })}
        />
      )}
      <Check
        label={words.unlessDeeper}
        checked={trigger.unlessDeeper}
        onChange={(unlessDeeper) => onChange({ ...trigger, unlessDeeper })}
      />
    </>
  )
}

function CalendarFields({ trigger, choices, errors, at, onChange }: Of<'calendar'>) {
  const { entries: _, ...bare } = trigger
  return (
    <>
      <ChipsField
        label={words.entries}
        hint={words.entriesHint}
        chosen={trigger.entries ?? []}
        options={choices.calendar.map(({ name, title }) => [name, title] as const)}
        error={said(errors, `${at}.entries`)}
        onChange={(entries) => onChange(entries.length === 0 ? bare : { ...trigger, entries })}
      />
      <NumberField
        label={words.daysBefore}
        value={trigger.daysBefore}
        error={said(errors, `${at}.daysBefore`)}
        onChange={(daysBefore) => onChange({ ...trigger, daysBefore })}
      />
    </>
  )
}

const lapses = ['rhythms', 'leastDays', 'onceDays', 'mostDays'] as const

function LapsedFields({ trigger, errors, at, onChange }: Of<'lapsed'>) {
  return lapses.map((field) => (
    <NumberField
      key={field}
      label={words[field]}
      value={trigger[field]}
      error={said(errors, `${at}.${field}`)}
      onChange={(value) => onChange({ ...trigger, [field]: value })}
    />
  ))
}

function EventFields({ trigger, fields, errors, at, onChange }: Of<'event'>) {
  const known = fields.events.find(({ name }) => name === trigger.name)
  const { object: _, ...bare } = trigger
  const problem = said(errors, `${at}.name`) ?? said(errors, `${at}.object`)
  return (
    <div className="field">
      <span className="field-label">{words.event}</span>
      <TextBox
        label={words.event}
        value={trigger.name}
        offers={fields.events.map(({ name }) => name)}
        onChange={(name) => onChange({ ...trigger, name })}
      />
      <span className="field-label">{words.object}</span>
      <span className="field-hint">{words.objectHint}</span>
      <TextBox
        label={words.object}
        value={trigger.object ?? ''}
        offers={known?.properties ?? []}
        onChange={(object) => onChange(object === '' ? bare : { ...trigger, object })}
      />
      {problem && <p className="field-error">{problem}</p>}
    </div>
  )
}
