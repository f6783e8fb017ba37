import type { Fact } from '#tools/index.ts'
import { type Check, fail, type Known, pass } from './check.ts'
import { namedIn, type PriceFact } from './names.ts'
import { plain } from './plain.ts'
import { policyFacts } from './policy.ts'

type PopularityFact = Extract<Fact, { kind: 'popularity' }>

interface Claim {
  said: RegExp
  /** What the words of a fact must hold; null: no fact ever says so. */
  needs: RegExp | null
}

const people = '(?:others?|people|shoppers|customers|buyers|everyone|everybody|most of us)'

/** What a reply may tell of other shoppers, and what must be known for it. */
const claims: Claim[] = [
  {
    said: /\b(?:best ?-?sell\w*|top ?-?sell\w*|most (?:popular|loved|bought|wanted|viewed)|(?:customer|crowd|fan|shopper) favou?rites?|(?:top|best|highly)[- ]rated|five[- ]star|\d(?:[.,]\d)? stars?|selling (?:fast|out)|flying off|in (?:high|great) demand|number one|meistverkauft\w*)\b/,
    needs: null,
  },
  { said: /\b(?:popular\w*|beliebt\w*)\b/, needs: /popular/i },
  { said: /\b(?:trending|in demand)\b/, needs: /wanted/i },
  {
    said: /\b(?:often|frequently|usually|commonly|mostly) (?:bought|purchased|ordered)\b|\bbought (?:together|by)\b/,
    needs: /bought/i,
  },
  {
    said: new RegExp(
      `\\b${people} (?:[\\w']+ ){0,3}(?:buy|buys|bought|buying|order|ordered|choose|chose|pick|like|likes|love|loves|look|looked|viewed|want|wanted)\\b`,
    ),
    needs: /bought|looked|popular|wanted/i,
  },
]

const noClaim = /\?\s*$|\b(?:cannot|can't|could not|couldn't|do not|don't) (?:say|tell|know|see)\b/

/**
 * Nothing is said of what other shoppers do unless a result of this turn says it of the product named, and no
 * number of them that it does not give.
 */
export const popularity: Check = (sentence, known) => {
  const text = plain(sentence)
  if (noClaim.test(text)) return pass
  for (const { said, needs } of claims) {
    const found = said.exec(text)
    if (!found || isQuoted(found[0], known)) continue
    const facts = needs === null ? [] : factsFor(sentence, known).filter((fact) => needs.test(fact.text))
    if (facts.length === 0) return fail('not_known_of_others')
    if (!countsHold(text, facts)) return fail('not_a_typed_count')
  }
  return pass
}

/** The words of a product's own name, or of a page of the shop, are no claim. */
function isQuoted(words: string, known: Known): boolean {
  const names = known.facts.flatMap((fact) => ('name' in fact ? [fact.name] : []))
  return [...names, ...policyFacts(known).map(({ text }) => text)].some((text) => plain(text).includes(words))
}

/** Of the product that the sentence names; of any, where it names none. */
function factsFor(sentence: string, known: Known): PopularityFact[] {
  const all = known.facts.filter((fact): fact is PopularityFact => fact.kind === 'popularity')
  const goods = known.facts.filter((fact): fact is PriceFact => fact.kind === 'price')
  const named = new Set(namedIn(sentence, goods).map(({ name }) => name))
  return named.size === 0 ? all : all.filter(({ name }) => named.has(name))
}

function countsHold(text: string, facts: readonly PopularityFact[]): boolean {
  const told = new RegExp(`\\b(\\d[\\d.,]*|dozens|hundreds|thousands) (?:of )?(?:other )?${people}\\b`).exec(
    text,
  )
  return !told?.[1] || facts.some((fact) => plain(fact.text).includes(told[1] ?? ''))
}
