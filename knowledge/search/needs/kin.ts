import { verbStem } from '../stem.ts'
import { wordsOf } from '../tokenise.ts'
import { activityKin } from './kin-activities.ts'
import { clothingKin } from './kin-clothing.ts'
import { foodKin } from './kin-food.ts'
import { homeKin } from './kin-home.ts'
import { peopleKin } from './kin-people.ts'
import { phraseKin } from './kin-phrases.ts'
import { worldKin } from './kin-world.ts'

/** A longer turn of phrase is not looked for. */
const LONGEST = 4

/** The wider words of a narrower one, by the terms of the narrower. */
const wider = new Map<string, string[]>()
for (const line of [
  ...foodKin,
  ...homeKin,
  ...clothingKin,
  ...peopleKin,
  ...activityKin,
  ...worldKin,
  ...phraseKin,
]) {
  const [broad = '', narrow = ''] = line.split(' = ')
  const terms = broad.split(', ').flatMap(termsOf)
  for (const name of narrow.split(', ')) {
    const key = termsOf(name).join(' ')
    wider.set(key, [...new Set([...(wider.get(key) ?? []), ...terms])])
  }
}

function termsOf(text: string): string[] {
  return wordsOf(text).map(({ term }) => verbStem(term))
}

/** What a word is one of: `tulip` is a flower. Terms as needs are compared. */
export const widerThan = (need: string): readonly string[] => wider.get(need) ?? []

/** The longest known turn of phrase, of two words or more, that begins here. */
export function longestKin(
  needs: readonly string[],
  at: number,
): { name: string; wider: readonly string[]; length: number } | null {
  for (let length = Math.min(LONGEST, needs.length - at); length > 1; length--) {
    const name = needs.slice(at, at + length).join(' ')
    const found = wider.get(name)
    if (found) return { name, wider: found, length }
  }
  return null
}
