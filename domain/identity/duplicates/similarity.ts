/** How alike two texts are: the two measures that misspelt names and addresses are compared by. */

/**
 * Changes, insertions, losses and swaps of neighbours that turn one text into the other (Damerau 1964,
 * optimal string alignment); `limit + 1` as soon as it is certain to be more than `limit`.
 */
export function slipsBetween(a: string, b: string, limit: number): number {
  if (a === b) return 0
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let twoAbove = new Uint16Array(b.length + 1)
  let above = new Uint16Array(b.length + 1)
  let row = new Uint16Array(b.length + 1)
  for (let j = 0; j <= b.length; j++) above[j] = j
  for (let i = 1; i <= a.length; i++) {
    let least = fillRow(a, b, i, row, above, twoAbove)
    least = Math.min(least, i)
    if (least > limit) return limit + 1
    const spare = twoAbove
    twoAbove = above
    above = row
    row = spare
  }
  return above[b.length] ?? limit + 1
}

function fillRow(
  a: string,
  b: string,
  i: number,
  row: Uint16Array,
  above: Uint16Array,
  twoAbove: Uint16Array,
): number {
  row[0] = i
  let least = i
  const sign = a.charCodeAt(i - 1)
  for (let j = 1; j <= b.length; j++) {
    const other = b.charCodeAt(j - 1)
    const change = (above[j - 1] ?? 0) + (sign === other ? 0 : 1)
    let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, change)
    if (i > 1 && j > 1 && sign === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other)
      cost = Math.min(cost, (twoAbove[j - 2] ?? 0) + 1)
    row[j] = cost
    if (cost < least) least = cost
  }
  return least
}

const BOOST = 0.1
const BOOSTED_LETTERS = 4

/** Jaro's measure with Winkler's bonus for a common beginning (Winkler 1990): 1 is equal, 0 nothing in common. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1
  const jaro = jaroOf(a, b)
  if (jaro < 0.7) return jaro
  let common = 0
  while (common < BOOSTED_LETTERS && common < a.length && a[common] === b[common]) common++
  return jaro + common * BOOST * (1 - jaro)
}

function jaroOf(a: string, b: string): number {
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1)
  const usedB = new Uint8Array(b.length)
  const matchedA: number[] = []
  for (let i = 0; i < a.length; i++) {
    const sign = a.charCodeAt(i)
    const to = Math.min(b.length, i + reach + 1)
    for (let j = Math.max(0, i - reach); j < to; j++) {
      if (usedB[j] === 1 || b.charCodeAt(j) !== sign) continue
      usedB[j] = 1
      matchedA.push(sign)
      break
    }
  }
  const matches = matchedA.length
  if (matches === 0) return 0
  const swapped = outOfOrder(matchedA, usedB, b) / 2
  return (matches / a.length + matches / b.length + (matches - swapped) / matches) / 3
}

function outOfOrder(matchedA: number[], usedB: Uint8Array, b: string): number {
  let at = 0
  let wrong = 0
  for (let j = 0; j < b.length; j++) {
    if (usedB[j] !== 1) continue
    if (b.charCodeAt(j) !== matchedA[at]) wrong++
    at++
  }
  return wrong
}
