import type { Word } from './words.ts'

/**
 * A pattern is read from the left, item by item:
 * `CONCEPT` a word of it; `word`, `word*` itself; `a|B` either; `x?` may be missing;
 * `~3` up to three words of the same part of the sentence, `~~3` also across a comma;
 * `^` the sentence begins here but for courtesies, `^^` a part of it does; `$` this part ends here but for
 * courtesies, `$$` the sentence does. `!` before the pattern: goods named beside it change nothing.
 */
export interface Pattern {
  source: string
  strong: boolean
  /** Nothing said beside it takes it back. */
  sure: boolean
  items: Item[]
}

type Item =
  | { kind: 'word'; concepts: string[]; words: string[]; optional: boolean }
  | { kind: 'gap'; upTo: number; across: boolean }
  | { kind: 'begin' | 'partBegin' | 'partEnd' | 'end' }

export function parsePattern(source: string, same: (word: string) => string): Pattern {
  const parts = source.replace(/^!+/, '').trim().split(/\s+/)
  return {
    source,
    strong: source.startsWith('!'),
    sure: source.startsWith('!!'),
    items: parts.map((part) => parseItem(part, same)),
  }
}

function parseItem(part: string, same: (word: string) => string): Item {
  if (part === '^') return { kind: 'begin' }
  if (part === '^^') return { kind: 'partBegin' }
  if (part === '$') return { kind: 'partEnd' }
  if (part === '$$') return { kind: 'end' }
  if (part.startsWith('~'))
    return { kind: 'gap', upTo: Number(part.replaceAll('~', '')), across: part.startsWith('~~') }
  const choices = part.replace('?', '').split('|')
  return {
    kind: 'word',
    concepts: choices.filter(isConcept),
    words: choices.filter((choice) => !isConcept(choice)).map(same),
    optional: part.endsWith('?'),
  }
}

const isConcept = (choice: string): boolean => /^[A-Z]+$/.test(choice)

/** What a pattern covers: from the first word to behind the last. */
export interface Span {
  from: number
  to: number
}

interface Place {
  words: readonly Word[]
  tags: readonly Set<string>[]
}

/** Every place where the pattern fits: the shortest span from each first word. */
export function findPattern(pattern: Pattern, words: readonly Word[], tags: readonly Set<string>[]): Span[] {
  const place: Place = { words, tags }
  const spans: Span[] = []
  for (let from = 0; from < words.length; from++) {
    const to = matchFrom(place, pattern.items, 0, from, from)
    if (to !== null && to > from) spans.push({ from, to })
  }
  return spans
}

/** Where the items from `item` on end when they begin at `at`; null: they do not fit. */
function matchFrom(
  place: Place,
  items: readonly Item[],
  item: number,
  at: number,
  from: number,
): number | null {
  const wanted = items[item]
  if (!wanted) return at
  switch (wanted.kind) {
    case 'begin':
      return isCourtesy(place, 0, at) ? matchFrom(place, items, item + 1, at, from) : null
    case 'partBegin':
      return isCourtesy(place, beginOfPart(place, at), at)
        ? matchFrom(place, items, item + 1, at, from)
        : null
    case 'partEnd':
      return isCourtesy(place, at, endOfPart(place, at)) ? matchFrom(place, items, item + 1, at, from) : null
    case 'end':
      return isCourtesy(place, at, place.words.length) ? matchFrom(place, items, item + 1, at, from) : null
    case 'gap':
      return matchGap(place, items, item, at, from, wanted)
    case 'word': {
      const apart = items[item - 1]?.kind === 'word' && at > from && isParted(place, at - 1, at)
      const rest =
        !apart && fitsAt(place, wanted, at) ? matchFrom(place, items, item + 1, at + 1, from) : null
      return rest ?? (wanted.optional ? matchFrom(place, items, item + 1, at, from) : null)
    }
  }
}

function matchGap(
  place: Place,
  items: readonly Item[],
  item: number,
  at: number,
  from: number,
  gap: { upTo: number; across: boolean },
): number | null {
  for (let skipped = 0; skipped <= gap.upTo && at + skipped <= place.words.length; skipped++) {
    if (!gap.across && at > from && isParted(place, at - 1, at + skipped)) return null
    const rest = matchFrom(place, items, item + 1, at + skipped, from)
    if (rest !== null) return rest
    if (place.tags[at + skipped]?.has('BREAK')) return null
  }
  return null
}

/** Whether a comma or a conjunction stands between two words. */
function isParted({ words, tags }: Place, before: number, after: number): boolean {
  if (words[after] && words[before]?.segment !== words[after]?.segment) return true
  return tags.slice(before + 1, after).some((concepts) => concepts.has('AND'))
}

function fitsAt({ words, tags }: Place, wanted: Extract<Item, { kind: 'word' }>, at: number): boolean {
  const [here, text] = [tags[at], words[at]?.text]
  if (!here || text === undefined) return false
  return wanted.concepts.some((concept) => here.has(concept)) || wanted.words.some((word) => fits(word, text))
}

function isCourtesy({ tags }: Place, from: number, to: number): boolean {
  return tags.slice(from, to).every((concepts) => concepts.has('COURTESY') || concepts.has('AGAIN'))
}

/** Behind the last word of the part of the sentence that the word before `at` stands in. */
export function endOfPart({ words, tags }: Place, at: number): number {
  const segment = words[at - 1]?.segment
  let end = at
  while (end < words.length && words[end]?.segment === segment && !tags[end]?.has('AND')) end++
  return end
}

/** The first word of that part. */
export function beginOfPart({ words, tags }: Place, at: number): number {
  const segment = words[at]?.segment
  let begin = at
  while (begin > 0 && words[begin - 1]?.segment === segment && !tags[begin - 1]?.has('AND')) begin--
  return begin
}

/** Whether a word is the wanted one, or begins as `wanted*` says. */
export function fits(wanted: string, word: string | undefined): boolean {
  if (word === undefined) return false
  return wanted.endsWith('*') ? word.startsWith(wanted.slice(0, -1)) : word === wanted
}
