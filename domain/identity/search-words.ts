import type { Identifier } from './identity.ts'

const MOST_WORDS = 12
const MOST_CHARS = 254

/** Lower case, without accents: "Müller" and "muller" are found by each other. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .slice(0, MOST_CHARS)
}

/** The words of a name, each as it is written and in its parts: "Jean-Luc" by "luc" as well. */
export function wordsOfName(name: string): string[] {
  const folded = foldText(name)
  const words = [...folded.split(/\s+/), ...folded.split(/[^\p{L}\p{N}]+/u)].filter((word) => word !== '')
  return [...new Set(words)].slice(0, MOST_WORDS)
}

/** Nobody types an anonymous id. */
export function wordsOfIdentifier({ kind, value }: Identifier): string[] {
  if (kind === 'anonymous_id') return []
  return [kind === 'phone' ? value.slice(1) : foldText(value)]
}

/** What somebody types, each part the beginning of a word; a telephone number may have spaces. */
export function wordsOfQuery(text: string): string[] {
  const folded = foldText(text.trim())
  const digits = folded.replace(/[\s().\-/+]/g, '')
  if (/^\d{3,}$/.test(digits)) return [digits.replace(/^00/, '')]
  return [...new Set(folded.split(/\s+/))].filter((word) => word !== '').slice(0, MOST_WORDS)
}
