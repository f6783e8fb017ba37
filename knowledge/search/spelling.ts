import { editDistance } from './edit-distance.ts'

const SHORTEST = 4
const LONG = 8

/**
 * Known words by their first letter and length, so that a slip of the keys is looked for among a few hundred
 * and not among all. It never forgets: the frequency decides who counts.
 */
export class SpellingTable {
  readonly #words = new Map<string, string[]>()

  add(word: string): void {
    if (word.length < SHORTEST - 1 || /\d/.test(word)) return
    const key = keyOf(word[0] ?? '', word.length)
    const known = this.#words.get(key)
    if (known) known.push(word)
    else this.#words.set(key, [word])
  }

  /**
   * The known word that an unknown one most likely meant: one change away (two in a long word), the most
   * frequent of the nearest. Null where none is near; numbers and codes are never guessed at.
   */
  correct(word: string, frequency: (term: string) => number): string | null {
    if (word.length < SHORTEST || word.length > 40 || /\d/.test(word)) return null
    const limit = word.length >= LONG ? 2 : 1
    let best: string | null = null
    let bestDistance = limit + 1
    for (const candidate of this.#near(word, limit)) {
      const distance = editDistance(word, candidate, Math.min(limit, bestDistance))
      const closer = distance < bestDistance
      const commoner = distance === bestDistance && best !== null && frequency(candidate) > frequency(best)
      if (distance <= limit && frequency(candidate) > 0 && (closer || commoner)) {
        best = candidate
        bestDistance = distance
      }
    }
    return best
  }

  // the first letter is seldom wrong, unless it is swapped with the second
  *#near(word: string, limit: number): Generator<string> {
    const first = word[0] ?? ''
    const second = word[1] ?? ''
    for (let length = word.length - limit; length <= word.length + limit; length++) {
      yield* this.#words.get(keyOf(first, length)) ?? []
      if (second === first) continue
      for (const candidate of this.#words.get(keyOf(second, length)) ?? [])
        if (candidate[1] === first) yield candidate
    }
  }
}

const keyOf = (first: string, length: number) => `${first}${length}`
