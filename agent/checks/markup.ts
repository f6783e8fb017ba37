import { type Check, fail, pass } from './check.ts'

const MAX_SENTENCE = 700

/** A reply is words: no tags, no handlers, no pictures, nothing a browser would run; and of a sane length. */
export const markup: Check = (sentence) => {
  if (sentence.length > MAX_SENTENCE) return fail('too_long')
  if (/<\/?[a-z!?]|&lt;|&#x?\d|<\s*script/i.test(sentence)) return fail('markup')
  if (/\bon(?:error|load|click|mouseover|focus)\s*=/i.test(sentence)) return fail('markup')
  if (/!\[[^\]]*\]\(/.test(sentence) || /```|\bconsole\.log\b|\{\{|\}\}|\$\{/.test(sentence))
    return fail('markup')
  // Greek or Cyrillic letters inside a Latin word only serve to slip by the checks
  if (
    /\p{Script=Latin}[\p{Script=Greek}\p{Script=Cyrillic}]|[\p{Script=Greek}\p{Script=Cyrillic}]\p{Script=Latin}/u.test(
      sentence,
    )
  )
    return fail('mixed_letters')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u0008\u000b-\u001f\u202a-\u202e\u2066-\u2069]/.test(sentence)
    ? fail('control_characters')
    : pass
}
