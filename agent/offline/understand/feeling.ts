import { anger, attackPatterns, insults, offTopicPatterns } from '../lexicon/feelings.ts'

const insultWords = insults.split(' ').map((phrase) => phrase.replaceAll('_', ' '))
const angerEntries = Object.entries(anger).map(
  ([phrase, weight]) => [phrase.replaceAll('_', ' '), weight] as const,
)

export interface Feeling {
  /** Weight of the words of anger; 3 and more is a shopper who should speak with a person. */
  anger: number
  insult: boolean
}

/** Reads feeling from folded words; capitals and exclamation marks of the raw text add to words of anger only. */
export function readFeeling(tokens: readonly string[], raw: string): Feeling {
  const padded = ` ${tokens.join(' ')} `
  const weight = angerEntries.reduce(
    (sum, [phrase, value]) => sum + (padded.includes(` ${phrase} `) ? value : 0),
    0,
  )
  const loud = weight > 0 && (/!{2,}/.test(raw) || /[A-Z]{4,}.*[A-Z]{4,}/.test(raw)) ? 1 : 0
  return { anger: weight + loud, insult: insultWords.some((word) => padded.includes(` ${word} `)) }
}

/** Whether the words go for the rules of the assistant, or for what no shop answers. */
export function readTopic(folded: string): 'attack' | 'off_topic' | null {
  if (attackPatterns.some((pattern) => pattern.test(folded))) return 'attack'
  return offTopicPatterns.some((pattern) => pattern.test(folded)) ? 'off_topic' : null
}
