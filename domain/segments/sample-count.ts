/** How many of `of` customers; with less than everybody asked, within `low` and `high` 19 times in 20. */
export interface SampleCount {
  members: number
  of: number
  /** Everybody was asked. */
  exact: boolean
  asked: number
  low: number
  high: number
}

const Z = 1.959964 // of 95%

/** From a sample to everybody, with Wilson's score interval (Wilson 1927), which holds near 0 and 1 too. */
export function scaleUp({
  asked,
  members,
  total,
}: {
  asked: number
  members: number
  total: number
}): SampleCount {
  if (asked === 0 || asked >= total)
    return { members, of: total, exact: true, asked, low: members, high: members }
  const share = members / asked
  const spread = 1 + Z ** 2 / asked
  const middle = (share + Z ** 2 / (2 * asked)) / spread
  const half = (Z * Math.sqrt((share * (1 - share)) / asked + Z ** 2 / (4 * asked ** 2))) / spread
  // those who were found are there for certain
  const within = (value: number) => Math.round(Math.min(total, Math.max(members, value * total)))
  return {
    members: within(share),
    of: total,
    exact: false,
    asked,
    low: within(middle - half),
    high: within(middle + half),
  }
}
