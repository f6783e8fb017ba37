import { personalNumbers } from '#domain/identity/index.ts'
import type { UgcWarning } from './ugc.ts'

/** Whether words tell of health, religion and the like; the profile has such a judge, this room is given one. */
export type IsSensitive = (text: string) => boolean

const LINK =
  /\b(https?:\/\/|www\.)\S|(?<![@\w.-])[\w-]{2,}\.(com|net|org|info|biz|shop|store|io|ru|cn|xyz|top|click|link|de|co|eu|us|uk|fr|es|it|pt)\b(?!\w)/iu
const EMAIL = /[^\s@<>]{1,64}\s?(@|\(at\)|\[at\])\s?[\w-]+(\.|\s?\(dot\)\s?|\s?\[dot\]\s?)[a-z]{2,}/iu
const HANDLE = /(^|\s)@[\w.]{3,30}\b/u

/** Short on purpose: it points a moderator at a text, it does not judge one. Folded, whole words. */
const rude = new Set(
  'fuck fucking fucked fucker motherfucker shit shitty bullshit bitch bastard cunt asshole arsehole dickhead wanker whore slut faggot nigger retard scheisse scheiss arschloch fotze hurensohn wichser schlampe putain merde connard connasse salope encule puta mierda cabron gilipollas hijoputa cono cazzo merda stronzo puttana vaffanculo caralho porra foda buceta filho_da_puta'.split(
    ' ',
  ),
)

/** What a moderator should look at in these words. Nothing is decided by it. */
export function warningsIn(texts: readonly string[], isSensitive: IsSensitive): UgcWarning[] {
  const text = texts.join('\n')
  const found: UgcWarning[] = []
  if (LINK.test(text)) found.push('link')
  if (EMAIL.test(text) || HANDLE.test(text) || personalNumbers(text).length > 0) found.push('contact')
  if (wordsOf(text).some((word) => rude.has(word))) found.push('profanity')
  if (isSensitive(text)) found.push('sensitive')
  return found
}

/** Folded, and with the letters that digits and signs are written for. */
function wordsOf(text: string): string[] {
  const folded = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[@4]/g, 'a')
    .replace(/[1!|]/g, 'i')
    .replace(/0/g, 'o')
    .replace(/3/g, 'e')
    .replace(/[$5]/g, 's')
  return folded.split(/[^\p{L}]+/u)
}
