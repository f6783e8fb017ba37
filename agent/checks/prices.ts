import { type Money, minorDigits } from '#contract/money.ts'
import { type Mention, readMentions } from './amounts.ts'
import { type Check, fail, type Known, pass } from './check.ts'
import { clausesIn, namedIn, type PriceFact, strangersIn } from './names.ts'
import { plain } from './plain.ts'
import { isPolicyMoney } from './policy.ts'

/**
 * Every amount in a sentence must be a typed price of the thing it names: of the clause's own product, else
 * of the one named before it. A limit that the shopper gave may be repeated where it holds. Amounts of the
 * shop's own rules (delivery, return fees) must stand in a passage that was found.
 */
export const prices: Check = (sentence, known) => {
  const facts = known.facts.filter((fact): fact is PriceFact => fact.kind === 'price')
  let subject = subjectBefore(known, facts)
  let strange = strangersBefore(known, facts)
  for (const clause of clausesIn(sentence)) {
    const placed = placedIn(clause, facts, known.order ?? [])
    const named = placed ?? namedIn(clause, facts)
    const strangers = strangersIn(
      clause,
      named.length > 0 ? named : facts,
      known.productNouns,
      known.shopName,
    )
    if (placed?.length === 0) strange = true
    else if (named.length > 0) {
      subject = named
      strange = strangers.length > 0
    } else if (strangers.length > 0) strange = true
    for (const mention of readMentions(clause)) {
      const verdict = judge(mention, clause, sentence, subject, strange, facts, known)
      if (verdict) return fail(verdict)
    }
  }
  return pass
}

const places = ['first', 'second', 'third', 'fourth']

/**
 * The facts of the product that a clause means by its place in a comparison, or by its price among them; null:
 * it means none that way.
 */
function placedIn(clause: string, facts: readonly PriceFact[], order: readonly string[]): PriceFact[] | null {
  if (order.length < 2) return null
  const text = plain(clause)
  const place = /\bthe (?:(first|second|third|fourth)|(?:last|latter))(?: one)?\b/.exec(text)
  const at = place ? (place[1] ? places.indexOf(place[1]) : order.length - 1) : null
  if (at !== null) return facts.filter((fact) => fact.name === order[at])
  const byPrice = facts
    .filter((fact) => fact.of === 'price' && order.includes(fact.name))
    .sort((a, b) => a.money.amount - b.money.amount)
  const extreme = /\bthe (?:cheap\w+|less expensive|least expensive)\b/.test(text)
    ? byPrice[0]
    : /\bthe (?:more expensive|most expensive|dear\w+|pric(?:ier|iest))\b/.test(text)
      ? byPrice.at(-1)
      : null
  return extreme ? facts.filter((fact) => fact.name === extreme.name) : null
}

function judge(
  mention: Mention,
  clause: string,
  sentence: string,
  subject: readonly PriceFact[],
  strange: boolean,
  facts: readonly PriceFact[],
  known: Known,
): string | null {
  if (isPolicyMoney(mention, sentence, known)) return null
  if (mention.kind === 'free') return 'free'
  if (mention.kind === 'share') return isTrueShare(mention, subject) && !strange ? null : 'share_of_price'
  const limit = limitOf(clause, mention)
  if (limit)
    return holdsLimit(limit, mention, clause, subject, strange, facts, known) ? null : 'limit_not_true'
  if (strange) return 'price_of_something_else'
  const candidates = subject.length > 0 ? subject : facts
  return candidates.some((fact) => equals(mention, fact.money)) ? null : 'not_a_typed_price'
}

function equals(mention: Mention, money: Money): boolean {
  if (mention.currencies.length > 0 && !mention.currencies.includes(money.currency)) return false
  return mention.values.some((value) => Math.abs(value - units(money)) < 0.000_5)
}

function units(money: Money): number {
  return money.amount / 10 ** minorDigits(money.currency)
}

/** "20% off" where list price and price make it so, to the whole percent. */
function isTrueShare(mention: Mention, subject: readonly PriceFact[]): boolean {
  const percent = Number(/\d+/.exec(mention.text)?.[0])
  const price = subject.find((fact) => fact.of === 'price')
  const list = subject.find((fact) => fact.of === 'list_price' && fact.name === price?.name)
  if (!price || !list || list.money.amount <= price.money.amount) return false
  return Math.abs(100 * (1 - price.money.amount / list.money.amount) - percent) < 1
}

type Limit = 'at_most' | 'at_least' | 'plain'

/** Whether the clause speaks of a limit rather than of a price: "under $150", "your budget of $80". */
function limitOf(clause: string, mention: Mention): Limit | null {
  const before = plain(clause).slice(0, mention.at)
  if (
    /(?:under|below|up to|less than|within|at most|max(?:imum)?(?: of)?|cheaper than|no more than|not more than)\s*(?:your |the )?(?:limit |budget )?(?:of )?$/.test(
      before,
    )
  )
    return 'at_most'
  if (/(?:over|above|more than|at least|upwards of)\s*$/.test(before)) return 'at_least'
  return /(?:budget|limit)(?: is| of| around)?\s*$|between\s*$/.test(before) ? 'plain' : null
}

function holdsLimit(
  limit: Limit,
  mention: Mention,
  clause: string,
  subject: readonly PriceFact[],
  strange: boolean,
  facts: readonly PriceFact[],
  known: Known,
): boolean {
  if (!shopperSaid(mention, known)) return false
  if (
    limit === 'plain' ||
    /\b(?:no|not|nothing|none|without|cannot|can't|couldn't|isn't|aren't|don't|keine?)\b|n't\b/.test(
      plain(clause),
    )
  )
    return true
  const named =
    namedIn(clause, facts).length > 0 ||
    (subject.length > 0 &&
      !strange &&
      facts.length > 0 &&
      /\b(?:it|this|that|yours|that's|it's)\b/.test(plain(clause)))
  const fits = (fact: PriceFact) =>
    mention.values.some((value) =>
      limit === 'at_most' ? units(fact.money) <= value : units(fact.money) >= value,
    )
  if (strange) return facts.some((fact) => fact.of === 'price' && fits(fact))
  if (named) return subject.some((fact) => fact.of !== 'list_price' && fits(fact))
  return facts.length === 0 || facts.some((fact) => fact.of === 'price' && fits(fact))
}

/** As much of a message as is understood; what stands further behind limits nothing. */
const UNDERSTOOD_CHARS = 2000

/** The shopper's own amounts, read from his messages. */
function shopperSaid(mention: Mention, known: Known): boolean {
  return known.shopperWords.some((whole) => {
    const text = whole.slice(0, UNDERSTOOD_CHARS)
    const numbers = (plain(text).match(/\d[\d.,]*/g) ?? []).map((raw) =>
      Number(raw.replace(/[.,]$/, '').replace(',', '.')),
    )
    const spoken = readMentions(text).flatMap((entry) => entry.values)
    return mention.values.some((value) =>
      [...numbers, ...spoken].some((said) => Math.abs(said - value) < 0.005),
    )
  })
}

/** What the reply spoke of last, for "It costs …". */
function subjectBefore(known: Known, facts: readonly PriceFact[]): PriceFact[] {
  for (const sentence of known.saidBefore.toReversed()) {
    for (const clause of clausesIn(sentence).reverse()) {
      const named = namedIn(clause, facts)
      if (named.length > 0) return named
    }
  }
  return []
}

/** Whether the last thing spoken of is one that no tool has given a price for. */
function strangersBefore(known: Known, facts: readonly PriceFact[]): boolean {
  const last = known.saidBefore.at(-1)
  if (!last) return false
  return (
    namedIn(last, facts).length === 0 &&
    strangersIn(last, facts, known.productNouns, known.shopName).length > 0
  )
}
