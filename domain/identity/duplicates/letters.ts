/** Which letters and digits a text has, one bit each (two or three share a bit): a cheap look before a dear one. */
export function lettersOf(text: string): number {
  let bits = 0
  for (let at = 0; at < text.length; at++) bits |= 1 << (text.charCodeAt(at) & 31)
  return bits
}

function countBits(bits: number): number {
  let left = bits - ((bits >>> 1) & 0x55555555)
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333)
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** Most slips that any comparison forgives. */
const MOST_SLIPS = 3
/** Jaro-Winkler reaches .85 only where the shares of matched letters sum to this (Jaro at least .75). */
const LEAST_SHARES = 1.25

/**
 * Whether two texts have so few letters in common that neither edit distance nor Jaro-Winkler can call
 * them near or alike. Every letter of one that the other lacks is a slip, and cannot be matched.
 */
export function areFarApart(lettersA: number, lengthA: number, lettersB: number, lengthB: number): boolean {
  const onlyA = countBits(lettersA & ~lettersB)
  const onlyB = countBits(lettersB & ~lettersA)
  if (onlyA <= MOST_SLIPS && onlyB <= MOST_SLIPS) return false
  return (lengthA - onlyA) / lengthA + (lengthB - onlyB) / lengthB < LEAST_SHARES
}
