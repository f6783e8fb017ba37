/** Whether a word is the other one with a slip of the finger: one change, or two in a long word. */
export function isNear(word: string, wanted: string): boolean {
  const limit = wanted.length >= 10 ? 2 : 1
  if (wanted.length < 6 || word[0] !== wanted[0] || Math.abs(word.length - wanted.length) > limit)
    return false
  return slips(word, wanted) <= limit
}

/** Changes, insertions, losses and swaps of neighbours (Damerau 1964, optimal string alignment). */
function slips(a: string, b: string): number {
  let twoAbove: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, changed)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (twoAbove[j - 2] ?? 0) + 1)
      row.push(cost)
    }
    twoAbove = above
    above = row
  }
  return above[b.length] ?? Number.POSITIVE_INFINITY
}
