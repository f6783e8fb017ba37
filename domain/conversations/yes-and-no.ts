import { noCompany, noPhrases, yesCompany, yesObjects, yesPhrases } from './yes-and-no-words.ts'

/**
 * A closed grammar: the whole message must be made of known phrases, one of which decides. What it does
 * not know (a condition, a negation, a question, another wish) makes the message neither yes nor no.
 */
interface Grammar {
  deciding: ReadonlySet<string>
  company: ReadonlySet<string>
}

const MAX_WORDS = 10
const LONGEST_PHRASE = 4 // words

const yes: Grammar = { deciding: phrases(yesPhrases), company: phrases(yesCompany) }
const no: Grammar = { deciding: phrases(noPhrases), company: phrases(noCompany) }
const yesByTool = new Map<string, Grammar>(
  Object.entries(yesObjects).map(([tool, objects]) => [
    tool,
    { deciding: yes.deciding, company: new Set([...yes.company, ...objects.map(normal)]) },
  ]),
)

/**
 * Whether this message is a plain yes and nothing else: "yes", "Yes, please!", "sí", "oui, merci", "ja
 * graag". With the tool of the open proposal, "yes, cancel it" is one too. "ok" is not: it may only mean
 * that something was read.
 */
export function isExplicitYes(text: string, tool?: string): boolean {
  return says(text, (tool === undefined ? undefined : yesByTool.get(tool)) ?? yes)
}

/** Whether this message is a plain no and nothing else. */
export function isExplicitNo(text: string): boolean {
  return says(text, no)
}

function says(text: string, grammar: Grammar): boolean {
  const words = wordsOf(text)
  return words !== null && matches(words, grammar, false)
}

/** Reads phrase by phrase from the left; true when all words are used and one phrase has decided. */
function matches(words: readonly string[], grammar: Grammar, decided: boolean): boolean {
  if (words.length === 0) return decided
  for (let length = Math.min(LONGEST_PHRASE, words.length); length > 0; length--) {
    const phrase = words.slice(0, length).join(' ')
    const decides = grammar.deciding.has(phrase)
    if (!decides && !grammar.company.has(phrase)) continue
    if (matches(words.slice(length), grammar, decided || decides)) return true
  }
  return false
}

/** The words of a short message without its punctuation; null where it cannot be a plain answer. */
function wordsOf(text: string): string[] | null {
  if (text.length > 80) return null
  const line = normal(text)
  if (/[?¿؟]|\.\.|…/.test(line)) return null // a question, or a hesitation
  const spaced = line.replace(/[\p{Extended_Pictographic}]/gu, ' $& ').replace(/[,;.!¡:]+(?=\s|$)|^¡/gu, ' ')
  const words = spaced.split(/\s+/).filter((word) => word !== '')
  return words.length > 0 && words.length <= MAX_WORDS ? words : null
}

function normal(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‘’´`]/g, "'")
    .replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, '') // skin tones, emoji selectors
    .trim()
}

function phrases(byLanguage: Record<string, readonly string[]>): ReadonlySet<string> {
  return new Set(Object.values(byLanguage).flat().map(normal))
}
