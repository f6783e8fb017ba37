import { isCardNumber, MAX_CARD_DIGITS } from './card-number.ts'
import { isPhoneNumber, saidBefore } from './phone-number.ts'

/** A phone or card number as somebody typed it. */
export interface PersonalNumber {
  kind: 'phone' | 'card'
  /** Where it stands in the text, in UTF-16 units; `end` is past it. */
  start: number
  end: number
  /** Its digits, with a leading `+` where it was typed with one. */
  digits: string
}

/** Digits that stand together, and what separates them from the digits before. */
export interface DigitGroup {
  digits: string
  start: number
  end: number
  separator: string
}

/** What separates the groups of one number: never more, and no line end. */
const SEPARATOR = /^[ \u00a0\u2009\u202f().\-‐‑–/\\_*]{1,4}$/

/**
 * Every phone and card number in a text. Order numbers, prices, dates and sizes are not; where digits alone
 * could be either, they are taken for a phone, because what a tool is given is put back in full.
 */
export function personalNumbers(text: string): PersonalNumber[] {
  const plain = asciiDigits(text)
  const found: PersonalNumber[] = []
  for (const run of runsOf(groupsOf(plain))) {
    for (let from = 0; from < run.length; ) {
      const number = longestFrom(plain, run, from)
      if (number) found.push(number.found)
      from = number ? number.next : from + 1
    }
  }
  return found
}

/** The text with `name` of each of its numbers in its place; null leaves one as it is. */
export function replaceNumbers(text: string, name: (number: PersonalNumber) => string | null): string {
  let out = ''
  let at = 0
  for (const number of personalNumbers(text)) {
    const label = name(number)
    if (label === null) continue
    out += text.slice(at, number.start) + label
    at = number.end
  }
  return out + text.slice(at)
}

/** Card numbers are stored nowhere: whatever is kept of a text is kept without them. */
export function withoutCards(text: string): string {
  return replaceNumbers(text, ({ kind }) => (kind === 'card' ? '[card]' : null))
}

/** Digits of other scripts count as well; one for one, so that places stay. */
function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    let zero = code
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--
    return digit.length === 1 ? String((code - zero) % 10) : digit
  })
}

function groupsOf(text: string): DigitGroup[] {
  let end = 0
  return [...text.matchAll(/\d+/g)].map((match) => {
    const group = { digits: match[0], start: match.index, separator: text.slice(end, match.index) }
    end = match.index + match[0].length
    return { ...group, end }
  })
}

/** Groups that could be one number, or several that stand side by side. */
function runsOf(groups: DigitGroup[]): DigitGroup[][] {
  const runs: DigitGroup[][] = []
  for (const group of groups) {
    const last = runs.at(-1)
    if (last && SEPARATOR.test(group.separator)) last.push(group)
    else runs.push([group])
  }
  return runs
}

/** More groups have only numbers that a plus or a word announces: a card has at most nine of two digits. */
const MOST_GROUPS = 9
const FEWEST_DIGITS = 7

/** The longest number that begins with this group. What is the same for all lengths is found out once: texts are long. */
function longestFrom(
  text: string,
  run: DigitGroup[],
  from: number,
): { found: PersonalNumber; next: number } | null {
  const first = run[from]
  if (!first || lengthOf(groupsFrom(run, from, MAX_CARD_DIGITS)) < FEWEST_DIGITS) return null
  const plus = /\+\s?\(?$/.exec(text.slice(Math.max(0, first.start - 3), first.start))
  const said = saidBefore(text, first.start)
  const groups = groupsFrom(run, from, plus || said === 'phone' ? MAX_CARD_DIGITS : MOST_GROUPS)
  for (; lengthOf(groups) >= FEWEST_DIGITS; groups.pop()) {
    const end = groups.at(-1)?.end ?? first.end
    const kind = isCardNumber(groups) ? 'card' : isPhoneNumber(groups, plus !== null, said) ? 'phone' : null
    if (kind === null || isGlued(text, first.start, end)) continue
    const opened = plus ? plus[0].length : text[first.start - 1] === '(' ? 1 : 0
    const digits = groups.map((group) => group.digits).join('')
    const found = { kind, start: first.start - opened, end, digits: (plus ? '+' : '') + digits } as const
    return { found, next: from + groups.length }
  }
  return null
}

/** At most so many groups, and no more digits than any number has. */
function groupsFrom(run: DigitGroup[], from: number, most: number): DigitGroup[] {
  const groups = run.slice(from, from + most)
  while (lengthOf(groups) > MAX_CARD_DIGITS) groups.pop()
  return groups
}

function lengthOf(groups: readonly DigitGroup[]): number {
  let length = 0
  for (const { digits } of groups) length += digits.length
  return length
}

/** Part of a word, an address, an amount: `W2611340`, `tw-0001`, `€1234567`, `12,50`. */
function isGlued(text: string, start: number, end: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start)
  const after = text.slice(end, end + 2)
  return (
    /[\p{L}#@$€£¥_=]$|[\p{L}\d][-/.,]$|[$€£¥] $/u.test(before) ||
    /^[\p{L}@$€£¥%_=]|^[,.]\d|^-\p{L}/u.test(after)
  )
}
