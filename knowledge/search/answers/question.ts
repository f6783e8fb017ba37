import { verbStem } from '../stem.ts'
import { wordsOf } from '../tokenise.ts'
import { type Asked, askedFor, isYesOrNo } from './asked.ts'
import { type Core, coreOf } from './core.ts'
import { countriesIn, isPart, type NamedCountry } from './country-names.ts'
import { isSilent, weightOf } from './light-words.ts'
import { otherNamesIn } from './other-names.ts'
import { oneWord, proseTerm, termsOfProse } from './prose.ts'
import { nearNames, sameNames } from './service-words.ts'

/** A word of a question, and what else a page may call it. */
export interface QuestionWord {
  term: string
  /** Other names of the same thing, each as its terms. */
  same: string[][]
  /** Words that may stand for it. */
  near: string[][]
  /** 0 to 1: how much a page that does not speak of it misses the question. */
  weight: number
  /** It names goods, which a rule about "anything" speaks of too. */
  goods: boolean
  /** The country it names, and whether only by a part of it, such as Scotland. */
  country: string | null
  ofPart: boolean
}

/** A question as the shop's pages are asked. */
export interface Question {
  text: string
  words: QuestionWord[]
  asked: Asked | null
  yesOrNo: boolean
  core: Core
  /** "Without PayPal": what speaks of it does not answer. */
  without: boolean
  countries: NamedCountry[]
  /** Things of one name, such as ways to pay, carriers, cities. */
  names: string[]
}

/** What the shop itself knows of words. */
export interface KnownWords {
  isGoods: (stem: string) => boolean
  /** Whether some page has the term: other names that none has are not looked for. */
  has: (term: string) => boolean
  /** The word meant by one that no page and no list knows; null: as it is. */
  correct: (term: string) => string | null
}

// "send it back", "give my boots back": one thing, in two places
const apart = /\b(send|give|bring|take|ship|get)((?: [\w'’-]+){1,4}) back\b/gi

/** "How many days", "how much is": what kind of thing is asked for is no word that the answer has to say. */
function withoutAsking(question: string): string {
  const rest = question
    .replace(
      /\b(?:i|we)(?:['’]m| am|['’]re| are| live| work)? (?:here )?(?:in|from|based in|near) \p{Lu}[\p{L}-]+/giu,
      ' ',
    )
    .replace(/\b(?:here|over here|down here) in \p{Lu}[\p{L}-]+/gu, ' ')
    .replace(/\b[\w-]+ (?:days?|weeks?|months?|years?) ago\b/gi, ' ')
    .replace(/\bhow (?:does|do|did) (.{2,60}?) works?\b/gi, ' $1 ')
    .replace(
      /\bhow (?:many|much) (?:business |working )?(?:days?|weeks?|months?|years?|hours?|time)\b/gi,
      ' ',
    )
    .replace(/\bhow (?:much|long|many|often|soon|fast|quickly|old|late|early|expensive)\b/gi, ' ')
    .replace(/\bwhat(?:['’]s| is| are)? the (?:costs?|prices?|fees?|charges?) (?:of|for|to)\b/gi, ' ')
    .replace(/\b(?:what time|what hours|at what time|what kind of|what sort of)\b/gi, ' ')
    .replace(/\b(?:what|how much) (?:does|do|would|will) (.{2,80}?) cost\b/gi, ' $1 ')
  return /[\p{L}\p{N}]{2}/u.test(rest) ? rest : question
}

// "a shop in Denver": there the rules of the country say nothing
const aboutPlaces =
  /\b(?:stores?|shops?|branch(?:es)?|outlets?|showrooms?|locations?|open|opening|closed?|parking|visit)\b/i

const isOneWord = (form: readonly string[]) => form.length === 1

// a rule seldom names the goods that it holds for
const GOODS = 0.7

/** Reads a question. Pairs such as "send back" are known as one thing. */
export function readQuestion(text: string, known: KnownWords): Question {
  const countries = countriesIn(text)
  const words = wordsOf(oneWord(withoutAsking(text).replace(apart, '$1 back $2')))
  const terms = words.map(({ term }) => known.correct(proseTerm(term)) ?? proseTerm(term))
  const found = new Map<string, QuestionWord>()
  words.forEach((word, at) => {
    const term = terms[at] ?? ''
    if (isSilent(word.term) || found.has(term)) return
    const named = countries.find(({ words: said }) => termsOfProse(said).includes(term))
    const names = [term, `${term} ${terms[at + 1]}`, `${terms[at - 1]} ${term}`]
    const same = names.flatMap((name) => sameNames.get(name) ?? [])
    const goods = [word.term, verbStem(word.term), ...same.filter(isOneWord).flat()].some(known.isGoods)
    found.set(term, {
      term,
      same: same.filter((form) => form.length > 0 && form.every(known.has)),
      near: names.flatMap((name) => nearNames.get(name) ?? []).filter((form) => form.every(known.has)),
      weight: weightOf(term) * (goods ? GOODS : 1),
      goods,
      country: named && !(isPart(named.words) && aboutPlaces.test(text)) ? named.code : null,
      ofPart: named !== undefined && isPart(named.words),
    })
  })
  return {
    text,
    words: [...found.values()],
    asked: askedFor(text),
    yesOrNo: isYesOrNo(text),
    core: coreOf(text),
    without: /\b(?:without|other than|instead of|except|apart from)\b/i.test(text),
    countries,
    names: otherNamesIn(text),
  }
}
