import type { Fact } from '#tools/index.ts'
import { type Mention, readMentions } from './amounts.ts'
import { type Check, fail, type Known, pass } from './check.ts'
import { contentWords, plain } from './plain.ts'

type PolicyFact = Extract<Fact, { kind: 'policy' }>

/** What an amount of a rule can be about; prices of goods are none of them. */
const ruleSubjects =
  /\b(?:deliver\w*|shipping|ship|ships|shipped|postage|courier|express|standard|return\w*|exchange\w*|orders? (?:over|above|of|from|under)|minimum order|gift ?wrap\w*|fee|fees|surcharge|customs|duty|duties|handling|collection|pick[- ]?up|deposit|alteration\w*|repair\w*)\b/
const sellingWords =
  /\b(?:now only|only today|today only|off|sale|discount\w*|price drop|special|deal|coupon|voucher|promo\w*|clearance|bargain)\b/

/**
 * Whether an amount is one of the shop's rules: the same sentence of a passage that was found says it, about
 * delivery, returns or fees, and no goods are named. Text of a page never prices a product.
 */
export function isPolicyMoney(mention: Mention, sentence: string, known: Known): boolean {
  const text = plain(sentence)
  if (mention.kind === 'share' || !ruleSubjects.test(text) || sellingWords.test(text)) return false
  if (contentWords(sentence).some((word) => known.productNouns.has(word) && !ruleSubjects.test(word)))
    return false
  return policyFacts(known).some((fact) =>
    sentencesOf(fact.text).some((source) => saysTheSame(source, sentence, mention)),
  )
}

function saysTheSame(source: string, sentence: string, mention: Mention): boolean {
  const has = readMentions(source).some(
    (entry) => entry.kind === mention.kind && entry.values.some((value) => mention.values.includes(value)),
  )
  return has && overlap(sentence, source) >= 0.5
}

/** How much of what is claimed stands in the source, 0 to 1. */
export function overlap(claim: string, source: string): number {
  const claimed = new Set(contentWords(claim))
  const known = new Set(contentWords(source))
  let shared = 0
  for (const word of claimed) if (known.has(word)) shared++
  return claimed.size === 0 ? 0 : shared / claimed.size
}

export function policyFacts(known: Known): PolicyFact[] {
  return known.facts.filter((fact): fact is PolicyFact => fact.kind === 'policy')
}

/** The sentences of a passage, and pairs of neighbours, because a rule often needs two. */
export function sentencesOf(text: string): string[] {
  const lines = text.split(/\n+/).flatMap((line) => line.split(/(?<=[.!?])\s+/))
  return lines.flatMap((line, at) => (lines[at + 1] ? [line, `${line} ${lines[at + 1]}`] : [line]))
}

const rulesSpokenOf =
  /\b(?:returns?|returned|refunds?|refunded|exchang\w+|warrant\w+|guarantee\w*|deliver(?:y|ies|s|ed)?|shipping|ships?|policy|policies)\b/
const asserting =
  /\b(?:can|may|must|will|are|is|have to|has to|within|takes?|costs?|accepts?|covers?|eligible|entitled|allowed|guaranteed?|promise)\b/
const notAClaim =
  /\?|\b(?:i can (?:help|look|check|find|cancel|see)|let me|i'?ll|i will|i am asking|i (?:cannot|can't|could not|do not|don't)|our pages?|could you|please|shall i|would you|if you (?:like|want|tell|give|send)|tell me|order (?:number )?#?[a-z]*\d)/

/** What is said about the rules of the shop must stand, in most of its words, in a passage that was found. */
export const policies: Check = (sentence, known) => {
  const text = plain(sentence)
  if (!rulesSpokenOf.test(text) || !asserting.test(text) || notAClaim.test(text)) return pass
  if (
    known.facts.some((fact) => fact.kind === 'order') &&
    /\border\b|\bparcel\b|\bit\b|\bdelivery date\b/.test(text)
  )
    return pass
  const grounded = policyFacts(known).some((fact) => {
    const source = `${fact.title} ${fact.section} ${fact.text}`
    return (
      overlap(sentence, source) >= 0.6 &&
      numbersIn(text).every((number) => numbersIn(source).includes(number))
    )
  })
  return grounded ? pass : fail('not_on_our_pages')
}

function numbersIn(text: string): string[] {
  return text.match(/\d+(?:[.,]\d+)?/g) ?? []
}
