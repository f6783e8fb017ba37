import { type Check, fail, type Known, pass } from './check.ts'
import { plain } from './plain.ts'

const emails =
  /[\p{L}\p{N}._%+-]+ ?(?:@|\(at\)|\[at\]| at (?=[\w-]+ ?(?:\.|\(dot\)| dot ))) ?[\p{L}\p{N}-]+(?: ?(?:\.|\(dot\)|\[dot\]| dot ) ?[\p{L}\p{N}-]+)+/gu
const phones = /(?<![\p{L}\p{N}-])\+?\(?\d[\d\s()./-]{7,}\d(?![\p{L}\p{N}])/gu
const orderNumbers =
  /\border(?:s)?(?: number| no\.?| nr\.?| id)?:? #?([a-z]{0,4}[-_]?\d[a-z\d-]{2,20})\b|#([a-z]{0,4}[-_]?\d[a-z\d-]{2,20})\b/g
const streets =
  /\b\d{1,5} (?:[\p{L}]+ ){1,3}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|way|place|pl)\b|\b\p{L}+(?:strasse|str\.|weg|platz|gasse) \d{1,4}\b/gu
const cards = /\b(?:\d[ -]?){13,19}\b/

const postcodes =
  /\b(?:post ?codes?|zip(?: ?codes?)?|postal codes?|plz)\b\W{0,3}(?:\w+ ){0,3}?\W?((?=[a-z\d -]*\d)[a-z\d]{2,5}[ -]?[a-z\d]{1,4})\b/g

/**
 * Contact data, order numbers and addresses may be said only where the shopper wrote them himself or a tool
 * of this turn gave them: the shop's own from its pages, or those of an order that is opened to him.
 */
export const personalData: Check = (sentence, known) => {
  const text = plain(sentence)
  const contacts = holder(() => [...saidOrOpened(known), ...ofTheShop(known)])
  const orders = holder(() => saidOrOpened(known))
  for (const match of text.matchAll(emails)) if (!contacts(squeeze(match[0]))) return fail('email')
  for (const match of text.matchAll(streets)) if (!contacts(squeeze(match[0]))) return fail('address')
  for (const match of text.matchAll(orderNumbers)) {
    if (!orders(squeeze(match[1] ?? match[2] ?? ''))) return fail('order_number')
  }
  for (const match of text.matchAll(postcodes))
    if (!contacts(squeeze(match[1] ?? ''))) return fail('postcode')
  const card = cards.exec(text)?.[0]
  if (card && !orders(squeeze(card))) return fail('card_number')
  for (const match of text.matchAll(phones)) {
    const digits = match[0].replace(/\D/g, '')
    if (digits.length >= 8 && !contacts(digits)) return fail('phone')
  }
  return pass
}

function saidOrOpened(known: Known): string[] {
  const sources: string[] = [...known.shopperWords]
  for (const fact of known.facts) {
    if (fact.kind === 'order') sources.push(fact.orderNumber)
    else if (fact.kind === 'tracking') sources.push(fact.number)
    else if (fact.kind === 'date') sources.push(fact.date)
  }
  return sources
}

function ofTheShop(known: Known): string[] {
  return known.facts.flatMap((fact) => {
    if (fact.kind === 'contact') return [fact.value]
    if (fact.kind === 'policy') return [fact.text]
    return fact.kind === 'link' ? [fact.url] : []
  })
}

/** Most sentences hold nothing personal, and the sources can be long: they are read when one is asked for. */
function holder(sources: () => readonly string[]): (value: string) => boolean {
  let all: string[] | null = null
  return (value) => {
    all ??= sources().map((source) => squeeze(plain(source)))
    return all.some((source) => source.includes(value))
  }
}

function squeeze(text: string): string {
  return text
    .replace(/\(at\)|\[at\]| at /g, '@')
    .replace(/\(dot\)|\[dot\]| dot /g, '.')
    .replace(/[^\p{L}\p{N}@.]/gu, '')
    .replace(/^\.+|\.+$/g, '')
}
