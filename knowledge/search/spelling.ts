import { editDistance } from './edit-distance.ts'

const SHORTEST = 4
const LONG = 8

/**
 * The known word that an unknown one most likely meant: one change away (two in a long word), the most
 * frequent of the nearest. Null where none is near; numbers and codes are never guessed at.
 */
export function correctSpelling(
  word: string,
  vocabulary: Iterable<string>,
  frequency: (term: string) => number,
): string | null {
  if (word.length < SHORTEST || /\d/.test(word)) return null
  const limit = word.length >= LONG ? 2 : 1
  let best: string | null = null
  let bestDistance = limit + 1
  for (const candidate of vocabulary) {
    if (!isNear(word, candidate, limit)) continue
    const distance = editDistance(word, candidate, Math.min(limit, bestDistance))
    const closer = distance < bestDistance
    const commoner = distance === bestDistance && best !== null && frequency(candidate) > frequency(best)
    if (distance <= limit && (closer || commoner)) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

// the first letter is seldom wrong, unless it is swapped with the second
function isNear(word: string, candidate: string, limit: number): boolean {
  if (Math.abs(candidate.length - word.length) > limit || candidate.length < SHORTEST - 1) return false
  return candidate[0] === word[0] || (candidate[0] === word[1] && candidate[1] === word[0])
}
