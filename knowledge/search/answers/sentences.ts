/** A piece of a passage that can be quoted by itself: a sentence, an entry of a list, a row of a table. */
export interface Sentence {
  /** As the page has it, word for word. */
  text: string
  /** Entries of one list or table stand under the same lead; a sentence of prose has none. */
  entry: boolean
}

// a full stop after these ends no sentence
const abbreviations =
  /(?:\b(?:[ap]\.m|e\.g|i\.e|etc|approx|incl|excl|no|nos|st|dr|mr|mrs|ms|inc|ltd|vs|u\.s|u\.k|min|max|tel|ext|art)|\b\p{Lu})\.$/iu
const border = /(?<=[.!?…]["”’)]?)\s+(?=["“‘(]?[\p{Lu}\p{N}])/u

/** The sentences of a passage in their order; every one is a part of its text, without the mark of its list. */
export function sentencesOf(passage: string): Sentence[] {
  return passage.split(/\n+/).flatMap((line) => {
    const mark = /^\s*(?:[-*•]|\d{1,2}[.)])\s+/.exec(line)
    const text = line.slice(mark?.[0].length ?? 0).trim()
    const row = /^[^.!?]{1,80}: .+; /.test(text)
    if (row) return [{ text, entry: true }]
    return joinAbbreviated(text.split(border)).map((sentence) => ({ text: sentence, entry: mark !== null }))
  })
}

function joinAbbreviated(parts: readonly string[]): string[] {
  const joined: string[] = []
  for (const part of parts) {
    const before = joined.at(-1)
    if (before !== undefined && abbreviations.test(before) && !endsAnyway(before, part))
      joined[joined.length - 1] = `${before} ${part}`
    else if (part.trim() !== '') joined.push(part.trim())
  }
  return joined
}

const zone = /^(?:Pacific|Mountain|Central|Eastern|Atlantic|UK|London|Berlin|Mon|Tue|Wed|Thu|Fri|Sat|Sun)/

// "until 7 p.m. Closed on Sundays": what begins with a capital after an hour is a new sentence
function endsAnyway(before: string, part: string): boolean {
  return /[ap]\.m\.$/i.test(before) && /^\p{Lu}\p{Ll}+ /u.test(part) && !zone.test(part)
}
