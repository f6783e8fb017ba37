import { type Check, fail, pass } from './check.ts'
import { plain } from './plain.ts'

const RUN = 6
const ownNames =
  /\b(?:system[ _-]?prompt|my (?:initial |original |system )?(?:instructions|prompt) (?:are|is|say|were)|i was (?:told|instructed|programmed|configured) to|<data|‹data|as an ai language model)\b/
const grams = new Map<string, ReadonlySet<string>>()

/** No part of the prompt, and no tool's name, leaves the house: as it is, turned round, shifted or in base64. */
export const promptLeak: Check = (sentence, known) => {
  const forms = [sentence, rot13(sentence), [...sentence].reverse().join(''), ...decoded(sentence)]
  const secret = gramsOf(known.promptText)
  for (const form of forms) {
    const text = plain(form)
    if (ownNames.test(text)) return fail('speaks_of_the_prompt')
    if (known.toolNames.some((name) => form.toLowerCase().includes(name))) return fail('names_a_tool')
    if (runsOf(text).some((run) => secret.has(run))) return fail('words_of_the_prompt')
  }
  return /\b[A-Za-z0-9+/]{60,}={0,2}/.test(sentence) ? fail('encoded_text') : pass
}

function gramsOf(prompt: string): ReadonlySet<string> {
  const known = grams.get(prompt)
  if (known) return known
  const made = new Set(prompt.split('\n').flatMap((line) => runsOf(plain(line))))
  grams.set(prompt, made)
  return made
}

function runsOf(text: string): string[] {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? []
  return words
    .slice(0, Math.max(0, words.length - RUN + 1))
    .map((_word, at) => words.slice(at, at + RUN).join(' '))
}

function rot13(text: string): string {
  return text.replace(/[a-z]/gi, (char) => {
    const base = char <= 'Z' ? 65 : 97
    return String.fromCharCode(((char.charCodeAt(0) - base + 13) % 26) + base)
  })
}

function decoded(text: string): string[] {
  return (text.match(/[A-Za-z0-9+/]{16,}={0,2}/g) ?? []).map((word) =>
    Buffer.from(word, 'base64').toString('utf8'),
  )
}
