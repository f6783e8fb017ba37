/** What is expected of giving somebody an offer. `value` is what an order brings in, in minor units. */
export interface Expected {
  /** By how much it raises the chance of an order: 0 to 1. */
  uplift: number
  value: number
}

/** What the models say of somebody, where they are in use; a name that is missing was not predicted. */
export type Predictions = Readonly<Record<string, number>>

export type IncentiveVerdict =
  | {
      needed: true
      why: 'not_asked' | 'not_predicted' | 'worth_it'
      gain: number | null
      cost: number | null
    }
  | { needed: false; gain: number; cost: number }

/**
 * Whether an incentive brings in what it costs. An offer is paid for by everybody who uses it: by those who buy
 * because of it, and by those who would have bought anyway. With p the chance of an order without it, u the
 * uplift, v the value of an order and c the offer's cost it pays where u * v >= (p + u) * c. (Gubela, Lessmann
 * and Jaroszewicz 2020, "Response transformation and profit decomposition for revenue uplift modeling".) Where
 * p is not known all of c is counted. Where nobody says an uplift, p bounds it: it is at most 1 - p, and who
 * buys almost surely needs nothing.
 */
export function incentive(asked: {
  onlyWhereNeeded: boolean
  /** The most it may cost; null: that depends on the basket, and `share` of the value is taken for it. */
  cost: number | null
  share: number
  expected: Expected | null
  predictions: Predictions | null
}): IncentiveVerdict {
  if (!asked.onlyWhereNeeded) return { needed: true, why: 'not_asked', gain: null, cost: null }
  const p = chance(asked.predictions?.buys_30)
  const expected = asked.expected ?? boundOf(p, asked.predictions)
  if (expected === null) return { needed: true, why: 'not_predicted', gain: null, cost: null }
  const uplift = Math.min(1, Math.max(0, expected.uplift))
  const gain = uplift * expected.value
  const used = p === null ? 1 : Math.min(1, p + uplift)
  const cost = used * (asked.cost ?? asked.share * expected.value)
  return gain < cost
    ? { needed: false, gain: Math.round(gain), cost: Math.round(cost) }
    : { needed: true, why: 'worth_it', gain: Math.round(gain), cost: Math.round(cost) }
}

/** At best everybody who would not buy does; an order is worth what those of the next 30 days are on average. */
function boundOf(p: number | null, predictions: Predictions | null): Expected | null {
  const [orders, value] = [predictions?.orders_30, predictions?.value_30]
  if (p === null || orders === undefined || value === undefined || orders <= 0) return null
  return { uplift: 1 - p, value: value / orders }
}

function chance(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : Math.min(1, Math.max(0, value))
}
