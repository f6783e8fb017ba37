const MAX_SENTENCE = 600
/** What has no space in it for so long is no sentence; it is cut, so that what waits stays short. */
const MAX_WAITING = 2400
/** Signs that may end a sentence together: `?!”)`. */
const MAX_CLOSING = 20
const abbreviations =
  /(?:^|[\s(])(?:e\.g|i\.e|etc|no|nr|st|dr|mr|mrs|ms|approx|incl|max|min|vs|ca|z\.b|bzw|usw|p\.s)\.$/i

/**
 * Cuts what has arrived into whole sentences and the rest that may still grow. A sentence keeps the white
 * space that follows it, so that joining them gives the text back.
 */
export function splitSentences(text: string): { sentences: string[]; rest: string } {
  const sentences: string[] = []
  let start = 0
  for (let at = 0; at < text.length; at++) {
    const end = boundaryAt(text, start, at)
    if (end === null) continue
    sentences.push(text.slice(start, end))
    start = end
    at = end - 1
  }
  return { sentences, rest: text.slice(start) }
}

/** Where the sentence that may end at `at` really ends, its white space included; null: not here, or not yet. */
function boundaryAt(text: string, start: number, at: number): number | null {
  const char = text.charAt(at)
  if (char === '\n') return skipSpace(text, at + 1)
  if (at - start >= MAX_SENTENCE && /\s/.test(char)) return skipSpace(text, at + 1)
  if (at - start >= MAX_WAITING) return at + 1
  if (!'.!?…'.includes(char)) return null
  let after = at + 1
  const last = Math.min(text.length, at + MAX_CLOSING)
  while (after < last && '.!?…"\'”’)*_]'.includes(text.charAt(after))) after++
  const next = text.charAt(after)
  if (next === '' || !/\s/.test(next)) return null // a decimal, an address, or more to come
  if (char === '.' && abbreviations.test(text.slice(start, at + 1))) return null
  if (char === '.' && /^\s*\d+\.$/.test(text.slice(start, at + 1))) return null // "1." of a list
  return skipSpace(text, after)
}

function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text.charAt(at))) at++
  return at
}
