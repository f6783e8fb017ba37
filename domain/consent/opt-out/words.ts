/** One word of a message, folded, with what surrounds it. */
export interface Word {
  text: string
  /** Counts up at a comma, a colon, a dash, a bracket. */
  segment: number
  quoted: boolean
}

/** A sentence: its words, and what was really written. */
export interface Sentence {
  words: Word[]
  raw: string
}

const MAX_WORDS = 80 // nobody takes longer to say it, and a long message stays cheap
const MAX_SENTENCES = 60

/** The sentences of a message. */
export function sentencesOf(text: string): Sentence[] {
  return text
    .split(/(?<=[!?…\n;])(?![!?…])|(?<=\.)(?=\s|$|[^\d\w])/u)
    .filter((raw) => /[\p{L}\p{N}]/u.test(raw))
    .slice(0, MAX_SENTENCES)
    .map((raw) => ({ raw: raw.trim(), words: wordsOf(raw) }))
}

/** Lower case, without accents; what shops and phones write in place of letters becomes them. */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(?<!\p{L})[èé](?!\p{L})/giu, 'xe') // "is", which is not the "e" that joins
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .toLowerCase()
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”„«»‹›]/g, '"')
    .replace(/(\p{L})\1{2,}/gu, '$1')
    .replace(/(?<=[a-z])0(?=[a-z])/g, 'o')
    .replace(/\be-(?=mail)/g, 'e')
}

const elided = /^(?:m|t|s|l|d|j|n|c|qu|jusqu|all|dell|nell|dall|sull|un|quest|vell)'(?=\p{L})/u
const part = /["(),:–—]|(?:^|\s)-(?=\s)|[\p{L}\p{N}][\p{L}\p{N}'&+]*/gu

function wordsOf(raw: string): Word[] {
  const words: Word[] = []
  let segment = 0
  let quoted = false
  const folded = fold(raw)
  const paired = (folded.match(/"/g)?.length ?? 0) % 2 === 0
  for (const [found] of folded.matchAll(part)) {
    if (found === '"') quoted = paired && !quoted
    else if (!/[\p{L}\p{N}]/u.test(found)) segment++
    else for (const text of split(found)) words.push({ text, segment, quoted })
    if (words.length >= MAX_WORDS) break
  }
  return words
}

/** `m'envoyer` is two words, `don't` is one. */
function split(found: string): string[] {
  const [head] = elided.exec(found) ?? []
  const rest = head ? found.slice(head.length) : found
  return [...(head ? [head.slice(0, -1)] : []), rest.replaceAll("'", '')].filter((text) => text !== '')
}
