/**
 * The sentence as it is read aloud: width, accents, look-alike spaces and invisible signs taken out, lower
 * case. Every check reads this, so that none can be passed by spelling.
 */
export function plain(text: string): string {
  const known = read.get(text)
  if (known !== undefined) return known
  const folded = fold(text)
  if (read.size >= MOST_READ) read.clear()
  if (text.length <= LONGEST_READ) read.set(text, folded)
  return folded
}

/** Ten checks read one sentence after the other. */
const read = new Map<string, string>()
const MOST_READ = 200
const LONGEST_READ = 2000

function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .replace(/(?![0-9])\p{Nd}/gu, asciiDigit)
    .replace(/[’‘`´]/g, "'")
    .replace(/[“”„«»]/g, '"')
    .replace(/[‐‑‒–—−]/g, '-')
    .replace(/[*_~]/g, '')
    .replace(/ß/g, 'ss')
    .replace(/\s+/g, ' ')
    .toLowerCase()
}

/** The digits of a script stand in one row, zero first. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0
  let zero = code
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--
  return String(code - zero)
}

/** Content words, singular where that is plain. */
export function contentWords(text: string): string[] {
  return (
    plain(text)
      .replace(/'s\b/g, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  )
    .filter((word) => !little.has(word))
    .map(stem)
}

/** A word without its commonest endings, enough to hold "returned" against "returns". */
export function stem(word: string): string {
  if (word.length <= 3) return word
  return word.replace(/(?:ies)$/, 'y').replace(/(?:ing|ed|es|s|ly)$/, '')
}

const little = new Set(
  'a an the of for to in on at by with from and or but is are was were be been it its this that these those you your we our us i my me they them he she his her there here as so if not no do does did can could will would may might shall should have has had just only very more most also too all any some one each per than then when which who what how where'.split(
    ' ',
  ),
)
