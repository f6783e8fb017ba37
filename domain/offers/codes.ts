import { createHash, randomBytes } from 'node:crypto'

/** Without what is mistaken for something else: 0 O, 1 I L, 2 Z, 5 S, 8 B, U V, and without vowels, which make words. */
const ALPHABET = '34679CDFGHJKMNPQRTWXY'
const LENGTH = 10
/** Bytes above it would prefer the first letters. */
const FAIR = 256 - (256 % ALPHABET.length)

/** A new code such as `4KX9M-7TQCR`, of 43 random bits: a million open ones are hit once in ten million tries. */
export function newCode(random: (bytes: number) => Uint8Array = randomBytes): string {
  let code = ''
  while (code.length < LENGTH)
    for (const byte of random(LENGTH * 2))
      if (byte < FAIR && code.length < LENGTH) code += ALPHABET.charAt(byte % ALPHABET.length)
  return `${code.slice(0, 5)}-${code.slice(5)}`
}

/** A code of the form and length of a real one, for previews; it is no one's. */
export const SAMPLE_CODE = 'CCCCC-CCCCC'

/** Codes are looked up by it: upper case, without blanks and hyphens. */
export function codeHash(code: string): string {
  return createHash('sha256').update(normaliseCode(code)).digest('hex')
}

export function normaliseCode(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
}

const MOST_CODES = 10

/** The codes in what a shop's system says of an order: one, or several with blanks, commas or plus signs between. */
export function codesIn(text: unknown): string[] {
  if (typeof text !== 'string' || text.length > 500) return []
  const parts = text
    .split(/[\s,;+|]+/)
    .map(normaliseCode)
    .filter((part) => part.length === LENGTH)
  return [...new Set(parts)].slice(0, MOST_CODES)
}
