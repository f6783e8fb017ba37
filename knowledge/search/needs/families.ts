import { verbStem } from '../stem.ts'
import { wordsOf } from '../tokenise.ts'
import { clothingNeeds, footwearNeeds } from './clothing.ts'
import { furtherNeeds } from './further.ts'
import { homeNeeds } from './home.ts'
import { otherNeeds } from './others.ts'
import { outdoorNeeds } from './outdoor.ts'
import { propertyNeeds } from './properties.ts'
import { sayings } from './sayings.ts'

/** A kind of goods, or a property of some, and what people say who need it. */
export interface NeedFamily {
  /** What it is called, each name as its terms. */
  names: string[][]
  /** Terms of names and needs, with what each counts. */
  words: ReadonlyMap<string, number>
  /** For the encoder. */
  sentence: string
  /** A property is looked for in what is said of a product, a kind only in what it is called. */
  property: boolean
}

/** Said by name it counts in full. */
const NEED = 0.7

/** The form in which needs are compared: `slicing` and `slice` are one. */
export const needTerms = (text: string): string[] => wordsOf(text).map(({ term }) => verbStem(term))

export const needFamilies: readonly NeedFamily[] = [
  ...[
    ...clothingNeeds,
    ...footwearNeeds,
    ...outdoorNeeds,
    ...homeNeeds,
    ...otherNeeds,
    ...furtherNeeds,
    ...sayings,
  ].map((line) => readFamily(line, false)),
  ...propertyNeeds.map((line) => readFamily(line, true)),
]

function readFamily(line: string, property: boolean): NeedFamily {
  const [called = '', needs = ''] = line.split(' = ')
  const names = called.split(', ').map(needTerms)
  const words = new Map<string, number>()
  for (const term of needTerms(needs)) words.set(term, NEED)
  for (const term of names.flat()) words.set(term, 1)
  return { names, words, property, sentence: `${called.split(', ').slice(0, 4).join(', ')}: ${needs}` }
}
