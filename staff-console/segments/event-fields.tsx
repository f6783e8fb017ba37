import type { Comparison, ConditionOf } from '#contract/segments.ts'
import type { SegmentFields } from '#contract/staff-segments.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { texts } from '../texts.ts'
import { ComparisonFields } from './comparison.tsx'
import { NumberBox, Pick } from './controls.tsx'
import { numberOps } from './number-ops.ts'

const words = texts.conditions
type EventCondition = ConditionOf<'event'>
type Filters = NonNullable<EventCondition['where']>

/** An event: which, how often, since when, with which fields, and what must not have come after it. */
export function EventFields(props: {
  condition: EventCondition
  fields: SegmentFields
  onChange: (condition: EventCondition) => void
}) {
  const { condition, fields, onChange } = props
  const names = fields.events.map(({ name }) => [name, name] as const)
  const { times, withinDays: _d, minutesAgo: _m, notFollowedBy: _n, times: _t, ...bare } = condition
  return (
    <>
      <Pick
        label={words.event}
        value={condition.name}
        options={names}
        onChange={(name) => {
          const { where: _, ...rest } = condition
          onChange({ ...rest, name })
        }}
      />
      <Pick
        label={words.times}
        value={times?.op ?? 'once'}
        options={[['once', words.once], ...numberOps]}
        onChange={(op) => {
          const { times: before, ...rest } = condition
          onChange(op === 'once' ? rest : { ...rest, times: { op, value: before?.value ?? 2 } })
        }}
      />
      {times && (
        <>
          <NumberBox
            label={words.timesValue}
            value={times.value}
            onChange={(value) => onChange({ ...condition, times: { ...times, value } })}
          />
          <span>{words.timesWord}</span>
        </>
      )}
      <Optional
        label={words.within}
        around={words.withinWords}
        value={condition.withinDays}
        onChange={(withinDays) => onChange(withOptional(condition, 'withinDays', withinDays))}
      />
      <Optional
        label={words.minutes}
        around={words.minutesWords}
        value={condition.minutesAgo}
        onChange={(minutesAgo) => onChange(withOptional(condition, 'minutesAgo', minutesAgo))}
      />
      <Where
        filters={condition.where ?? []}
        properties={fields.events.find(({ name }) => name === bare.name)?.properties ?? []}
        onChange={(where) => {
          const { where: _, ...rest } = condition
          onChange(where.length === 0 ? rest : { ...rest, where })
        }}
      />
      <span>{words.notFollowedWords}</span>
      <Pick
        label={words.notFollowed}
        value={condition.notFollowedBy ?? 'none'}
        options={[['none', words.noneSince], ...names]}
        onChange={(name) => {
          const { notFollowedBy: _, ...rest } = condition
          onChange(name === 'none' ? rest : { ...rest, notFollowedBy: name })
        }}
      />
    </>
  )
}

function withOptional(
  condition: EventCondition,
  name: 'withinDays' | 'minutesAgo',
  value: number | undefined,
): EventCondition {
  const { [name]: _, ...rest } = condition
  return value === undefined ? rest : { ...rest, [name]: value }
}

/** A number that may be left out, with its words before and after. */
export function Optional(props: {
  label: string
  around: readonly [string, string]
  value: number | undefined
  onChange: (value: number | undefined) => void
}) {
  return (
    <span className="condition-words">
      <span>{props.around[0]}</span>
      <NumberBox
        label={props.label}
        value={props.value}
        onChange={props.onChange}
        onEmpty={() => props.onChange(undefined)}
      />
      <span>{props.around[1]}</span>
    </span>
  )
}

function Where(props: { filters: Filters; properties: string[]; onChange: (filters: Filters) => void }) {
  const { filters, properties, onChange } = props
  const change = (at: number, next: Filters[number]) =>
    onChange(filters.map((filter, i) => (i === at ? next : filter)))
  const first = properties[0]
  return (
    <>
      {filters.map(({ property, is }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a filter has no name of its own, and only the list changes it
        <span key={at} className="condition-words">
          <span>{words.where}</span>
          <Pick
            label={words.property}
            value={property}
            options={properties.map((name) => [name, name.replaceAll('_', ' ')])}
            onChange={(name) => change(at, { property: name, is })}
          />
          <ComparisonFields
            is={is}
            seen={[]}
            onChange={(next: Comparison) => change(at, { property, is: next })}
          />
          <IconButton
            icon="close"
            label={words.removeWhere}
            onClick={() => onChange(filters.filter((_, i) => i !== at))}
          />
        </span>
      ))}
      {first !== undefined && filters.length < 10 && (
        <Button
          look="quiet"
          icon="plus"
          onClick={() => onChange([...filters, { property: first, is: { op: 'is', value: '' } }])}
        >
          {words.addWhere}
        </Button>
      )}
    </>
  )
}
