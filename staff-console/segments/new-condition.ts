import type { Condition } from '#contract/segments.ts'
import type { SegmentFields } from '#contract/staff-segments.ts'

export const conditionTypes: Condition['type'][] = [
  'orders',
  'event',
  'trait',
  'first_seen',
  'identifier',
  'consent',
  'rfm',
  'cluster',
  'prediction',
  'tier',
  'points',
  'subscription',
  'segment',
]

/** The kinds of condition that this shop has something to ask by. */
export function offered(fields: SegmentFields, segmentId: string | null): Condition['type'][] {
  const others = fields.segments.filter((one) => one.segmentId !== segmentId)
  const empty: Partial<Record<Condition['type'], boolean>> = {
    trait: fields.traits.length === 0,
    cluster: fields.clusters.length === 0,
    prediction: fields.predictions.length === 0,
    tier: fields.tiers.length === 0,
    segment: others.length === 0,
  }
  return conditionTypes.filter((type) => empty[type] !== true)
}

/** A condition to begin with: whole where it can be, else with what is to be filled in left open. */
export function newCondition(
  type: Condition['type'],
  fields: SegmentFields,
  segmentId: string | null,
): Condition {
  switch (type) {
    case 'orders':
      return { type, measure: 'count', op: 'at_least', value: 1 }
    case 'event':
      return { type, name: fields.events[0]?.name ?? '', withinDays: 30 }
    case 'trait':
      return { type, name: fields.traits[0]?.name ?? '', is: { op: 'known' } }
    case 'first_seen':
      return { type, op: 'in_last_days', days: 30 }
    case 'identifier':
      return { type, kind: 'email', present: true }
    case 'consent':
      return { type, channel: 'email', purpose: 'marketing', state: 'granted' }
    case 'rfm':
      return { type, groups: ['champions'] }
    case 'cluster':
      return { type, cluster: fields.clusters[0]?.cluster ?? '' }
    case 'prediction':
      return { type, name: fields.predictions[0]?.name ?? 'buys_30', op: 'at_least', value: 0.5 }
    case 'tier':
      return { type, tiers: fields.tiers.slice(0, 1) }
    case 'points':
      return { type, op: 'at_least', value: 100 }
    case 'subscription':
      return { type }
    case 'segment':
      return {
        type,
        segmentId: fields.segments.find((one) => one.segmentId !== segmentId)?.segmentId ?? '',
      }
  }
}
