import { type Check, fail, pass } from './check.ts'
import { plain } from './plain.ts'
import { overlap, policyFacts } from './policy.ts'

const offerWords =
  /\b(?:discounts?|discounted|coupons?|vouchers?|promo(?:tion(?:al)?)?(?: codes?)?|code (?=[a-z]*\d)[a-z0-9]{4,}|(?:use|enter|apply|with) (?:the |this |my |our )?code [a-z0-9]+|special (?:offer|price|deal)s?|deals?|price match\w*|cash ?back|store credit|credit(?:s|ed)? (?:of|to)|rebates?|bonus|goodwill|compensat\w+|loyalty points|bogo|black friday|rabatt\w*|gutschein\w*|descuento|remise|sconto|korting|on sale|for sale at|bargain|freebie|gift (?:on|from) us|throw in|(?:use|enter|type|apply|quote) "?[a-z]{3,14}\d{1,3}|gets? (?:it |them )?cheaper|pay(?:ing)? less|cheaper for you|price (?:is|was|has been) (?:reduced|cut|lowered|dropped|changed|adjusted))\b/
const refusals =
  /\b(?:i|we|nobody here|no one) (?:cannot|can't|can not|am not able to|am unable to|are not able to|are unable to|don't|do not|could not|couldn't)\b.{0,40}\b(?:offer|give|promise|apply|have|grant|provide|match)?\b|\b(?:there (?:is|are) no|no) (?:current |further |extra |additional )?(?:discounts?|coupons?|vouchers?|offers?|promotions?|deals?|codes?)\b/
const refundPromise =
  /\b(?:refund|reimburse|compensate|credit)\w*\b.{0,30}(?:[$€£¥]|\d)|\b(?:you(?:'ll| will)? (?:get|receive|be given)|we(?:'ll| will)|i(?:'ll| will)) .{0,30}\b(?:refund|money back|reimburse|compensat)\w*/

/** Beside an offer that is quoted no number stands, and nothing that makes more of it. */
const widens =
  /[$€£¥%\d]|\b(?:half|double|triple|twice|more|extra|another|both|every|each|free|percent|stack\w*|combin\w*|on top)\b/

/**
 * Whatever promises an offer is kept back, unless a tool has brought one and the sentence quotes it, or the
 * shop's own page says it in these words.
 */
export const offers: Check = (sentence, known) => {
  const text = plain(sentence)
  if (known.offerQuoted)
    return widens.test(text) || refundPromise.test(text) ? fail('promise_of_an_offer') : pass
  // in a turn that speaks of an offer a share that no quotation holds would be read as part of it
  if (/\d ?(?:%|per ?cent)/.test(text) && known.facts.some(({ kind }) => kind === 'offer'))
    return fail('promise_of_an_offer')
  const promises = offerWords.test(text) || refundPromise.test(text)
  if (!promises) return pass
  if (refusals.test(text) && !/[$€£¥%]|\bcode [a-z0-9]*\d/.test(text)) return pass
  if (/\?\s*$/.test(text) && !/[$€£¥%\d]/.test(text)) return pass
  if (refundPromise.test(text) && !offerWords.test(text) && quoted(sentence, known)) return pass
  return fail('promise_of_an_offer')
}

function quoted(sentence: string, known: Parameters<Check>[1]): boolean {
  return policyFacts(known).some((fact) => overlap(sentence, `${fact.title} ${fact.text}`) >= 0.75)
}
