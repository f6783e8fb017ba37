import { plainText } from './address.ts'

export interface PersonName {
  given: string
  surname: string
}

const particles = new Set([
  'van',
  'von',
  'de',
  'der',
  'den',
  'del',
  'della',
  'di',
  'da',
  'dos',
  'do',
  'du',
  'la',
  'le',
  'el',
  'al',
  'bin',
  'ten',
  'ter',
  'zu',
  'st',
  'mac',
  'mc',
  'o',
])
const titles = new Set([
  'mr',
  'mrs',
  'ms',
  'miss',
  'dr',
  'prof',
  'herr',
  'frau',
  'mme',
  'mlle',
  'm',
  'sr',
  'sra',
  'jr',
  'sen',
  'ii',
  'iii',
  'iv',
])

/** Parts a full name, also written `Surname, Given`. A surname keeps its particles: `van der Berg`. */
export function partName(name: string): PersonName {
  const [before = [], after] = name.split(',').map((part) => wordsOf(part))
  if (after !== undefined && after.length > 0) return { given: after.join(' '), surname: before.join(' ') }
  const words = before
  let from = words.length - 1
  while (from > 1 && particles.has(words[from - 1] ?? '')) from--
  if (words.length < 2) return { given: '', surname: words.join(' ') }
  return { given: words.slice(0, from).join(' '), surname: words.slice(from).join(' ') }
}

/** The surname in a full name, with its capitals and accents. */
export function surnameAsWritten(name: string): string {
  const [before = '', after] = name.split(',')
  if (after !== undefined && after.trim() !== '') return before.trim()
  const count = partName(name).surname.split(' ').length
  const words = before
    .trim()
    .split(/\s+/)
    .filter((word) => wordsOf(word).length > 0)
  return words.slice(-count).join(' ')
}

function wordsOf(text: string): string[] {
  return plainText(text)
    .split(/[\s/#]+/)
    .filter((word) => word !== '' && !titles.has(word))
}
