import { MAX_MESSAGE_CHARS } from '#contract/chat.ts'
import { Problem } from '#contract/problem.ts'

// C0 and C1 controls but tab and line feed, half surrogates, and the marks that turn the reading direction
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it is about
const unwanted = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\ufeff\ufffe\uffff]/g

/**
 * What a person wrote, fit to be stored and shown: line ends are \n, control characters are gone.
 * Throws a Problem where nothing is left, or where it is longer than `maxChars` characters.
 */
export function cleanText(raw: string, maxChars = MAX_MESSAGE_CHARS): string {
  if (raw.length > maxChars) {
    const told = `A message can have at most ${maxChars.toLocaleString('en')} characters; this one has ${raw.length.toLocaleString('en')}.`
    throw new Problem('too-large', told, { errors: [{ path: 'text', message: told }] })
  }
  const text = raw
    .replace(/\r\n?/g, '\n')
    .replace(unwanted, '')
    .replace(/\p{Surrogate}/gu, '')
    .trim()
  if (text !== '') return text
  throw new Problem('bad-request', 'The message is empty.', {
    errors: [{ path: 'text', message: 'write something first' }],
  })
}
