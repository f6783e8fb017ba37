import { fold } from '../tokenise.ts'
import { countriesIn } from './country-names.ts'
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
  folded: string
}

/** A passage of a page, its words read once. */
export interface PreparedPassage {
  title: ReadonlySet<string>
  section: ReadonlySet<string>
  /** Every word of title, headings and text. */
  all: ReadonlySet<string>
  countries: string[]
  folded: string
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
    sentences: sentencesOf(entry.text).map(({ text }) => {
      const list = termsOfProse(text)
      return {
        text,
        headed: `${entry.section.replaceAll(' > ', ', ') || entry.title}: ${text}`.slice(0, 400),
        list,
        terms: new Set(list),
        withHead: new Set([...head, ...list]),
        countries: codesIn(text),
        folded: fold(text),
      }
    }),
  }
}

const codesIn = (text: string) => countriesIn(text).map(({ code }) => code)
