import { useState } from 'react'
import type { Comparison } from '#contract/segments.ts'
import { texts } from '../texts.ts'
import { NumberBox, Pick, TextBox } from './controls.tsx'

const words = texts.conditions
type Op = Comparison['op']
type Scalar = string | number | boolean

const ops: readonly Op[] = [
  'is',
  'is_not',
  'in',
  'not_in',
  'contains',
  'starts_with',
  'at_least',
  'at_most',
  'more_than',
  'less_than',
  'exactly',
  'before',
  'after',
  'in_last_days',
  'in_next_days',
  'known',
  'unknown',
]

/** How a value is compared, and with what; `seen` are values that were met. */
export function ComparisonFields(props: {
  is: Comparison
  seen: readonly Scalar[]
  onChange: (is: Comparison) => void
}) {
  const { is, seen, onChange } = props
  return (
    <>
      <Pick
        label={words.compare}
        value={is.op}
        options={ops.map((op) => [op, words.ops[op]])}
        onChange={(op) => onChange(begin(op, is, seen))}
      />
      <Value is={is} seen={seen} onChange={onChange} />
    </>
  )
}

function Value({ is, seen, onChange }: Parameters<typeof ComparisonFields>[0]) {
  switch (is.op) {
    case 'known':
    case 'unknown':
      return null
    case 'is':
    case 'is_not':
      return <ScalarBox value={is.value} seen={seen} onChange={(value) => onChange({ ...is, value })} />
    case 'in':
    case 'not_in':
      return <ListBox values={is.values} seen={seen} onChange={(values) => onChange({ ...is, values })} />
    case 'contains':
    case 'starts_with':
      return <TextBox label={words.value} value={is.value} onChange={(value) => onChange({ ...is, value })} />
    case 'before':
    case 'after':
      return (
        <input
          type="date"
          className="input input-small"
          aria-label={words.value}
          value={is.day}
          onChange={(event) => onChange({ ...is, day: event.target.value })}
        />
      )
    case 'in_last_days':
    case 'in_next_days':
      return (
        <>
          <NumberBox label={words.days} value={is.days} onChange={(days) => onChange({ ...is, days })} />
          <span>{words.days}</span>
        </>
      )
    default:
      return (
        <NumberBox label={words.value} value={is.value} onChange={(value) => onChange({ ...is, value })} />
      )
  }
}

/** Yes or no, a number, or a text: as the values were that were met. */
function ScalarBox(props: { value: Scalar; seen: readonly Scalar[]; onChange: (value: Scalar) => void }) {
  const { value, seen, onChange } = props
  if (typeof value === 'boolean') {
    return (
      <Pick
        label={words.value}
        value={value ? 'yes' : 'no'}
        options={[
          ['yes', words.yes],
          ['no', words.no],
        ]}
        onChange={(chosen) => onChange(chosen === 'yes')}
      />
    )
  }
  if (typeof value === 'number') return <NumberBox label={words.value} value={value} onChange={onChange} />
  return <TextBox label={words.value} value={value} offers={seen.map(String)} onChange={onChange} />
}

/** The comparison that a new operator begins with; what was entered stays where it fits. */
function begin(op: Op, before: Comparison, seen: readonly Scalar[]): Comparison {
  const number = 'value' in before && typeof before.value === 'number' ? before.value : Number.NaN
  const text = 'value' in before && typeof before.value === 'string' ? before.value : ''
  switch (op) {
    case 'is':
    case 'is_not': {
      const kept = 'value' in before ? before.value : undefined
      return { op, value: kept ?? emptyLike(seen) }
    }
    case 'in':
    case 'not_in':
      return { op, values: 'values' in before ? before.values : text === '' ? [] : [text] }
    case 'contains':
    case 'starts_with':
      return { op, value: text }
    case 'before':
    case 'after':
      return { op, day: 'day' in before ? before.day : '' }
    case 'in_last_days':
    case 'in_next_days':
      return { op, days: 'days' in before ? before.days : 30 }
    case 'known':
    case 'unknown':
      return { op }
    default:
      return { op, value: number }
  }
}

function emptyLike(seen: readonly Scalar[]): Scalar {
  if (seen.length === 0) return ''
  if (seen.every((value) => typeof value === 'number')) return Number.NaN
  return seen.every((value) => typeof value === 'boolean') ? true : ''
}

/** Values with commas between; the text stays as it is typed. */
function ListBox(props: {
  values: readonly Scalar[]
  seen: readonly Scalar[]
  onChange: (values: Scalar[]) => void
}) {
  const [text, setText] = useState(() => props.values.join(', '))
  const numbers = props.seen.length > 0 && props.seen.every((value) => typeof value === 'number')
  return (
    <TextBox
      label={words.list}
      value={text}
      onChange={(next) => {
        setText(next)
        const parts = next.split(',').flatMap((part) => part.trim() || [])
        props.onChange(numbers ? parts.map(Number) : parts)
      }}
    />
  )
}
