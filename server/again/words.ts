import type { Language } from '../preferences/words.ts'
import { de } from './words/de.ts'
import { en } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { it } from './words/it.ts'
import { pt } from './words/pt.ts'

/** Every word of the page that sells something again. */
export interface AgainWords {
  title: string
  intro: (shop: string) => string
  lastTime: (price: string) => string
  inStock: string
  left: (pieces: number) => string
  soldOut: string
  gone: string
  notYet: (date: string) => string
  similar: string
  quantity: string
  less: (title: string) => string
  more: (title: string) => string
  total: string
  button: string
  note: string
  nothingChosen: string
  nothingLeft: string
  inCart: string
  toShop: string
}

const byLanguage: Record<Language, AgainWords> = { en, de, fr, es, it, pt }

export const againWords = (language: Language): AgainWords => byLanguage[language]
