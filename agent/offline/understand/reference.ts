import { ordinals } from '../lexicon/ordinals.ts'

/** How a shopper points at something that was shown. */
export type Reference =
  | { by: 'position'; position: number }
  | { by: 'last' }
  | { by: 'cheapest' }
  | { by: 'most_expensive' }
  | { by: 'this' }

/** Reads "the second one", "number 3", "the last one", "the cheapest", "this one", "it". */
export function readReference(folded: string): Reference | null {
  const ordinal =
    /\b(first|1st|second|2nd|third|3rd|fourth|4th|fifth|5th|sixth|6th)(?: one| item| product| option)?\b(?! (?:class|time|day|week|month|floor))/.exec(
      folded,
    )?.[1]
  const position = ordinal && ordinals[ordinal]
  if (position) return { by: 'position', position }
  const numbered = /(?:\b(?:number|no\.?|option|item)\s*|#)([1-6])\b(?!\d)/.exec(folded)?.[1]
  if (numbered) return { by: 'position', position: Number(numbered) }
  if (/\bthe last (one|item|product)\b/.test(folded)) return { by: 'last' }
  if (/\b(the )?(cheapest|least expensive)( one)?\b/.test(folded)) return { by: 'cheapest' }
  if (/\bthe (most expensive|priciest)\b/.test(folded)) return { by: 'most_expensive' }
  return /\b(it|this|that|this one|that one|them|these|those|the one)\b/.test(folded) ? { by: 'this' } : null
}
