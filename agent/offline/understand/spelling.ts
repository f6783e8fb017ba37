/** Words that may be corrected to, by first letter; and words that are right as they are. */
export interface Dictionary {
  known: Set<string>
  prefixes: string[]
  byLetter: Map<string, string[]>
}

export function buildDictionary(targets: Iterable<string>, alsoRight: Iterable<string>): Dictionary {
  const known = new Set(alsoRight)
  const prefixes: string[] = []
  const byLetter = new Map<string, string[]>()
  for (const target of targets) {
    const word = target.replace(/\*$/, '')
    if (target.endsWith('*')) prefixes.push(word)
    known.add(word)
    if (word.length < 4) continue
    const list = byLetter.get(word.charAt(0)) ?? []
    list.push(word)
    byLetter.set(word.charAt(0), list)
  }
  return { known, prefixes, byLetter }
}

/** The known word that was most likely meant, or the word itself. Only for words of four letters and more. */
export function correct(word: string, dictionary: Dictionary): string {
  if (word.length < 4 || /\d/.test(word) || isKnown(word, dictionary)) return word
  if (word.length === 4) return correctShort(word, dictionary)
  const allowed = word.length >= 8 ? 2 : 1
  let best = word
  let bestDistance = allowed + 1
  for (const candidate of dictionary.byLetter.get(word.charAt(0)) ?? []) {
    if (Math.abs(candidate.length - word.length) > allowed) continue
    const distance = editDistance(word, candidate, bestDistance - 1)
    if (distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

function isKnown(word: string, dictionary: Dictionary): boolean {
  if (dictionary.known.has(word)) return true
  if (word.endsWith('s') && dictionary.known.has(word.slice(0, -1))) return true
  return dictionary.prefixes.some((prefix) => word.startsWith(prefix))
}

/** Damerau-Levenshtein (restricted: a swap of neighbours is one step); more than `limit` is `limit + 1`. */
export function editDistance(a: string, b: string, limit: number): number {
  let twoAgo: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const same = a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + same)
      const swapped =
        i > 1 && j > 1 && a.charAt(i - 1) === b.charAt(j - 2) && a.charAt(i - 2) === b.charAt(j - 1)
      if (swapped) cost = Math.min(cost, (twoAgo[j - 2] ?? 0) + 1)
      row.push(cost)
      least = Math.min(least, cost)
    }
    if (least > limit) return limit + 1
    twoAgo = previous
    previous = row
  }
  return previous[b.length] ?? limit + 1
}

/** Four letters say little: only a letter left out, or two swapped, is mended. */
function correctShort(word: string, dictionary: Dictionary): string {
  const letters = [...word].sort().join('')
  const fits = (candidate: string) =>
    (candidate.length === 5 && editDistance(word, candidate, 1) === 1) ||
    (candidate.length === 4 &&
      [...candidate].sort().join('') === letters &&
      editDistance(word, candidate, 1) === 1)
  return (dictionary.byLetter.get(word.charAt(0)) ?? []).find(fits) ?? word
}
