import { type SensitiveCategory, sensitiveStatement } from '#domain/profile/index.ts'
import type { Lexis } from '../lexis.ts'
import { fold } from '../normalise.ts'
import { type ConsentWords, consentIn } from './consent-words.ts'
import { forgetIn } from './forget.ts'
import type { SaidPreference } from './preference.ts'
import { budgetIn, sizeIn } from './size-and-budget.ts'
import { tastesIn } from './tastes.ts'

/** What a message says, asks or wants done about the shopper himself. */
export interface AboutMe {
  preferences: SaidPreference[]
  /** "remember that …", with or without something that can be kept. */
  remember: boolean
  /** Names to forget; `last` is what was said last. null: nothing is to be forgotten. */
  forget: string[] | 'last' | 'all' | null
  asks: boolean
  consent: ConsentWords | null
  sensitive: SensitiveCategory | null
  /** The message without the sentences that were about him. */
  rest: string
}

const rememberPrefix =
  /^(?:(?:ok|okay|and|so|please|pls|hey|hi),? )*(?:(?:can|could|would|will) you (?:please )?)?(?:please )?(?:remember|keep in mind|bear in mind|note|make a note|don't forget|dont forget)(?: down)?(?: for (?:next time|later|me))?,?(?: that)? /

const asksPatterns = [
  /\bwhat (?:all )?(?:do|did|else do) you (?:already |still |actually )?(?:know|remember|have|keep|store|save|hold)(?: stored| saved| noted| on file| in mind)? (?:about|on|of) me\b/,
  /\bwhat (?:have|did) (?:i|you) (?:told|tell|noted?|learn(?:ed|t)?|remember(?:ed)?|stored?|saved?|collected?) (?:you )?(?:about|of|on) (?:me|myself)\b/,
  /\b(?:what(?:'s| is)|do you (?:still )?(?:know|remember)|can you remember) my (?:usual )?(?:shoe |trouser |trousers )?(?:size|sizes|budget|taste|tastes|style|preferences|favou?rite colou?rs?|profile)\b/,
  /\bdo you (?:still )?(?:know|remember) (?:me|who i am)\b/,
  /\b(?:show|tell) me (?:what you know about me|my (?:profile|preferences|data profile))\b/,
  /\bwhy (?:in )?(?:size )?(?:xxs|xs|s|m|l|xl|xxl|\d{2})\b|\bhow do you know my\b|\bwhy do you think (?:that )?i\b/,
]

/** Reads it sentence by sentence; questions say nothing about anybody. */
export function readAboutMe(raw: string, lexis: Lexis): AboutMe {
  const found: AboutMe = {
    preferences: [],
    remember: false,
    forget: null,
    asks: false,
    consent: null,
    sensitive: null,
    rest: '',
  }
  const rest: string[] = []
  for (const sentence of sentencesOf(raw.slice(0, 2000)))
    if (!readSentence(sentence, lexis, found)) rest.push(sentence)
  return { ...found, rest: rest.join(' ') }
}

function sentencesOf(raw: string): string[] {
  return raw
    .split(
      /(?<=[.!?])\s+|\n+|;\s*|,\s*(?=(?:i|i'm|i’m|my|do|can|could|show|what|where|which|please|find)\b)|(?:,\s*|\s+)(?:but|and|so)\s+(?=(?:do|can|could|show|what|where|which|please|find)\b)/i,
    )
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

/** Notes what a sentence says; false: it says nothing about the shopper. */
function readSentence(sentence: string, lexis: Lexis, found: AboutMe): boolean {
  const folded = fold(sentence).trim()
  const isQuestion = /\?\s*$/.test(folded)
  if (asksPatterns.some((pattern) => pattern.test(folded))) {
    found.asks = true
    return true
  }
  const consent = consentIn(folded)
  if (consent) {
    found.consent = consent
    return true
  }
  const forget = forgetIn(folded)
  if (forget) {
    found.forget = forget
    return true
  }
  const remember = rememberPrefix.test(folded)
  const said = remember ? folded.replace(rememberPrefix, '') : folded
  if (isQuestion && !remember) return false
  found.remember ||= remember
  const sensitive = sensitiveStatement(sentence)
  const preferences = [...sizeIn(said), ...budgetIn(said), ...tastesIn(said, lexis)]
  found.preferences.push(...preferences.filter((one) => sensitiveStatement(String(one.value)) === null))
  found.sensitive ??= sensitive
  return remember || preferences.length > 0 || sensitive !== null
}
