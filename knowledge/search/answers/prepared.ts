import { fold } from '../tokenise.ts'
import { countriesIn, isPart } from './country-names.ts'
import { termsOfProse } from './prose.ts'
import { sentencesOf } from './sentences.ts'

/** A sentence of a page as questions are held against it. */
export interface PreparedSentence {
  text: string
  /** What the encoder is given: the heading says what it is about. */
  headed: string
  list: string[]
  terms: ReadonlySet<string>
  /** With the words of the headings above it. */
  withHead: ReadonlySet<string>
  countries: string[]
  /** Of them, those it names as such and not by a part. */
  wholeCountries: string[]
  folded: string
  /** An entry of a list or a row of a table: it holds for what it names, and for nothing else. */
  entry: boolean
}

/** A passage of a page, its words read once. */
export interface PreparedPassage {
  title: ReadonlySet<string>
  section: ReadonlySet<string>
  /** Every word of title, headings and text. */
  all: ReadonlySet<string>
  countries: string[]
  folded: string
  /** Words that begin with a capital although no sentence begins there, and words that do not. */
  capital: ReadonlySet<string>
  plain: ReadonlySet<string>
  sentences: PreparedSentence[]
}

/** Reads the words of a passage. */
export function preparePassage(entry: { title: string; section: string; text: string }): PreparedPassage {
  const whole = `${entry.title} ${entry.section} ${entry.text}`
  const head = termsOfProse(`${entry.title} ${entry.section}`)
  return {
    title: new Set(termsOfProse(entry.title)),
    section: new Set(termsOfProse(entry.section || entry.title)),
    all: new Set(termsOfProse(whole)),
    countries: codesIn(whole),
    folded: fold(whole),
    capital: new Set([entry.title, entry.text].flatMap((text) => termsOfProse(capitalsIn(text)))),
    plain: new Set(termsOfProse((whole.match(/(?<![\p{L}\d])\p{Ll}[\p{L}’'-]*/gu) ?? []).join(' '))),
    sentences: sentencesOf(entry.text).map(({ text, entry: isEntry }) => {
      const list = termsOfProse(text)
      return {
        text,
        headed: `${entry.section.replaceAll(' > ', ', ') || entry.title}: ${text}`.slice(0, 400),
        list,
        terms: new Set(list),
        withHead: new Set([...head, ...list]),
        countries: codesIn(text),
        wholeCountries: countriesIn(text).flatMap(({ code, words }) => (isPart(words) ? [] : [code])),
        folded: fold(text),
        entry: isEntry,
      }
    }),
  }
}

const codesIn = (text: string) => countriesIn(text).map(({ code }) => code)

const capitalsIn = (text: string) =>
  [...text.matchAll(/(?<=[\p{L}\d,;] )\p{Lu}[\p{L}’'-]+/gu)].map(([word]) => word).join(' ')
