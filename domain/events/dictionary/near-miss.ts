import { eventDictionary } from './dictionary.ts'

/**
 * The name of the dictionary that was probably meant: `product viewed`, `Order Complete`, `OrderCompleted`,
 * `Prodct Viewed`. null: nothing is near.
 */
export function nearestName(name: string): string | null {
  if (name.length > 60) return null
  const wanted = plain(name)
  let best: { name: string; distance: number } | null = null
  for (const candidate of plainNames) {
    const most = candidate.plain.length < 8 ? 1 : 2
    if (Math.abs(candidate.plain.length - wanted.length) > most) continue
    const distance = editDistance(candidate.plain, wanted)
    if (distance <= most && (best === null || distance < best.distance))
      best = { name: candidate.name, distance }
  }
  return best?.name ?? null
}

/** Letters and digits alone, each word without the ending that tells a tense or a number. */
function plain(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2') // OrderCompleted
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => (word.length > 4 ? word.replace(/(?:ings?|ed|es|e|s)$/, '') : word))
    .join('')
}

const plainNames = eventDictionary.map(({ name }) => ({ name, plain: plain(name) }))

/** Levenshtein. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
