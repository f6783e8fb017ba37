import type { ConditionOf } from '#contract/segments.ts'
import type { SegmentFields } from '#contract/staff-segments.ts'
import { texts } from '../texts.ts'
import { unitOf } from './amount.ts'
import { NumberBox, Pick, TextBox } from './controls.tsx'
import { Optional } from './event-fields.tsx'
import { numberOps } from './number-ops.ts'

const words = texts.conditions
type OrderCondition = ConditionOf<'orders'>
type Measure = OrderCondition['measure']

const measures: Measure[] = ['count', 'revenue', 'average', 'days_since_last', 'days_since_first']
const isMoney = (measure: Measure) => measure === 'revenue' || measure === 'average'

/** How many orders, for how much or how long ago, and which. */
export function OrderFields(props: {
  condition: OrderCondition
  fields: SegmentFields
  onChange: (condition: OrderCondition) => void
}) {
  const { condition, fields, onChange } = props
  const unit = unitOf(condition.measure, condition.currency)
  const set = (name: 'currency' | 'channel' | 'storeId' | 'productId', value: string) => {
    const { [name]: _, ...rest } = condition
    onChange(value === '' ? rest : { ...rest, [name]: value })
  }
  return (
    <>
      <Pick
        label={words.measure}
        value={condition.measure}
        options={measures.map((measure) => [measure, words.measures[measure]])}
        onChange={(measure) => onChange(remeasured(condition, measure, fields))}
      />
      <Pick
        label={words.compare}
        value={condition.op}
        options={numberOps}
        onChange={(op) => onChange({ ...condition, op })}
      />
      <NumberBox
        key={`${condition.measure} ${condition.currency}`}
        label={words.value}
        value={condition.value / unit}
        onChange={(value) => onChange({ ...condition, value: Math.round(value * unit) })}
      />
      <Pick
        label={words.currency}
        value={condition.currency ?? ''}
        options={[
          ...(isMoney(condition.measure) ? [] : [['', words.anyCurrency] as const]),
          ...fields.currencies.map((currency) => [currency, currency] as const),
        ]}
        onChange={(currency) => set('currency', currency)}
      />
      <Optional
        label={words.within}
        around={words.withinWords}
        value={condition.withinDays}
        onChange={(withinDays) => {
          const { withinDays: _, ...rest } = condition
          onChange(withinDays === undefined ? rest : { ...rest, withinDays })
        }}
      />
      {condition.productId === undefined && (
        <>
          <Pick
            label={words.channel}
            value={condition.channel ?? ''}
            options={[['', words.anyChannel], ...fields.channels.map((name) => [name, name] as const)]}
            onChange={(channel) => set('channel', channel)}
          />
          {fields.storeIds.length > 0 && (
            <Pick
              label={words.store}
              value={condition.storeId ?? ''}
              options={[['', words.anyStore], ...fields.storeIds.map((id) => [id, id] as const)]}
              onChange={(storeId) => set('storeId', storeId)}
            />
          )}
        </>
      )}
      {condition.channel === undefined && condition.storeId === undefined && (
        <span className="condition-words">
          <span>{words.productWords}</span>
          <TextBox
            label={words.product}
            value={condition.productId ?? ''}
            onChange={(productId) => set('productId', productId)}
          />
        </span>
      )}
    </>
  )
}

/** Amounts need a currency, and what was an amount is no count. */
function remeasured(condition: OrderCondition, measure: Measure, fields: SegmentFields): OrderCondition {
  const { currency, ...rest } = condition
  if (!isMoney(measure)) {
    const value = isMoney(condition.measure) ? Number.NaN : condition.value
    return { ...rest, measure, value, ...(currency !== undefined && { currency }) }
  }
  const value = isMoney(condition.measure) ? condition.value : Number.NaN
  return { ...rest, measure, value, currency: currency ?? fields.currencies[0] ?? 'USD' }
}
