import { type Arm, type MetricName, metricNames, metrics } from '#contract/readouts.ts'
import type { Sample } from './statistics/sample.ts'

/** Counts and sums of one group of people: of an arm, a week and a planned share. */
export interface GroupSums {
  arm: Arm | 'crossover'
  /** Since the first exposure, from 0. */
  week: number
  share: number | null
  exposed: number
  /** Those whose days are over; everything below is of them alone. */
  n: number
  revenue: number
  discount: number
  margin: number
  messageCost: number
  /** Value of the lines bought, and of those whose cost is not on record. */
  goods: number
  unknownGoods: number
  /** Orders in another currency than the shop's. */
  foreignOrders: number
  sums: Record<MetricName, { sum: number; sumSquares: number }>
}

const noSums = (): GroupSums['sums'] => {
  const none = () => ({ sum: 0, sumSquares: 0 })
  return {
    conversion: none(),
    revenue: none(),
    margin: none(),
    net: none(),
    orders: none(),
    attachment: none(),
    days_to_purchase: none(),
    engagement: none(),
    returned: none(),
    retained: none(),
  }
}

export type ArmSums = Omit<GroupSums, 'arm' | 'week' | 'share'>

/** All groups together. */
export function addUp(groups: readonly GroupSums[]): ArmSums {
  const total: ArmSums = {
    exposed: 0,
    n: 0,
    revenue: 0,
    discount: 0,
    margin: 0,
    messageCost: 0,
    goods: 0,
    unknownGoods: 0,
    foreignOrders: 0,
    sums: noSums(),
  }
  for (const group of groups) {
    for (const name of counted) total[name] += group[name]
    for (const name of metricNames) {
      total.sums[name].sum += group.sums[name].sum
      total.sums[name].sumSquares += group.sums[name].sumSquares
    }
  }
  return total
}

const counted = [
  'exposed',
  'n',
  'revenue',
  'discount',
  'margin',
  'messageCost',
  'goods',
  'unknownGoods',
  'foreignOrders',
] as const

export function sampleOf({ n, sums }: ArmSums, metric: MetricName): Sample {
  return { n, ...sums[metric], isShare: metrics[metric].unit === 'share' }
}
