import { isOfKind } from './asked.ts'
import { isPart } from './country-names.ts'
import { isNamed, isOfOtherPlace } from './named-in.ts'
import type { PreparedPassage, PreparedSentence } from './prepared.ts'
import type { Question, QuestionWord } from './question.ts'

/** What speaks for and against a sentence as the answer to a question. */
export const signalNames = [
  ...(['meaning', 'sentenceMeaning', 'spoken', 'spokenWithHead', 'spokenInPassage', 'bestSpoken'] as const),
  ...(['spokenInTitle', 'spokenInSection', 'missing', 'missingInAll', 'kind', 'otherKind'] as const),
  ...(['noneOfKind', 'yesOrNoMissing', 'titleAsked', 'sectionAsked', 'ownCountry', 'otherCountry'] as const),
  ...([
    'depth',
    'foreign',
    'strange',
    'named',
    'pairs',
    'noPairs',
    'without',
    'weight',
    'thin',
    'half',
  ] as const),
  ...(['opening', 'mass', 'massInPassage', 'ownDocument'] as const),
  ...([
    'unsaid',
    'unsaidInEntry',
    'unsaidInAll',
    'verbUnsaid',
    'verbOnlyAbove',
    'objectUnsaid',
    'objectAway',
    'nameUnsaid',
    'otherPlace',
  ] as const),
] as const
export type Signal = (typeof signalNames)[number]
export type Signals = Record<Signal, number>

/** What of the search around it the signals need. */
export interface Surroundings {
  /** The shopper's. */
  country: string | null
  /** 0 to 1: how rare a term is among the passages that speak here. */
  rarity: (term: string) => number
  /** Whether the pages write it with a capital wherever they do: Boulder, Klarna. */
  isName: (term: string) => boolean
  cosine: { passage: number | null; sentence: (sentence: PreparedSentence) => number | null }
  /** The countries that the document is for. */
  countries: readonly string[]
  position: number
}

const SAME = 0.9
const NEAR = 0.55
const ANYTHING = 0.65
/** A rule for a country holds for its parts, where none names them. */
const PART = 0.7
const anything = ['anyth', 'everyth', 'articl', 'good', 'item', 'product']
const elsewhere = /\b(?:other countries|nowhere else|elsewhere|anywhere else|worldwide|outside)\b/i
const denying = /\b(?:without|no|not|never|instead|except)\b/i

/** The signals of every sentence of a passage, in their order. */
export function signalsOf(question: Question, passage: PreparedPassage, around: Surroundings): Signals[] {
  const { words } = question
  const worths = words.map((word) => word.weight * rarityOf(word, around.rarity))
  const whole = worths.reduce((sum, worth) => sum + worth, 0) || 1
  const speaks = (terms: ReadonlySet<string>, text: string, named: readonly string[] = []) =>
    words.map((word) => speaksOf(word, terms, text, [...around.countries, ...named]))
  const mass = (spoken: readonly number[]) =>
    Math.min(
      2,
      spoken.reduce((sum, value, at) => sum + value * (worths[at] ?? 0), 0),
    )
  const share = (spoken: readonly number[]) =>
    spoken.reduce((sum, value, at) => sum + value * (worths[at] ?? 0), 0) / whole
  const inPassage = speaks(passage.all, passage.folded, passage.countries)
  const lacks = inPassage.map((value, at) => (1 - value) * (worths[at] ?? 0))
  const spokenInPassage = share(inPassage)
  const asked = termsAsked(words)
  const common = {
    meaning: around.cosine.passage ?? 0,
    ownDocument: around.countries.length > 0 ? 1 : 0,
    spokenInPassage,
    massInPassage: mass(inPassage),
    spokenInTitle: share(speaks(passage.title, '')),
    spokenInSection: share(speaks(passage.section, '')),
    missing: words.length > 0 ? Math.max(...lacks) : 1,
    missingInAll: words.length > 0 ? lacks.reduce((sum, lack) => sum + lack, 0) : 1,
    yesOrNoMissing: question.yesOrNo ? 1 - spokenInPassage : 0,
    titleAsked: askedShare(passage.title, asked, around.rarity),
    sectionAsked: askedShare(passage.section, asked, around.rarity),
    strange: isStrange(question, passage, around.countries) ? 1 : 0,
    weight: Math.min(
      2,
      words.reduce((sum, word) => sum + word.weight, 0),
    ),
    thin: Math.max(0, 0.75 - spokenInPassage),
    half: Math.max(0, 0.5 - spokenInPassage),
  }
  const abroad = question.countries.some(
    ({ code }) => !around.countries.includes(code) && !passage.countries.includes(code),
  )
  const own = passage.sentences.map((sentence) =>
    share(speaks(sentence.terms, sentence.text, sentence.countries)),
  )
  const kinds = passage.sentences.map(({ text }) => question.asked !== null && isOfKind(text, question.asked))
  return passage.sentences.map((sentence, depth) => {
    const pairs = pairsIn(words, sentence)
    const said = speaks(sentence.withHead, sentence.text, sentence.countries)
    const unsaid = said.map((value, at) => (1 - value) * (worths[at] ?? 0))
    const most = Math.max(0, ...unsaid)
    const of = (term: string | null, values: readonly number[]) => {
      const at = words.findIndex((word) => word.term === term)
      return at < 0 ? 0 : (1 - (values[at] ?? 0)) * (words[at]?.weight ?? 0)
    }
    const alone = speaks(sentence.terms, sentence.text, sentence.countries)
    return {
      ...common,
      sentenceMeaning: around.cosine.sentence(sentence) ?? 0,
      spoken: own[depth] ?? 0,
      mass: mass(said),
      spokenWithHead: share(said),
      unsaid: most,
      unsaidInEntry: sentence.entry ? most : 0,
      unsaidInAll: Math.min(
        3,
        unsaid.reduce((sum, lack) => sum + lack, 0),
      ),
      verbUnsaid: of(question.core.verb, said),
      verbOnlyAbove: of(question.core.verb, alone),
      objectUnsaid: of(question.core.object, said),
      objectAway: of(question.core.object, inPassage),
      nameUnsaid: words.some(
        (word) => around.isName(word.term) && !isNamed(word, sentence, passage, around.countries),
      )
        ? 1
        : 0,
      otherPlace: isOfOtherPlace(words, sentence, passage) ? 1 : 0,
      bestSpoken: Math.max(...own),
      kind: kinds[depth] ? 1 : 0,
      otherKind: question.asked !== null && !kinds[depth] ? 1 : 0,
      noneOfKind: question.asked !== null && !kinds.includes(true) ? 1 : 0,
      ownCountry: namesCountry(sentence, around.country) === 'own' ? 1 : 0,
      otherCountry: namesCountry(sentence, around.country) === 'other' ? 1 : 0,
      depth: Math.min(6, depth) / 6,
      foreign: abroad ? (elsewhere.test(sentence.text) ? 0.3 : 1) : 0,
      named: question.names.some((name) => sentence.folded.includes(name)) ? 1 : 0,
      pairs: Math.max(0, pairs),
      noPairs: pairs === 0 ? 1 : 0,
      without: question.without && !denying.test(sentence.text) ? 1 : 0,
      opening: around.position === 0 && depth === 0 ? common.spokenInTitle ** 2 : 0,
    }
  })
}

/** Whether the question names a thing or a place that the passage does not, and does not hold for. */
function isStrange(question: Question, passage: PreparedPassage, countries: readonly string[]): boolean {
  const places = question.countries.filter(({ code, words }) => isPart(words) && !countries.includes(code))
  return [...question.names, ...places.map(({ words }) => words)].some(
    (name) => !passage.folded.includes(name),
  )
}

function namesCountry(sentence: PreparedSentence, country: string | null): 'own' | 'other' | null {
  if (sentence.countries.length === 0) return null
  return country !== null && sentence.countries.includes(country) ? 'own' : 'other'
}

/** How well a text of these terms speaks of the word: 1 by itself, less by another name. */
function speaksOf(
  word: QuestionWord,
  terms: ReadonlySet<string>,
  text: string,
  countries: readonly string[],
): number {
  const says = (form: readonly string[]) => form.length > 0 && form.every((term) => terms.has(term))
  if (terms.has(word.term)) return 1
  if (word.country !== null && countries.includes(word.country)) return word.ofPart ? PART : 1
  if (word.same.some(says)) return SAME
  if (word.country !== null && elsewhere.test(text)) return SAME
  if (word.goods && anything.some((term) => terms.has(term))) return ANYTHING
  return word.near.some(says) ? NEAR : 0
}

function rarityOf(word: QuestionWord, rarity: (term: string) => number): number {
  const forms = word.same.filter((form) => form.length > 0).map((form) => Math.max(...form.map(rarity)))
  return Math.min(rarity(word.term), ...forms)
}

function termsAsked(words: readonly QuestionWord[]): ReadonlySet<string> {
  return new Set(words.flatMap((word) => [word.term, ...word.same.flat()]))
}

/** How much of a heading the question speaks of: what else it is about was not asked. */
function askedShare(
  heading: ReadonlySet<string>,
  asked: ReadonlySet<string>,
  rarity: (term: string) => number,
): number {
  let all = 0
  let shared = 0
  for (const term of heading) {
    if (term.length < 3) continue
    all += rarity(term)
    if (asked.has(term)) shared += rarity(term)
  }
  return all === 0 ? 0 : shared / all
}

const REACH = 5

/** Of the question's neighbouring words, how many stand near each other in the sentence; -1: it has one word. */
function pairsIn(words: readonly QuestionWord[], sentence: PreparedSentence): number {
  if (words.length < 2) return -1
  const places = words.map((word) =>
    sentence.list.flatMap((term, at) =>
      term === word.term ||
      word.same.some((form) => form.includes(term) && form.every((part) => sentence.terms.has(part)))
        ? [at]
        : [],
    ),
  )
  let near = 0
  for (let at = 0; at + 1 < places.length; at++)
    if (places[at]?.some((a) => places[at + 1]?.some((b) => a !== b && Math.abs(a - b) <= REACH))) near++
  return near / (places.length - 1)
}
