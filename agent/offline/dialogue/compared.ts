import type { ProductCard } from '#contract/message.ts'
import { plainWords } from '../lexicon/plain-words.ts'
import { fold, singular, words } from '../understand/normalise.ts'
import type { Understanding } from '../understand/understand.ts'
import type { DialogueState } from './state.ts'

const MOST = 4

export const whichOfThem =
  /\bwhich (?:would|do|should) (?:you|i) (?:recommend|suggest|choose|prefer|take|pick|buy|get)\b|\bwhich (?:one|of (?:these|them|those|the (?:two|three|four)))\b.*\b(?:better|best|recommend|suggest|prefer|choose|warmer|lighter|difference)\b|\b(?:compare|comparison|versus|vs|side by side)\b|\bdifferences? between\b|\bhow (?:do|are) (?:they|these|those) (?:differ|different)\b/

/** "compare the first two", "which of these is better?" */
export function wantsComparison({ folded, concepts }: Understanding): boolean {
  return whichOfThem.test(folded) || concepts.has('compare')
}

/** The products that are meant to stand side by side: by their places, by their names, else those shown. */
export function cardsCompared(said: Understanding, state: DialogueState): ProductCard[] {
  const { shown } = state
  const wanted = countIn(said.folded)
  const places = placesIn(said.folded, shown.length)
  const inFocus = state.page && /\b(?:this|it)\b/.test(said.folded) ? [state.page] : []
  const named = namedByOwnWord(said, shown)
  const picked = unique([...inFocus, ...places.flatMap((at) => shown[at] ?? []), ...named])
  if (picked.length > 1) return picked.slice(0, MOST)
  return shown.slice(0, wanted ?? (/\b(?:all|these|them|those)\b/.test(said.folded) ? MOST : 2))
}

const counts: Record<string, number> = { two: 2, '2': 2, both: 2, three: 3, '3': 3, four: 4, '4': 4 }

/** "the first two", "all three", "both". */
function countIn(folded: string): number | null {
  const said = /\b(?:first|top|last|these|those|the|all) (two|three|four|[2-4])\b|\b(both)\b/.exec(folded)
  return said ? (counts[said[1] ?? said[2] ?? ''] ?? null) : null
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth']

/** "the first and the third", "number 2 and number 4", "the last one"; "the first two" are no places. */
function placesIn(folded: string, shown: number): number[] {
  const last = /\bthe last(?: one)?\b(?! (?:two|three|four))/.test(folded) ? [shown - 1] : []
  const spoken = [
    ...folded.matchAll(
      /\b(first|second|third|fourth|fifth|sixth)\b(?! (?:two|three|four|[2-4])\b)|(?:number|no|#|option) ?([1-6])\b|\b([1-6])(?:st|nd|rd|th)\b/g,
    ),
  ].map((found) => (found[1] ? ordinals.indexOf(found[1]) : Number(found[2] ?? found[3]) - 1))
  return [...spoken, ...last].filter((at) => at >= 0 && at < shown)
}

/** Those of which a word stands in the message that is no other's: "the Heron and the Curlew". */
export function namedByOwnWord(said: Understanding, shown: readonly ProductCard[]): ProductCard[] {
  const spoken = new Set(said.tokens.map(singular))
  const titles = shown.map((card) => new Set(words(fold(card.title)).map(singular)))
  const isOwn = (word: string) => titles.filter((title) => title.has(word)).length === 1
  return shown.filter((_card, at) =>
    [...(titles[at] ?? [])].some((word) => spoken.has(word) && !plainWords.has(word) && isOwn(word)),
  )
}

function unique(cards: readonly ProductCard[]): ProductCard[] {
  return [...new Map(cards.map((card) => [card.productId, card])).values()]
}
