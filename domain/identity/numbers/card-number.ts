import type { DigitGroup } from './personal-numbers.ts'

export const MAX_CARD_DIGITS = 19

/** First digits and lengths of the card schemes (ISO/IEC 7812-1; the schemes' published ranges). */
const schemes: [RegExp, readonly number[]][] = [
  [/^4/, [13, 16, 19]],
  [/^(5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]],
  [/^3[47]/, [15]],
  [/^3(0[0-5]|[689])/, [14, 16]],
  [/^(6011|64[4-9]|65)/, [16, 19]],
  [/^35(2[89]|[3-8])/, [16, 19]],
  [/^62/, [16, 17, 18, 19]],
  [/^(5018|5020|5038|5893|6304|6759|676[1-3])/, [13, 14, 15, 16, 17, 18, 19]],
]

/** A scheme's first digits and length, a right check digit, and groups no shorter than people write them. */
export function isCardNumber(groups: readonly DigitGroup[]): boolean {
  if (groups.some((group) => group.digits.length < 2)) return false
  const digits = groups.map((group) => group.digits).join('')
  if (!schemes.some(([start, lengths]) => start.test(digits) && lengths.includes(digits.length))) return false
  return passesLuhn(digits)
}

/** Luhn's check digit (ISO/IEC 7812-1, annex B). */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const weighed = i % 2 === 1 ? digit * 2 : digit
    sum += weighed > 9 ? weighed - 9 : weighed
  }
  return sum % 10 === 0
}
