import type { BasketLine } from './offers.ts'

/**
 * The margin floor, in whole minor units and always rounded in the shop's favour.
 *
 * A floor of f per cent asks of every line that an offer touches that, of what is left of its price after all
 * discounts and after its share of what comes beside them (the message, a delivery, a gift, points), at least f
 * per cent are margin: (left - cost) / left >= f / 100, which is left >= cost / (1 - f / 100). So the least that
 * may be left of a line is ceil(cost * 10000 / (10000 - f in hundredths)).
 */
export function leastLeft(cost: number, floorPercent: number): number {
  const kept = 10_000n - BigInt(Math.round(floorPercent * 100))
  return Number(divideUp(BigInt(cost) * 10_000n, kept))
}

/** What a line costs as a whole; null: not known. */
export function costOfLine({ unitCost, quantity }: BasketLine): number | null {
  return unitCost === null ? null : unitCost * quantity
}

export function priceOfLine({ unitPrice, quantity }: BasketLine): number {
  return unitPrice * quantity
}

/** `percent` of an amount, rounded down: what is taken off is never more than was said. */
export function percentOf(amount: number, percent: number): number {
  return Number((BigInt(amount) * BigInt(Math.round(percent * 100))) / 10_000n)
}

/**
 * Parts of `amount` in proportion to the weights, whole and summing to it exactly, none above its weight; the
 * largest remainders get what rounding leaves, the first of equals first. null where the weights do not hold it.
 */
export function spread(amount: number, weights: readonly number[]): number[] | null {
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  if (amount > whole) return null
  if (amount === 0) return weights.map(() => 0)
  const [total, all] = [BigInt(amount), BigInt(whole)]
  const parts = weights.map((weight) => Number((total * BigInt(weight)) / all))
  const remainders = weights.map((weight, at) => ({ at, rest: (total * BigInt(weight)) % all }))
  let left = amount - parts.reduce((sum, part) => sum + part, 0)
  remainders.sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest < b.rest ? 1 : -1))
  for (const { at } of remainders) {
    if (left === 0) break
    if ((parts[at] ?? 0) >= (weights[at] ?? 0)) continue
    parts[at] = (parts[at] ?? 0) + 1
    left--
  }
  return parts
}

function divideUp(amount: bigint, by: bigint): bigint {
  return (amount + by - 1n) / by
}
