import type { Condition } from '#contract/segments.ts'
import type { SegmentFields } from '#contract/staff-segments.ts'
import { identifierKinds } from '../texts/customers.ts'
import { texts } from '../texts.ts'
import { predictionUnit } from './amount.ts'
import { ComparisonFields } from './comparison.tsx'
import { Chips, NumberBox, Pick } from './controls.tsx'
import { EventFields, Optional } from './event-fields.tsx'
import { numberOps } from './number-ops.ts'
import { OrderFields } from './order-fields.tsx'

const words = texts.conditions
const consentWords = texts.customers.consent
const kindWords: Record<string, string | undefined> = identifierKinds

interface FieldsProps<C extends Condition> {
  condition: C
  fields: SegmentFields
  /** The segment that is edited: a rule does not name itself. */
  segmentId: string | null
  onChange: (condition: C) => void
}

/** What a condition asks, by its kind. */
export function ConditionFields({ condition, fields, segmentId, onChange }: FieldsProps<Condition>) {
  switch (condition.type) {
    case 'orders':
      return <OrderFields condition={condition} fields={fields} onChange={onChange} />
    case 'event':
      return <EventFields condition={condition} fields={fields} onChange={onChange} />
    case 'trait': {
      const seen = fields.traits.find(({ name }) => name === condition.name)?.values ?? []
      return (
        <>
          <Pick
            label={words.trait}
            value={condition.name}
            options={fields.traits.map(({ name }) => [name, name.replaceAll('_', ' ')])}
            onChange={(name) => onChange({ ...condition, name })}
          />
          <ComparisonFields
            key={condition.name}
            is={condition.is}
            seen={seen}
            onChange={(is) => onChange({ ...condition, is })}
          />
        </>
      )
    }
    case 'segment':
      return (
        <Pick
          label={words.segment}
          value={condition.segmentId}
          options={fields.segments
            .filter((one) => one.segmentId !== segmentId)
            .map((one) => [one.segmentId, one.name])}
          onChange={(chosen) => onChange({ ...condition, segmentId: chosen })}
        />
      )
    case 'rfm':
      return (
        <Chips
          label={words.groups}
          chosen={condition.groups}
          options={fields.rfmGroups.map(({ group, name }) => [group, name])}
          onChange={(groups) => onChange({ ...condition, groups })}
        />
      )
    case 'cluster':
      return (
        <Pick
          label={words.cluster}
          value={condition.cluster}
          options={fields.clusters.map(({ cluster, name }) => [cluster, name])}
          onChange={(cluster) => onChange({ ...condition, cluster })}
        />
      )
    case 'tier':
      return (
        <Chips
          label={words.tiers}
          chosen={condition.tiers}
          options={fields.tiers.map((tier) => [tier, tier])}
          onChange={(tiers) => onChange({ ...condition, tiers })}
        />
      )
    default:
      return <OtherFields condition={condition} fields={fields} segmentId={segmentId} onChange={onChange} />
  }
}

type Other = Exclude<
  Condition,
  { type: 'orders' | 'event' | 'trait' | 'segment' | 'rfm' | 'cluster' | 'tier' }
>

function OtherFields({ condition, fields, onChange }: FieldsProps<Other>) {
  switch (condition.type) {
    case 'prediction': {
      const unit = predictionUnit(condition.name)
      return (
        <>
          <Pick
            label={words.prediction}
            value={condition.name}
            options={fields.predictions.map(({ name, means }) => [name, means])}
            onChange={(name) => onChange({ ...condition, name })}
          />
          <Pick
            label={words.compare}
            value={condition.op}
            options={numberOps}
            onChange={(op) => onChange({ ...condition, op })}
          />
          <NumberBox
            key={condition.name}
            label={words.value}
            value={condition.value / unit}
            onChange={(value) => onChange({ ...condition, value: Number((value * unit).toFixed(6)) })}
          />
          {unit === 0.01 && <span>{words.chance}</span>}
        </>
      )
    }
    case 'consent':
      return (
        <>
          <Pick
            label={words.consentState}
            value={condition.state}
            options={[
              ['granted', words.states.granted],
              ['denied', words.states.denied],
              ['pending', words.states.pending],
              ['none', words.states.none],
            ]}
            onChange={(state) => onChange({ ...condition, state })}
          />
          <Pick
            label={words.consentPurpose}
            value={condition.purpose}
            options={purposes.map((purpose) => [purpose, consentWords.purposes[purpose]])}
            onChange={(purpose) => onChange({ ...condition, purpose })}
          />
          <span>{words.by}</span>
          <Pick
            label={words.consentChannel}
            value={condition.channel}
            options={channels.map((channel) => [channel, consentWords.channels[channel]])}
            onChange={(channel) => onChange({ ...condition, channel })}
          />
        </>
      )
    case 'points':
      return (
        <>
          <Pick
            label={words.compare}
            value={condition.op}
            options={numberOps}
            onChange={(op) => onChange({ ...condition, op })}
          />
          <NumberBox
            label={words.points}
            value={condition.value}
            onChange={(value) => onChange({ ...condition, value })}
          />
          <span>{words.pointsWord}</span>
        </>
      )
    case 'subscription':
      return (
        <>
          <Chips
            label={words.subscription}
            chosen={condition.status ?? []}
            options={fields.subscriptionStatuses.map((status) => [status, status])}
            onChange={(status) => {
              const { status: _, ...rest } = condition
              onChange(status.length === 0 ? rest : { ...rest, status })
            }}
          />
          <span className="quiet">{words.statusHint}</span>
          <Optional
            label={words.renews}
            around={words.renewsWords}
            value={condition.renewsWithinDays}
            onChange={(days) => {
              const { renewsWithinDays: _, ...rest } = condition
              onChange(days === undefined ? rest : { ...rest, renewsWithinDays: days })
            }}
          />
        </>
      )
    case 'identifier':
      return (
        <>
          <Pick
            label={words.present}
            value={condition.present ? 'has' : 'hasNo'}
            options={[
              ['has', words.has],
              ['hasNo', words.hasNo],
            ]}
            onChange={(chosen) => onChange({ ...condition, present: chosen === 'has' })}
          />
          <Pick
            label={words.identifier}
            value={condition.kind}
            options={fields.identifierKinds.map((kind) => [kind, kindWords[kind] ?? kind])}
            onChange={(kind) => onChange({ ...condition, kind })}
          />
        </>
      )
    case 'first_seen':
      return (
        <>
          <Pick
            label={words.firstSeen}
            value={condition.op}
            options={[
              ['in_last_days', words.firstSeenOps.in_last_days],
              ['before_last_days', words.firstSeenOps.before_last_days],
            ]}
            onChange={(op) => onChange({ ...condition, op })}
          />
          <NumberBox
            label={words.days}
            value={condition.days}
            onChange={(days) => onChange({ ...condition, days })}
          />
          <span>{words.firstSeenAfter[condition.op]}</span>
        </>
      )
  }
}

const channels = ['email', 'sms', 'whatsapp', 'push', 'web'] as const
const purposes = ['marketing', 'personalisation', 'clienteling', 'service', 'transactional'] as const
