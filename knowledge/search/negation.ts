import type { Word } from './tokenise.ts'

const negators = new Set([
  'no',
  'not',
  'non',
  'without',
  'never',
  'neither',
  'nor',
  'cannot',
  'lack',
  'minus',
  'isnt',
  'arent',
  'doesnt',
])
const almost = new Set(['almost', 'nearly', 'hardly', 'barely', 'semi', 'pseudo'])
const imitation = new Set(['faux', 'fake', 'imitation', 'artificial', 'vegan', 'simulated', 'pretend'])
const softened = new Set(['only', 'just', 'merely'])
const REACH = 3

/**
 * Which words of a text are denied by it: "not waterproof", "without wool", "PVC-free", "faux leather".
 * A product that denies a thing is not found by it.
 */
export function deniedWords(words: readonly Word[]): boolean[] {
  const denied = words.map(() => false)
  words.forEach((word, index) => {
    if (word.term === 'free') denyBefore(words, denied, index)
    const reach = negators.has(word.term) ? REACH : almost.has(word.term) || imitation.has(word.term) ? 1 : 0
    const next = words[index + 1]
    // "not only waterproof", "no. 5"
    if (reach === 0 || word.ends || (next && softened.has(next.term))) return
    for (let at = index + 1; at <= index + (word.hyphen ? 1 : reach) && at < words.length; at++) {
      denied[at] = true
      if (words[at]?.ends) break
    }
  })
  return denied
}

// "PVC-free", "wool free": but "free shipping" and "free of charge" deny nothing
function denyBefore(words: readonly Word[], denied: boolean[], index: number): void {
  const before = words[index - 1]
  if (!before || before.ends) return
  if (before.hyphen || words[index]?.ends) denied[index - 1] = true
}
