import type { ConsentPurpose, Frequency } from '#domain/consent/index.ts'
import type { ShownChannel, SizeName } from './choices.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { it } from './words/it.ts'
import { pt } from './words/pt.ts'

export const languages = ['en', 'de', 'fr', 'es', 'it', 'pt'] as const
export type Language = (typeof languages)[number]

/** Every word of the pages that links lead to. */
export interface PageWords {
  /** The language in its own name. */
  own: string
  title: string
  intro: (shop: string, address: string | null) => string
  saved: string
  stopped: string
  /** Over the list of fields that could not be read. */
  wrong: string
  fields: Record<string, string>
  messages: string
  channels: Record<ShownChannel, string>
  purposes: Record<Exclude<ConsentPurpose, 'personalisation'>, string>
  purposeHints: Record<Exclude<ConsentPurpose, 'personalisation'>, string>
  cannotGrant: Record<ShownChannel, string>
  frequency: string
  frequencies: Record<Frequency, string>
  topics: string
  topicsHint: string
  sizes: string
  sizesHint: string
  sizeNames: Record<SizeName, string>
  personalisation: string
  personalisationBox: string
  personalisationHint: string
  pause: string
  pauseNone: string
  pauseMonth: string
  pauseKeep: (until: string) => string
  language: string
  save: string
  stopTitle: string
  stopHint: string
  stop: string
  held: string
  heldNothing: string
  heldAddresses: string
  rights: (shop: string) => string
  /** Pages of a link that does one thing. */
  unsubscribe: (what: string) => string
  unsubscribeButton: string
  unsubscribed: (what: string) => string
  confirm: (what: string) => string
  confirmButton: string
  confirmed: (what: string) => string
  more: string
  expired: string
  unknown: string
  linkHelp: (shop: string) => string
}

const byLanguage: Record<Language, PageWords> = { en, de, fr, es, it, pt }

export const wordsOf = (language: Language): PageWords => byLanguage[language]

/** The first of these language tags that we have words in; English where we have none. */
export function languageOf(...tags: (string | null | undefined)[]): Language {
  for (const tag of tags) {
    const found = languages.find((language) => tag?.toLowerCase().split(/[-_]/)[0] === language)
    if (found) return found
  }
  return 'en'
}
