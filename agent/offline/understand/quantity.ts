import { numberWords } from '../../number-words.ts'

/** How many are wanted: "two of them", "3x", "a pair" is one; null where nothing is said. */
export function readQuantity(folded: string): number | null {
  const match =
    /\b(\d{1,2})\s*(?:x|times|of|pieces?|pcs|items?)\b/.exec(folded) ??
    /\b(?:add|take|want|need|order|buy|make it|quantity(?: of| to)?|x)\s+(\d{1,2})\b(?!\s*(?:cm|mm|kg|g|l|ml|%|st|nd|rd|th)\b)/.exec(
      folded,
    ) ??
    new RegExp(`\\b(${Object.keys(numberWords).join('|')})\\s+(?:of|pieces?|items?)\\b`).exec(folded) ??
    /\b(?:add|take|want|need|order|buy|make it)\s+(two|three|four|five|six|seven|eight|nine|ten)\b/.exec(
      folded,
    )
  if (!match?.[1]) return null
  const value = numberWords[match[1]] ?? Number(match[1])
  return value >= 1 && value <= 99 ? value : null
}
