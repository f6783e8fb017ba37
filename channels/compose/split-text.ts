/** Ends of sentences, with what may close them; a number such as 3.50 has no space behind its dot. */
const SENTENCE_END = /[.!?…]["'”’)\]]*\s+|[。！？]\s*/gu

/**
 * Splits a text into messages of at most `max` characters: between paragraphs or lines, else at the end of a
 * sentence, else between words, and only in an endless word between characters. Nothing is left out but the
 * white space at the seams.
 */
export function splitText(text: string, max: number): string[] {
  const pieces: string[] = []
  let rest = text.trim()
  while (rest.length > max) {
    const at = seamOf(rest, max)
    pieces.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  if (rest !== '') pieces.push(rest)
  return pieces
}

/** Where to cut, above 0 and at most at `max`; the best kind of seam in the later half, else the next kind. */
function seamOf(text: string, max: number): number {
  const head = text.slice(0, max + 1)
  const least = max / 2
  const paragraph = head.lastIndexOf('\n\n')
  if (paragraph >= least) return paragraph
  const line = head.lastIndexOf('\n')
  if (line >= least) return line
  const sentence = lastSentenceEnd(head, max)
  if (sentence >= least) return sentence
  const space = lastSpace(head)
  return space > 0 ? space : betweenCharacters(text, max)
}

function lastSentenceEnd(head: string, max: number): number {
  let last = 0
  for (const match of head.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].trimEnd().length
    if (end <= max) last = end
  }
  return last
}

function lastSpace(head: string): number {
  for (let at = head.length - 1; at > 0; at--) if (/\s/.test(head.charAt(at))) return at
  return 0
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
/** No character that people read as one is longer; what is, was made to be. */
const LONGEST_GRAPHEME = 64

/** Before the character that no longer fits, so that no emoji and no accent is torn. */
function betweenCharacters(text: string, max: number): number {
  const from = Math.max(0, max - LONGEST_GRAPHEME)
  const window = text.slice(from, max + LONGEST_GRAPHEME)
  let last = 0
  for (const { index } of graphemes.segment(window)) if (from + index <= max) last = from + index
  if (last > 0) return last
  return /[\uD800-\uDBFF]/.test(text.charAt(max - 1)) && max > 1 ? max - 1 : max
}
