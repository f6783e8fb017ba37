/**
 * The words that count as a whole message on SMS and WhatsApp. Those of the first list are in the issue; the
 * carriers and providers act on most of them too (CTIA Messaging Principles and Best Practices, 5.1.3).
 */
const stopKeywords = [
  'STOP',
  'STOPALL',
  'STOP ALL',
  'UNSUBSCRIBE',
  'CANCEL',
  'END',
  'QUIT',
  'REVOKE',
  'OPTOUT',
  'OPT OUT',
  'OPT-OUT',
  'REMOVE',
  'ARRET',
  'TD',
]
const startKeywords = ['START', 'YES', 'UNSTOP', 'SUBSCRIBE']
const helpKeywords = ['HELP', 'INFO']

/** Where people chat about goods, these are ordinary words; the rest mean the same everywhere. */
const ordinaryInChat = new Set(['cancel', 'end', 'quit', 'revoke', 'remove', 'td'])

export type KeywordKind = 'stop' | 'start' | 'help'

const keywords = new Map<string, KeywordKind>([
  ...stopKeywords.map((word) => [bare(word), 'stop'] as const),
  ...startKeywords.map((word) => [bare(word), 'start'] as const),
  ...helpKeywords.map((word) => [bare(word), 'help'] as const),
])

export interface Keyword {
  kind: KeywordKind
  word: string
}

/** The keyword that the whole message is, whatever its case, spacing, accents, signs and emoji. */
export function keywordOf(text: string, byPhone: boolean): Keyword | null {
  if (text.length > 60) return null
  const word = bare(text)
  const kind = keywords.get(word)
  if (!kind) return null
  if (!byPhone && (kind !== 'stop' || ordinaryInChat.has(word))) return null
  return { kind, word }
}

/** Letters and digits alone: `Opt-Out!`, `"opt out" 🙏` and `o p t o u t` are `optout`. */
function bare(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
}
