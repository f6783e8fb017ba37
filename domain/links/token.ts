import { randomBytes } from 'node:crypto'

/** Base 58: no letter is taken for another when it is read out or typed. */
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
/** 58 bits: short enough for a text message, too many to be guessed. */
const CHARS = 10
/** The largest multiple of 58 under 256: a byte above it is thrown away, so that no letter is likelier. */
const FAIR = 232

/** The last part of a link: random, and so says nothing of whose it is. */
export function newToken(): string {
  let token = ''
  while (token.length < CHARS)
    for (const byte of randomBytes(CHARS * 2))
      if (byte < FAIR && token.length < CHARS) token += ALPHABET.charAt(byte % ALPHABET.length)
  return token
}

const TOKEN = /^[1-9A-HJ-NP-Za-km-z]{10}$/

export const isToken = (text: string): boolean => TOKEN.test(text)
