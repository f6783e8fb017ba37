import { stem, verbStem } from '../stem.ts'
import { wordsOf } from '../tokenise.ts'

// forms that no rule of endings brings together
const irregular = new Map(
  [
    'freeze froze frozen',
    'send sent',
    'break broke broken',
    'wear wore worn',
    'lose lost',
    'buy bought',
    'pay paid',
    'make made',
    'keep kept',
    'take took taken',
    'give gave given',
    'leave left',
    'shrink shrank shrunk shrunken',
    'tear tore torn',
    'sell sold',
    'spend spent',
    'speak spoke spoken',
    'write wrote written',
    'choose chose chosen',
    'tell told',
    'find found',
    'hold held',
    'bring brought',
    'come came',
    'go went gone',
    'try tried tries',
    'throw threw thrown',
    'steal stole stolen',
    'get got gotten',
    'sew sewn',
    'grow grew grown',
    'light lit',
    'opt optional',
    'reply replied replies',
    'carry carried carries',
    'dry dried dries dryer drier drying',
    'rent rental renting',
    'big bigger biggest',
    'large larger largest',
    'small smaller smallest',
    'long longer longest',
    'cheap cheaper cheapest',
    'burn burnt burned',
    'withdraw withdrawal',
    'certify certificate certification certified',
    'produce producer production',
    'locate location located',
    'deliver delivery',
    'pay payable payment',
    'expire expiry',
    'subscribe subscription subscriber',
    'repair repairable',
    'refund refundable',
    'return returnable',
    'exchange exchangeable',
    'cancel cancellation cancelling canceling',
    'erase erasure',
    'delete deletion',
    'collect collection',
    'tv tvs',
    'measure measurement',
    'guarantee guaranteed',
    'recycle recyclable recycling',
    'refill refillable',
    'wrap wrapping wrapped',
    'shop shops shopping',
    'use usage usable',
    'store storage',
  ].flatMap((line) => {
    const [base = '', ...forms] = line.split(' ').map((form) => verbStem(stem(form)))
    return forms.map((form) => [form, base] as const)
  }),
)

/** A stem of the tokeniser in the form in which questions and pages meet. */
export function proseTerm(stemmed: string): string {
  const short = verbStem(stemmed)
  return irregular.get(short) ?? short
}

const joined =
  /\b(e)-(mails?)\b|\b(check)[- ](out|in)\b|\b(pick)[- ](up|ups)\b|\b(wi)-(fi)\b|\b(web) (site|shop)\b/gi

// `e-mail` and `email` are one word
export function oneWord(text: string): string {
  return text.replace(joined, (match) => match.replace(/[- ]/, ''))
}

/** The words of prose by short stems, those it denies included: `cannot be returned` is about returns. */
export function termsOfProse(text: string): string[] {
  return wordsOf(oneWord(text)).map((word) => proseTerm(word.term))
}
