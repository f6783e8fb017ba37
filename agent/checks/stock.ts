import type { Fact } from '#tools/index.ts'
import { numberWords } from '../number-words.ts'
import { type Check, fail, type Known, pass } from './check.ts'
import { clausesIn, namedIn, strangersIn } from './names.ts'
import { contentWords, plain } from './plain.ts'

type StockFact = Extract<Fact, { kind: 'stock' }>

const available =
  /\b(?:in stock|available|on the shelf|ready to ship|we (?:do )?have (?:it|them|this|that|\d)|still have)\b/
const unavailable =
  /\b(?:out of stock|sold out|not available|unavailable|not in stock|no longer available|none left|have sold out)\b/
const counted =
  /\b(\d{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|a couple|a dozen)\b (?:of (?:them|these|those) |more |pieces? |items? |pairs? |units? )*(?:left|remaining|in stock|available|on the shelf)\b|\b(?:only|just) (\d{1,5}|one|two|three|four|five) (?:left|remaining|more)\b/
// a person who is available is no goods, but a two-person tent is
const noClaim =
  /\?|\bi (?:can|could|will|'ll) (?:check|look|see)|\b(?:if|whether|once|when|let me)\b|\bavailable (?:at|from|by|to (?:help|talk|chat))\b|\b(?:colleagues?|someone)\b|\b(?:a|any|another|my|our|the) (?:real )?(?:person|team)\b/

/** "In stock", "sold out" and "3 left" must be a typed stock of the product named, or of the one named before. */
export const stock: Check = (sentence, known) => {
  const text = plain(sentence)
  if (noClaim.test(text)) return pass
  const facts = known.facts.filter((fact): fact is StockFact => fact.kind === 'stock')
  let subject: StockFact[] = []
  for (const clause of clausesIn(sentence)) {
    const named = namedIn(clause, facts)
    if (named.length > 0) subject = named
    const verdict = judgeClause(
      plain(clause),
      subject.length > 0 ? subject : beforeThat(known, facts),
      clause,
      facts,
      known,
    )
    if (verdict) return fail(verdict)
  }
  return pass
}

function judgeClause(
  text: string,
  subject: StockFact[],
  clause: string,
  facts: StockFact[],
  known: Known,
): string | null {
  const count = counted.exec(text)
  const there = ofNamedStore(clause, subject, facts, known)
  if (!count && !available.test(text) && !unavailable.test(text)) return null
  if (subject.length === 0 || isStranger(clause, facts, known)) {
    return unavailable.test(text) || /\b(?:no|nothing|not|none)\b|n't\b/.test(text)
      ? null
      : 'stock_of_something_else'
  }
  if (count) {
    const told = numberWords[count[1] ?? count[2] ?? ''] ?? Number(count[1] ?? count[2])
    return matchesCount(told, there) ? null : 'not_a_typed_count'
  }
  const here = there.some((fact) => fact.availability !== 'out_of_stock')
  const away = there.some((fact) => fact.availability === 'out_of_stock')
  if (unavailable.test(text)) return away ? null : 'not_sold_out'
  return here || /\b(?:not|nothing|no)\b|n't\b/.test(text) ? null : 'not_in_stock'
}

/** "In our Hamburg store", "at the branch": a place one can walk into, whether or not it is one we know. */
const walkIn = /\b(?:in|at) (?:(?!online\b)[\p{L}’'-]+ ){0,3}(?:store|branch)\b/u

/**
 * Where a clause names a store, what lies in that store decides, and nothing else: a store that no tool has
 * spoken of has nothing.
 */
function ofNamedStore(
  clause: string,
  subject: StockFact[],
  facts: readonly StockFact[],
  known: Known,
): StockFact[] {
  const spoken = new Set(contentWords(clause))
  const goods = new Set(facts.flatMap((fact) => contentWords(fact.name)))
  const shop = new Set(contentWords(known.shopName))
  const ownWords = (store: string) =>
    contentWords(store).filter((word) => !shop.has(word) && !goods.has(word))
  const isNamed = (store: string) => ownWords(store).some((word) => spoken.has(word))
  const named = new Set(facts.flatMap(({ store }) => (store !== null && isNamed(store) ? [store] : [])))
  if (named.size > 0) return subject.filter(({ store }) => store !== null && named.has(store))
  return walkIn.test(plain(clause)) ? subject.filter(({ store }) => store !== null) : subject
}

/** A count may also be of products found: "3 jackets in stock". */
function matchesCount(told: number, subject: StockFact[]): boolean {
  return (
    subject.some((fact) => fact.quantity === told) ||
    subject.filter((fact) => fact.store === null).length >= told
  )
}

function beforeThat(known: Known, facts: StockFact[]): StockFact[] {
  for (const sentence of known.saidBefore.toReversed()) {
    const named = namedIn(sentence, facts)
    if (named.length > 0) return named
  }
  return facts
}

function isStranger(clause: string, facts: StockFact[], known: Known): boolean {
  const stores = facts.flatMap((fact) => (fact.store ? [{ name: fact.store }] : []))
  return strangersIn(clause, [...facts, ...stores], known.productNouns, known.shopName).length > 0
}
