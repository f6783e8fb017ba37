import type { SuccessMeasure } from './journeys.ts'

/** One figure of each person, compared between the arms. */
export const metricNames = [
  'conversion',
  'revenue',
  'margin',
  'net',
  'orders',
  'attachment',
  'days_to_purchase',
  'engagement',
  'returned',
  'retained',
] as const
export type MetricName = (typeof metricNames)[number]

export type MetricUnit = 'share' | 'money' | 'count' | 'days'

export interface Metric {
  name: MetricName
  /** Its heading on screens. */
  words: string
  /** What is counted of a person, within the journey's days after they were first looked at. */
  about: string
  unit: MetricUnit
  better: 'higher' | 'lower'
}

export const metrics: Record<MetricName, Metric> = {
  conversion: {
    name: 'conversion',
    words: 'Conversion',
    about: 'Bought at least once',
    unit: 'share',
    better: 'higher',
  },
  revenue: {
    name: 'revenue',
    words: 'Revenue per person',
    about: 'What they bought, less what went back',
    unit: 'money',
    better: 'higher',
  },
  margin: {
    name: 'margin',
    words: 'Margin after discount per person',
    about: 'Price less cost of what they bought and kept, less what redeemed offers cost',
    unit: 'money',
    better: 'higher',
  },
  net: {
    name: 'net',
    words: 'Margin after discount and messages per person',
    about: 'The margin after discount, less what the journey’s messages cost',
    unit: 'money',
    better: 'higher',
  },
  orders: {
    name: 'orders',
    words: 'Orders per person',
    about: 'How often they bought',
    unit: 'count',
    better: 'higher',
  },
  attachment: {
    name: 'attachment',
    words: 'Attachment rate',
    about: 'Bought two different products or more',
    unit: 'share',
    better: 'higher',
  },
  days_to_purchase: {
    name: 'days_to_purchase',
    words: 'Days to the next purchase',
    about: 'Until they bought; who did not counts with all the days (restricted mean)',
    unit: 'days',
    better: 'lower',
  },
  engagement: {
    name: 'engagement',
    words: 'Engagement',
    about: 'Came to the shop, the app or a store, or bought',
    unit: 'share',
    better: 'higher',
  },
  returned: {
    name: 'returned',
    words: 'Return rate',
    about: 'Sent something back, of what they bought in the 60 days before or since',
    unit: 'share',
    better: 'lower',
  },
  retained: {
    name: 'retained',
    words: 'Retention rate',
    about: 'Cancelled no subscription',
    unit: 'share',
    better: 'higher',
  },
}

/** What each success measure is reckoned by: the same figure may be called otherwise in another journey. */
export const metricOfSuccess: Record<SuccessMeasure, MetricName> = {
  repeat_purchase_rate: 'conversion',
  time_to_next_purchase: 'days_to_purchase',
  revenue_per_visitor: 'revenue',
  conversion: 'conversion',
  engagement: 'engagement',
  loyalty: 'orders',
  attachment_rate: 'attachment',
  recovery_rate: 'conversion',
  return_rate: 'returned',
  retention_rate: 'retained',
  reactivation_rate: 'conversion',
}

export type Arm = 'control' | 'treated'

export interface ReadoutArm {
  arm: Arm
  /** People first looked at in this time. */
  exposed: number
  /** Of them those whose days are over: only they are compared. */
  n: number
  conversion: number | null
  /** Sums, in minor units. */
  revenue: number
  discount: number
  margin: number
  messageCost: number
  /** Means of a person, by metric; null: nobody yet. */
  means: Record<MetricName, number | null>
  /** Of what they bought (by price) the share whose cost is not on record: it is in no margin. */
  unknownCost: number | null
}

/** A difference of treated against control, with its 95% interval. */
export interface Interval {
  difference: number
  low: number
  high: number
}

export interface ReadoutDifference extends Omit<Metric, 'name'> {
  metric: MetricName
  /** The journey's own success measure. */
  isPrimary: boolean
  control: number
  treated: number
  /** null: it cannot be said. */
  absolute: Interval | null
  /** To the control's mean, 0.1 for 10% more; null: that is 0. */
  relative: Interval | null
  p: number | null
}

export const readoutStatuses = ['too_early', 'blocked', 'ready'] as const
export type ReadoutStatus = (typeof readoutStatuses)[number]

/** What a journey earned so far, against those who were left in peace. */
export interface Readout {
  journey: string
  measure: SuccessMeasure
  /** Days that count for each person, from when they were first looked at. */
  withinDays: number
  /** Of the first exposure; null: nobody yet. */
  from: string | null
  until: string
  status: ReadoutStatus
  /** Why it is too early or blocked, and what is to be known of the figures. */
  notes: string[]
  currency: string
  planned: { perArm: number; weeks: number }
  reached: { perArm: number; weeks: number }
  /** Control first. */
  arms: [ReadoutArm, ReadoutArm]
  /** In the order of `metricNames`, the primary first. */
  differences: ReadoutDifference[]
  /** `sequence`: valid however often one looks; `welch`: at the end that was planned. */
  interval: 'sequence' | 'welch'
  srm: {
    observed: { control: number; treated: number }
    expected: { control: number; treated: number }
    p: number | null
    isMismatch: boolean
    /** People whose planned share is not on record. */
    unknownShare: number
  }
  /** In both arms by a merge: left out. */
  crossover: number
  /** By week of the first exposure, of those whose days are over. */
  weeks: { from: string; control: WeekOfArm; treated: WeekOfArm }[]
}

export interface WeekOfArm {
  n: number
  converted: number
}

/** A readout that was closed: it never changes. */
export interface ClosedReadout {
  readoutId: string
  closedAt: string
  /** Of staff; null: the house itself. */
  closedBy: string | null
  readout: Readout
}
