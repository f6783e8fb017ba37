import type { RfmGroup } from '#contract/segments.ts'

/**
 * Recency, frequency and monetary value on a scale of 1 to 5 against the shop's other buyers: a customer's
 * share of those who are strictly worse, cut into fifths. Equal customers always have equal scores, so most
 * of the fifths of a shop with many one-time buyers are not fifths, and that is right.
 */
export const SCALE = 5

/**
 * The group by recency (a row; 5 is the latest) and by the mean of frequency and value, rounded up where
 * it lies between (a column; 1 to 5).
 */
export const groupTable: Record<number, RfmGroup[]> = {
  5: ['new', 'potential_loyalist', 'potential_loyalist', 'champions', 'champions'],
  4: ['promising', 'potential_loyalist', 'loyal', 'loyal', 'champions'],
  3: ['promising', 'need_attention', 'need_attention', 'loyal', 'loyal'],
  2: ['hibernating', 'hibernating', 'at_risk', 'at_risk', 'at_risk'],
  1: ['lost', 'lost', 'at_risk', 'cant_lose', 'cant_lose'],
}

/** What each group is called on a screen, and who they are. */
export const groupWords: Record<RfmGroup, { name: string; who: string }> = {
  champions: { name: 'Champions', who: 'bought lately, often, and for much' },
  loyal: { name: 'Loyal', who: 'buy again and again' },
  potential_loyalist: { name: 'Potential loyalists', who: 'bought lately, and more than once or for much' },
  new: { name: 'New', who: 'bought for the first time, very lately' },
  promising: { name: 'Promising', who: 'bought once or for little, not long ago' },
  need_attention: { name: 'Need attention', who: 'average buyers who have not been here for a while' },
  at_risk: { name: 'At risk', who: 'used to buy often or for much, a long time ago' },
  cant_lose: { name: 'Can’t lose them', who: 'were among the best, and have been away longest' },
  hibernating: { name: 'Hibernating', who: 'bought little, long ago' },
  lost: { name: 'Lost', who: 'bought little, and have been away longest' },
}

export interface RfmScores {
  recency: number
  frequency: number
  monetary: number
}

export function groupOf({ recency, frequency, monetary }: RfmScores): RfmGroup {
  const column = Math.floor((frequency + monetary + 1) / 2)
  return groupTable[recency]?.[column - 1] ?? 'lost'
}

export interface Buyer {
  /** Later is better. */
  lastDay: number
  purchases: number
  /** Net. */
  revenue: number
}

/** The scores of all buyers, in their order. */
export function scoreRfm(buyers: readonly Buyer[]): RfmScores[] {
  const recency = fifths(buyers.map(({ lastDay }) => lastDay))
  const frequency = fifths(buyers.map(({ purchases }) => purchases))
  const monetary = fifths(buyers.map(({ revenue }) => revenue))
  return buyers.map((_, i) => ({
    recency: recency[i] ?? 1,
    frequency: frequency[i] ?? 1,
    monetary: monetary[i] ?? 1,
  }))
}

function fifths(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b)
  return values.map((value) => {
    const worse = firstAtLeast(sorted, value) / Math.max(1, sorted.length - 1)
    return Math.min(SCALE, 1 + Math.floor(SCALE * worse))
  })
}

/** How many of the sorted values are below this one. */
function firstAtLeast(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1
    else high = middle
  }
  return low
}
