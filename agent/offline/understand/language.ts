import type { Intent } from '../lexicon/intent-rules.ts'
import { foreignCues, type Language, languageMarkers } from '../lexicon/languages.ts'
import { plainWords } from '../lexicon/plain-words.ts'

const languages: Language[] = ['es', 'fr', 'de', 'it', 'pt', 'nl']
const markers = new Map(
  languages.map((language) => [language, new Set(languageMarkers[language].split(' '))]),
)
const english = new Set(
  'the is are my and of to for with what where when how do does can could would i you your a an in on have need want order return help me please this that not it'.split(
    ' ',
  ),
)

/** The language of a message where it is one of those known and clearly not English; else null. */
export function readLanguage(
  tokens: readonly string[],
  isProductWord: (word: string) => boolean,
): Language | null {
  let best: Language | null = null
  let bestCount = 0
  for (const language of languages) {
    const count = tokens.filter((token) => markers.get(language)?.has(token) && !isProductWord(token)).length
    if (count > bestCount) {
      best = language
      bestCount = count
    }
  }
  const inEnglish = tokens.filter((token) => english.has(token) || plainWords.has(token)).length
  return best && bestCount > inEnglish && (bestCount > 1 || tokens.length <= 2) ? best : null
}

const cues = foreignCues.map(({ intent, words }) => ({ intent, words: words.split(' ') }))

/** The intent of a message in one of these languages, by its telling words. */
export function readForeignIntent(tokens: readonly string[]): Intent | null {
  const joined = ` ${tokens.join(' ')} `
  const hit = cues.find(({ words }) => words.some((word) => speaks(word, tokens, joined)))
  return hit?.intent ?? null
}

function speaks(cue: string, tokens: readonly string[], joined: string): boolean {
  if (cue.includes('_')) return joined.includes(` ${cue.replaceAll('_', ' ')} `)
  if (cue.endsWith('*')) return tokens.some((token) => token.startsWith(cue.slice(0, -1)))
  return tokens.includes(cue)
}
